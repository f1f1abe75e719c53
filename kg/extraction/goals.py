"""Goals: desired end states."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.extraction.candidate import Candidate
from kg.extraction.clause import Clause
from kg.extraction.lexicon import alternatives, load, pattern
from kg.extraction.phrase import members
from kg.extraction.reading import Reading

_MEASURED = re.compile(
    r"\d[\d.,]*\s*(?:[%％‰]|余|多)?[万亿]?(?:个|家|座|所|人|元|吨|亩|公里|平方|名|户|条|项|处|%|张|米|列|台|套|件|辆)|\d+(?:\.\d+)?%"
)
_AFTER = (
    r"(?=$|[、，；和与及等]|[（(]|[两三][块张个]|(?:建设|创建|工作|活动|称号|名单|目标|荣誉|复审|验收|评审|评估|评定|金字招牌|的"
    r"|上[奋持再发强狠下]))"
)
_LONGEST = 60
_SHARED = re.compile(r"(?P<list>[^，。；、]{2,20}(?:、[^，。；、]{2,20})+)等(?P<tail>(?!全)[^，。；、等]{2,16})")
_PROSPERITY = ("全面建成小康社会", "小康社会", "全面小康")
_COUNTED = re.compile(r"(?:（[^）]*）)?\d[\d.]*(?:余|多)?(?:个|家|所|条|座|处|名|项)")
_COUNT = re.compile(r"^(?:\d+|[一二两三四五六七八九十]+)(?:个|大|条)|^[一这]批")


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order."""
    found: list[Candidate] = []
    own = _own(reading.document.metadata.place)
    for clause in reading.clauses:
        taken: list[tuple[int, int]] = []
        for goal in (*_in_clause(clause), *_of_place(clause, own)):
            apart = all(goal.end <= a or goal.start >= b for a, b in taken)
            if goal.end - goal.start >= 2 and apart and not _common(clause.text[goal.start : goal.end] + goal.tail):
                taken.append((goal.start, goal.end))
                found.append(_candidate(clause, goal))
    return found


class _Found(NamedTuple):
    """A goal in a clause; `tail` is the noun that its enumeration lends it."""

    start: int
    end: int
    rule: str
    confidence: float
    tail: str = ""


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives(load('generic')['words']['loose'])}*(?:良好)?(?:品牌|环境|氛围|局面|平台|产品|标准|水平|产业|单位)"
    )


def _own(place: str) -> re.Pattern[str] | None:
    """Return the expression of what the document's own place is to become (`天蓝、水净的生态阜平`), if it is known."""
    parts = re.findall(r"[\u4e00-\u9fff]{2,}?(?:自治区|自治州|自治县|省|市|县|区|镇|乡|街道)", place)
    if not parts:
        return None
    stems = {re.sub("(?:自治区|自治州|自治县|省|市|县|区|镇|乡|街道)$", "", part) for part in parts}
    words = alternatives(load("goals")["words"]["qualities"])
    name = alternatives(s for s in stems if len(s) > 1)
    return re.compile(rf"(?:[^，。；]{{2,24}}的)?{words}{{1,3}}{name}(?![\u4e00-\u9fff]{{0,4}}建设)")


def _of_place(clause: Clause, own: re.Pattern[str] | None) -> Iterator[_Found]:
    for verb in _regexes()["build"].finditer(clause.text) if own else ():
        if own and (match := own.match(clause.text, verb.end())):
            yield _Found(*match.span(), "own-place", 0.7)


def _common(name: str) -> bool:
    """Tell whether a name has only words that every such thing bears (`文化品牌`)."""
    return _plain().fullmatch(name) is not None


def _candidate(clause: Clause, goal: _Found) -> Candidate:
    written = clause.text[goal.start : goal.end].strip()
    name = written + goal.tail
    if goal.rule == "layout":
        aliases: tuple[str, ...] = (name[: name.index("”") + 1],)
    elif goal.tail:
        aliases = (written,)
    elif "小康" in name and goal.rule == "standing-goal":
        aliases = tuple(n for n in _PROSPERITY if n != name)
    else:
        short = name.rsplit("的", 1)[-1]
        aliases = (short,) if short != name and len(short) >= 4 else ()
    start = clause.start + goal.start
    return Candidate("Goal", name, start, clause.start + goal.end, goal.rule, goal.confidence, aliases)


def _in_clause(clause: Clause) -> Iterator[_Found]:
    text = clause.text
    regexes = _regexes()
    match: re.Match[str] | None
    for match in regexes["title"].finditer(text):
        yield from _listed(text, match.end(), regexes["any_head"], "title", 0.75)
    for match in regexes["build"].finditer(text):
        soft = match.group("soft") is not None
        yield from _listed(text, match.end(), regexes["head" if soft else "any_head"], "build", 0.7)
    # the words asked for first are in all that the expression can match; most clauses have none of them
    for match in regexes["made"].finditer(text) if "创建" in text else ():
        yield _Found(match.start(1), match.end(1), "created", 0.6)
    for match in regexes["raised"].finditer(text) if "建设" in text else ():
        yield _Found(match.start(1), match.end(1), "raised", 0.6)
    if "局" in text and (match := pattern("goals", "layout").regex.search(text)):
        yield _Found(match.start("name"), match.end("name"), "layout", 0.7)
    if "”" in text and (match := pattern("goals", "positioning").regex.search(text)):
        yield _Found(match.start(1), match.end(1), "positioning", 0.8)
    if "向" in text and (match := pattern("goals", "turn-into").regex.search(text)):
        urged = re.match(r"(?:推动|促进|推进|加快|引导)*", match.group())
        yield _Found(match.start() + (urged.end() if urged else 0), match.end(), "turn-into", 0.7)
    if match := pattern("goals", "full-coverage").regex.search(text):
        result = re.search(r"(?:实现|确保|达到|力争)(?:了)?", match.group())
        yield _Found(match.start() + (result.end() if result else 0), match.end(), "full-coverage", 0.7)
    if match := pattern("goals", "standing-goal").regex.search(text):
        yield _Found(match.start(), match.end(), "standing-goal", 0.7)
    for id in ("taking-shape", "rank-given", "state", "achieved"):
        match = pattern("goals", id).regex.search(text)
        degree = id == "achieved" and match and pattern("goals", "degree").regex.search(match.group("name"))
        if match and not degree:
            yield _Found(match.start("name"), match.end("name"), id, 0.6)
    if match := regexes["result"].search(text):
        rest = text[match.end() :]
        if 4 <= len(rest) <= 20 and not _MEASURED.search(rest) and regexes["state"].search(rest):
            yield _Found(match.end(), len(text), "result", 0.5)


