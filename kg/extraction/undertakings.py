"""Projects and programmes."""

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidate import Candidate
from kg.extraction.lexicon import alternatives, load, pattern
from kg.extraction.phrase import Item, Phrase
from kg.extraction.reading import Reading

_QUOTES = '“”"'
_LAST_WORK = re.compile(
    r"(?:前期)?(?:工作|任务|力度|步伐|进度|主体|前期|选址|业务|事业|成果|成效|进程|情况|问题|能力|水平)$"
)
_AFTER_COUNT = re.compile(r"(?<=[\u4e00-\u9fff”）])\d[\d.]*(?:余|多)?[万亿]?[\u4e00-\u9fff%]{0,4}(?:以上|左右)?$")
_TAIL_LEAD = re.compile(
    r"^(?:一批|一大批|\d+[\u4e00-\u9fff]|重点|重大|省市|系列|多[个项条]|[一二三四五六七八九十]+[个项条大座]|标志性|主要)+"
)
_PLAIN_TAIL = re.compile(
    r"^(?:工业|基础设施|产业|建设|民生|交通|水利|造林|能源|市政|农业|旅游|城建|城市)?(?:建设)?(?:项目|工程|工作|行动|建设)(?:建设)?$"
)


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order."""
    return [candidate for phrase in reading.phrases for candidate in _of_phrase(phrase)]


def _of_phrase(phrase: Phrase) -> Iterator[Candidate]:
    for item in phrase.items:
        text, start = _core(item)
        if len(text) < 2:
            continue
        tail = _tail(item, phrase)
        found = _classify(text, tail, phrase)
        if found is None:
            continue
        kind, name, rule, confidence = found
        aliases = tuple(dict.fromkeys(a for a in (text,) if a != name))
        yield Candidate(
            kind,
            name,
            start,
            item.end - (len(item.text) - item.text.rfind(text) - len(text)),
            rule,
            confidence,
            aliases,
        )


def _core(item: Item) -> tuple[str, int]:
    """Return the noun of an item without what stands before its last 的 and without trailing work words."""
    text = item.text
    cut = 0
    for match in re.finditer(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|（[^）]*）|(的)", text):
        if match.group(1) and match.end() < len(text):
            cut = match.end()
    text = text[cut:]
    for strip in (_AFTER_COUNT, _LAST_WORK):
        text = strip.sub("", text)
    start = item.end - len(item.text) + cut
    return text, start


def _tail(item: Item, phrase: Phrase) -> str:
    tail = _TAIL_LEAD.sub("", item.tail)
    if not tail and not phrase.listed and item is not phrase.items[-1] and len(item.text) <= 4:
        match = _heads()[0].search(phrase.items[-1].text)
        tail = match.group() if match else ""
    return tail


@cache
def _heads() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    project, programme = load("projects")["words"], load("programmes")["words"]
    head = alternatives(project["head"])
    work = alternatives(project["work"])
    return (
        re.compile(rf"{head}$"),
        re.compile(rf"^(?P<what>.*?)(?P<head>{head})?(?:{work}|工程|项目)*$"),
        re.compile(rf"{alternatives(programme['head'])}$"),
        re.compile(rf"{work}$"),
        frozenset(programme["known"]),
    )


def _classify(text: str, tail: str, phrase: Phrase) -> tuple[str, str, str, float] | None:
    """Return (type, name, rule, confidence) of the noun, or None where it names no undertaking."""
    whole = text if not tail or text.endswith(tail) else text + tail
    if _generic(text) and _generic(whole):
        return None
    bare = text.strip(_QUOTES)
    if bare in _heads()[4] or text in _heads()[4] or re.sub("(?:建设|工程|工作|战略|项目)$", "", bare) in _heads()[4]:
        return "Programme", text, "known-programme", 0.9
    for id in ("counted-series", "slogan-building"):
        if pattern("programmes", id).regex.search(text):
            return "Programme", text, id, 0.85
    if _reform(whole) or _reform(text):
        return None
    if (match := _heads()[2].search(text)) and len(text) - len(match.group()) >= 2 and not _numbered(text):
        if match.group() in ("工程", "平台") and not re.search('[“"]', text):
            pass
        else:
            return "Programme", text, "programme-head", 0.8
    if pattern("programmes", "quoted-campaign").regex.search(text) and (
        not text.endswith(("”", '"')) or re.search("实施|推进|开展|深化|落实|启动|打好", phrase.governor)
    ):
        return "Programme", text, "quoted-campaign", 0.75
    if pattern("projects", "book").regex.search(text):
        return "Project", text, "book", 0.8
    if any(pattern("projects", id).regex.search(text) for id in ("section-of-line", "numbered-phase", "road")):
        return "Project", whole if item_tail_names(tail) else text, "line-or-phase", 0.8
    split = _heads()[1].match(text)
    if split and split.group("head") and _specific(split.group("what")):
        return "Project", whole if tail and _heads()[3].search(tail) else text, "project-head", 0.7
    if tail and re.search(r"(?:项目|工程)$", tail) and len(text) >= 3:
        return "Project", whole if not _PLAIN_TAIL.match(tail) else text + tail[-2:], "listed-project", 0.7
    if tail and _heads()[0].search(tail) and 2 <= len(text) <= 8:
        return "Project", whole, "shared-head", 0.6
    if split and not split.group("head") and _heads()[3].search(text) and _particular(split.group("what")):
        return "Project", text, "named-work", 0.6
    return None


def item_tail_names(tail: str) -> bool:
    return bool(tail) and not _PLAIN_TAIL.match(tail)


def _generic(text: str) -> bool:
    return text.strip(_QUOTES) in _generics()


@cache
def _generics() -> frozenset[str]:
    return frozenset(load("generic")["words"]["generic"])


_REFORM = re.compile(r"(?:改革|制度|机制|体制|试点|办法|模式|体系|格局|责任制|评价|清单|制)$")


def _reform(text: str) -> bool:
    return bool(_REFORM.search(text)) and not text.endswith("任务清单")


def _numbered(text: str) -> bool:
    return bool(re.match(r"\d", text))


_LOOSE = re.compile(
    r"^(?:城市|农村|城乡|县城|乡镇|中心|现代|重点|基础|公共|重大|大型|一流|标准化|新型|综合|各|全市|全县|全区|全省|全镇|国家级?|省级|市级|县级|区级|县|市|区|镇|村|等|多|高标准|高水平|特色|优质|品牌|产业|工业|农业|主要|骨干|配套|基本|城区|主城区|老旧|社会|经济|建设|专业|集中|小型|中小|产地|服务|民生)*$"
)


def _specific(what: str) -> bool:
    """Tell whether the words before a head could tell two such things apart."""
    return len(what) >= 2 and not _LOOSE.match(what)


_PARTICULAR = re.compile(
    r"[“\"\dA-Z]|[一二三四五]期|[\u4e00-\u9fff]{1,3}(?:路|街|河|湖|江|山|镇|乡|村|区|桥|港|湾|岛|站|寺|园|城|湿地|小学|中学|医院|大道)"
)


def _particular(what: str) -> bool:
    return bool(_PARTICULAR.search(what)) and not _LOOSE.match(what) and len(what) >= 2