@cache
def _regexes() -> dict[str, re.Pattern[str]]:
    words = load("goals")["words"]
    head = alternatives(words["head"])
    any_head = alternatives([*words["head"], *words["weak_head"]])
    soft = ["建设", "培育", "建成", "建立", "培养", "扶持", "营造", "建好", "做强", "创造"]
    hard = [w for w in words["build_verb"] if w not in soft]
    return {
        "title": re.compile(rf"{alternatives(words['title_verb'])}[了为成]?"),
        "build": re.compile(rf"(?:{alternatives(hard)}|(?P<soft>{alternatives(soft)}))(?:成为|成|了|好|出|为)*"),
        "head": re.compile(rf"{head}[”\"]?(?:“[^”]+”|\"[^\"]+\")?{_AFTER}"),
        "any_head": re.compile(rf"{any_head}[”\"]?(?:“[^”]+”|\"[^\"]+\")?{_AFTER}"),
        "made": re.compile(
            r"((?:全国|国家|省级|市级|国家级|全省|\d?A级)[^，。；、]{2,14}?(?:县|市|区|镇|村|城市|景区|示范区)|"
            r"[^，。；、]{2,10}?(?:[名强]县|示范县|示范市|文明城市|卫生城市|园林城市|森林城市))(?:创建|创建活动)"
        ),
        "raised": re.compile(
            r"(?:^|(?<=[、，和与])|(?<=推进)|(?<=加快))((?!推进|加快|推动|建设|深化)[\u4e00-\u9fff]{2,8}(?:高地|中心城市|副中心|[强名][省市县区城]))"
            r"(?=建设|和[^，。；]{2,12}建设)"
        ),
        "result": re.compile(r"(?:实现|确保|做到|守住|力争)(?:了)?"),
        "state": re.compile(
            r"(?:利用|可持续|翻番|开门红|双过半|转变|脱贫|摘帽|达标|稳定|平衡|对接|联动|统一|[\u4e00-\u9fff]{2}造|好转|通车|循环|零[\u4e00-\u9fff]{2}|全[\u4e00-\u9fff]{2}|标准|现代化|底线|协调|有所[养医居教])[”\"]?$"
        ),
    }


def _listed(text: str, begin: int, head: re.Pattern[str], rule: str, confidence: float) -> Iterator[_Found]:
    """Yield the goals that the object from `begin` on names: one with its modifiers, or several in a row."""
    stop = len(text)
    rest = text[begin:stop]
    if re.match("一?大?批|更多|若干|一系列", rest):  # how many of a kind, and none by its name
        return
    if re.match("建[成设]|设立", rest):
        return
    lead = re.match(r"(?:新的|一个|全市|全县|全区|全省|全镇|首批)*", rest)
    begin += lead.end() if lead else 0
    if (whole := _last(head, text, begin, stop)) and "的" in text[begin:whole]:
        if whole - begin <= _LONGEST and not _MEASURED.search(text[begin:whole]):
            yield _Found(begin, whole, rule, confidence)
        return
    if (shared := _SHARED.match(text, begin, stop)) and "的" not in shared.group("list"):
        tail = _COUNT.sub("", shared.group("tail"))
        ended = [m for m in _regexes()["head"].finditer(tail) if m.end() == len(tail)]
        if ended and not _MEASURED.search(shared.group()) and not head.search(shared.group("list")):
            for start, end in members(text, begin, shared.end("list")):
                if 2 <= end - start <= 20:
                    yield _Found(start, end, rule, confidence, tail)
            return
    parts = members(text, begin, stop)
    if len(parts) == 2 and "、" not in text[begin:stop] and _first(head, text, *parts[0]) is None:
        parts = [(parts[0][0], parts[1][1])]  # 科技创新及转化基地: one, not two
    for start, end in parts:
        match = _first(head, text, start, end)
        if match is None or match - start < 3 or match - start > 24 or _MEASURED.search(text[start:match]):
            continue
        if not _COUNTED.match(text, match):
            yield _Found(start, match, rule, confidence)


def _last(head: re.Pattern[str], text: str, start: int, stop: int) -> int | None:
    ends = [m.end() for m in head.finditer(text, start, stop)]
    return ends[-1] if ends else None


def _first(head: re.Pattern[str], text: str, start: int, stop: int) -> int | None:
    ends = [m.end() for m in head.finditer(text[:stop], start)]
    return ends[-1] if ends else None
