"""Whether a noun names a project or programme, and which."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import rjieba

from kg.entity import EntityType
from kg.extraction.lexicon import alternatives, load, pattern
from kg.extraction.lost_marks import is_slogan
from kg.extraction.place_names import is_place

_REMEMBERED = 20_000  # phrases, of which reports repeat many

_QUOTES = '“”"'
_DIGITAL = 3  # characters before 平台 or 系统 that tell one from another
_LONG = 8  # the same for heads that every town has many of
_REFORM = re.compile(r"(?:改革|制度|机制|体制|试点|办法|模式|体系|格局|责任制|评价|制|环节|政策|措施|举措|工作会议)$")
# institutions of which a town or county has one
_ONE = re.compile(
    r"^[省市州区县镇乡](?:第[一二三四五六]|中心)?(?:人民|中)?(?:医院|中医医院|妇幼保健院|疾控中心|[一二三四]中|一小|党校|图书馆|文化馆|博物馆|体育馆|体育场|敬老院|福利院|看守所|污水处理厂|垃圾填埋场|垃圾处理厂|自来水厂|水厂|职教中心|幼儿园|卫生院)$"
    r"|^老?(?:中医院|火车站|高铁站|汽车站|客运站|人民医院|妇幼保健院)$"
)
# What is done with a campaign that is named by a slogan alone.
_CAMPAIGN = re.compile(r"(?:开展|推进|深化|实施|突出|打好|打响|创建|、)[了好]?\s*$")
_PLAIN = re.compile(
    r"^(?:工业|基础设施|产业|建设|民生|交通|水利|造林|能源|市政|农业|旅游|城建|城市|道路|实事|事业)*(?:项目|工程|工作|行动|建设|活动|平台|专项活动)(?:建设)?$"
)
# A character or word that a place's name ends in, not in one of the words for kinds of place.
_PARTICULAR = re.compile(
    r"^(?:省(?!级|委|市|内|道|直|域|外|会|厅|际|略|力|份|区|政府|以上|重点|重大)|市(?!场|政|级|区|民)|县(?!域|级|乡|城)|区(?!域|级|位)|镇(?!村|级|区))[\u4e00-\u9fff]{2}|[“\"A-Z]|[一二三四五]期|\d号|[\u4e00-\u9fff]{1,3}(?:[街湖江桥港湾岛寺渠]|(?<![城乡集小古市])镇|(?<!公|铁|道|马|网|线|链|管)路(?!网)|(?<!黑臭)河(?!湖|道)|(?<![农乡新])村|(?<![城园社校片县全本我各市])区(?!域)|(?<!爬)山|大道|小学|中学|医院|湿地|水库|国道|省道|[庄沟堡塘坪坝洲浦圩](?!建|治)|厂(?!房|区))"
)


_AIM = re.compile("(?:高地|中心城市|副中心|[强名][国省市县区城])$")
# what the members of a list can each be without bearing the word
_CAMPAIGNS = re.compile("(?:(?:专项|三年|攻坚|提升)*行动|保卫战|攻坚战|专项整治|专项治理|专项检查)")
_LISTED = re.compile("(项目|工程)(?:建设|实施|推进)?$")
_QUOTED = re.compile("“[^”]{2,10}”")
_IN_QUOTES = re.compile("“[^”]{4,}”")
_RUNS = re.compile("上线|投用|投入|启用|落地|运营|运行")
_LAUNCHED = re.compile("上线|投用|投入|启用|运行")
_AROUND = re.compile("(?:建设|工程|工作|战略|项目|任务)+$")
_WORKS = re.compile("工程|项目")
_DIGIT = re.compile(r"\d")


_HAPPENS = re.compile(
    "(?<!创)建成|投用|投运|投入使用|开馆|开园|开工|动工|竣工|完工|落成|启用|封顶|奠基|揭牌|交付|筹建|迁建|扩建|(?:谋划|规划|启动|加快)建设"
)
_PHASE = re.compile("[（(][\u4e00-\u9fffA-Z\\d—-]{1,12}(?:期|段|型|部分|馆|片)[）)]$")
_WON = re.compile("实现|获评|获|荣|评为|入选|列入|认定|授予|创建|争创|打造$")
_SHORT = 5  # characters that the plain name of a building has at the least
_LEVELS = frozenset("省市州县区镇乡")
_KIND = re.compile(
    "^(?:[\\d一二两三四五六七八九十]|中小|多|各|新|省级|市级|县级|国家级?|城乡|农村|城镇|乡镇|村级?|基层|标准|智能|数字|绿色|高标准|公办|优质|特色|口袋|星级|配套)"
)


class Name(NamedTuple):
    """A project's name and other forms of it, with the rule that found it."""

    type: EntityType
    name: str
    rule: str
    confidence: float


class _Words(NamedTuple):
    head: re.Pattern[str]
    within: re.Pattern[str]
    parts: re.Pattern[str]
    programme: re.Pattern[str]
    work: re.Pattern[str]
    strong_work: re.Pattern[str]
    loose: re.Pattern[str]
    loose_programme: re.Pattern[str]
    known: frozenset[str]
    generic: frozenset[str]
    loose_words: frozenset[str]
    vague: frozenset[str]
    digital: frozenset[str]
    clausal: re.Pattern[str]
    weak: re.Pattern[str]


@cache
def words() -> _Words:
    """Return the lexicon of project names as expressions."""
    project, programme, generic = load("projects")["words"], load("programmes")["words"], load("generic")["words"]
    head, work = alternatives(project["head"]), alternatives(project["work"])
    return _Words(
        re.compile(rf"{head}$"),
        re.compile(alternatives(w for w in project["head"] if len(w) > 1)),
        re.compile(rf"^(?P<what>.*?)(?P<head>{head})?(?P<work>(?:{work}|工程|项目)*)$"),
        re.compile(rf"{alternatives(programme['head'])}$"),
        re.compile(rf"{work}$"),
        re.compile(rf"{alternatives(project['strong_work'])}(?:工程|项目)?$"),
        re.compile(rf"^{alternatives(generic['loose'])}*$"),
        re.compile(rf"^{alternatives(generic['loose_programme'])}*$"),
        frozenset(programme["known"]),
        frozenset(generic["generic"]),
        frozenset(generic["loose"]),
        frozenset(generic["vague_head"]),
        frozenset(generic["digital_head"]),
        re.compile(rf"“[^”]*”|《[^》]*》|({alternatives(generic['clausal'])}|(?<![存现所潜实])在(?![建线岗职校读册]))"),
        re.compile(rf"^{alternatives(generic['many_head'])}$"),
    )


@lru_cache(maxsize=_REMEMBERED)
def name_of(
    text: str,
    tail: str = "",
    *,
    listed: bool = False,
    counted: bool = False,
    governor: str = "",
    predicate: str = "",
) -> Name | None:
    """Return what an item of a noun phrase names, or None.

    `tail` is the noun that its coordination lends it; `listed` tells that it stands before 等, `counted` that the text
    speaks of some number of such things.
    """
    whole = text if not tail or text.endswith(tail) else text + tail
    if text.strip(_QUOTES) in words().generic or whole in words().generic or len(text) < 2:
        return None
    if any(m.group(1) for m in words().clausal.finditer(text)):
        return None
    if found := _programme(text, whole, tail, governor, counted):
        return found
    if _RUNS.search(predicate) and _QUOTED.fullmatch(text):
        return Name("Project", text, "quoted-launched", 0.7)
    if _LAUNCHED.search(governor + predicate) and pattern("projects", "digital").regex.search(text.strip(_QUOTES)):
        return Name("Project", text, "digital-launched", 0.7)
    if counted or _REFORM.search(whole) or _REFORM.search(text):
        return None
    happens = bool(_HAPPENS.search(governor) or _HAPPENS.search(predicate))
    return _project(text, whole, tail, listed, happens, governor)


def _programme(text: str, whole: str, tail: str, governor: str, counted: bool) -> Name | None:
    bare = text.strip(_QUOTES)
    root = _AROUND.sub("", bare)
    if {bare, root, root.removeprefix("企业")} & words().known:
        return Name("Programme", text, "known-programme", 0.9)
    if not tail and is_slogan(root) and _CAMPAIGN.search(governor):
        return Name("Programme", text, "slogan", 0.7)
    if pattern("projects", "edition").regex.search(text):
        return Name("Programme", text, "edition", 0.8)
    for name in dict.fromkeys((text, whole)):
        for id in ("counted-series", "slogan-building", "numeral-works"):
            if pattern("programmes", id).regex.search(name):
                return Name("Programme", name, id, 0.85)
    if tail and _CAMPAIGNS.fullmatch(tail) and not counted and not words().programme.search(text):
        loose = words().loose.match(text) or words().loose_programme.match(text)
        return None if loose else Name("Programme", whole, "shared-campaign", 0.7)
    if _REFORM.search(text):
        return None
    quoted = "“" in text or '"' in text
    head = words().programme.search(text)
    named = head and len(text) - len(head.group()) >= 2 and not _DIGIT.match(text) and not counted
    if (
        head
        and named
        and (quoted or (head.group() != "工程" and not words().loose_programme.match(text[: head.start()])))
    ):
        return Name("Programme", text, "programme-head", 0.8)
    if quoted and pattern("programmes", "quoted-campaign").regex.search(text):
        if not text.endswith(("”", '"')):
            return Name("Project" if text.endswith("项目") else "Programme", text, "quoted-campaign", 0.75)
        if re.search(r"(?:工程|行动|计划|专项活动|活动)$", tail) or re.search(r"(?:工程|行动|计划)[”\"]$", text):
            return Name("Programme", text, "quoted-campaign", 0.75)
        if re.search(r"项目$", tail):
            return Name("Project", whole, "quoted-project", 0.7)
        if re.search("实施|开展|启动|打好|完成", governor) and not counted:
            return Name("Programme", text, "quoted-campaign", 0.6)
    return None


def _project(text: str, whole: str, tail: str, listed: bool, happens: bool, governor: str) -> Name | None:
    if (bare := _unmarked(text)) != text and not (bare in text[1:-1] and _WON.search(governor)):
        found = _project(bare, bare + whole[len(text) :], tail, listed, happens, governor)
        return found and found._replace(name=whole if found.name != bare else text)
    plain = bool(_PLAIN.match(tail))
    if pattern("projects", "book").regex.search(text):
        return Name("Project", text, "book", 0.8)
    split = words().parts.match(text)
    what, head, work = split.group("what", "head", "work") if split else (text, None, "")
    stem = text[: len(text) - len(work)]
    if any(pattern("projects", id).regex.search(stem) for id in ("section-of-line", "numbered-phase", "road")):
        return Name("Project", whole if tail and not plain else text, "line-or-phase", 0.8)
    if work == "建设" and _AIM.search(what):  # 科创高地建设: the goal itself
        return None
    if head and not work and not tail and pattern("projects", "rank").regex.search(text):
        return None
    if head and _specific(what, head):
        return Name("Project", whole if tail and words().work.search(tail) and not plain else text, "project-head", 0.7)
    if listed and (kind := _LISTED.search(tail)) and len(text) >= (3 if plain else 2):
        return Name("Project", text + kind.group(1) if plain else whole, "listed-project", 0.7)
    if tail and not plain and 2 <= len(text) <= 8 and not head and _shares(text, tail, listed):
        return Name("Project", whole, "shared-head", 0.6)
    if head and happens and not words().weak.search(head) and _single(what):
        return Name("Project", text, "one-built", 0.6)
    if _facility(text) and (happens or listed or _particular(what)):
        return Name("Project", text, "facility-by-ending", 0.6)
    if (work or happens) and _ONE.match(stem):
        return Name("Project", text, "one-of-its-kind", 0.7)
    if words().strong_work.search(text) and (head or _particular(what)) and len(text) >= 5:
        return Name("Project", text, "facility-work", 0.6)
    if not head and _WORKS.search(work) and len(what) >= 4 and not words().loose.match(what):
        return Name("Project", text, "named-work", 0.6)
    if not head and work and _particular(what):
        return Name("Project", text, "named-work", 0.6)
    return None


def _unmarked(text: str) -> str:
    """Return a name without the quotes around it and without the brackets that tell its phase or stretch at its end."""
    if text.startswith("“") and _IN_QUOTES.fullmatch(text):
        return text[1:-1]
    return _PHASE.sub("", text) or text


def _facility(text: str) -> bool:
    ends = pattern("projects", "facility-by-ending").regex.search(text)
    return ends is not None and len(text) >= _SHORT and not words().loose.match(text[:-1])


def _single(what: str) -> bool:
    """Tell whether plain words before a head leave one thing of its kind in a place (`便民服务中心开工`)."""
    return what in _LEVELS or (len(what) > 1 and not _KIND.match(what))


def _specific(what: str, head: str) -> bool:
    """Tell whether the words before a head could tell two such things apart in one town."""
    if len(what) < 2 or words().loose.match(what):
        return False
    if head in words().digital:
        return len(what) >= _DIGITAL
    return head not in words().vague or bool(_PARTICULAR.search(what)) or len(what) >= _LONG or _rare(what)


def _particular(what: str) -> bool:
    if words().loose.match(what) or len(what) < 2:
        return False
    return bool(_PARTICULAR.search(what)) or _rare(what)


_PROPER = frozenset({"ns", "nr", "nt", "nz", "nrt", "nrfg"})
_PLAIN_CHARACTERS = re.compile("[新老旧大小高中低省市县区镇乡村等和的与及之多各全本第级型化类路街东西南北上下内外前后]")


@lru_cache(maxsize=16384)
def _rare(what: str) -> bool:
    """Tell whether words begin with the name of a place or a firm, or with characters that make no common word."""
    tagged = rjieba.tag(what, False)
    if not tagged:
        return False
    first, tag = tagged[0]
    if tag in _PROPER and len(first) > 1:
        return first not in words().loose_words
    pair = [w for w, _ in tagged[:2]]
    return len(pair) == 2 and all(len(w) == 1 and w >= "\u4e00" and not _PLAIN_CHARACTERS.match(w) for w in pair)


def _shares(text: str, tail: str, listed: bool) -> bool:
    """Tell whether a member and the noun that its coordination lends it make a name: work needs a place."""
    split = words().parts.match(tail)
    if split and split.group("head"):
        return coined(text) and not words().loose.match(text)
    work = words().work.search(tail) or re.search("(?:工程|项目)$", tail)
    if listed:
        return bool(work) and coined(text) and not words().loose.match(text)
    return bool(work) and (_particular(text) or is_place(text) or "“" in text)


@lru_cache(maxsize=16384)
def coined(text: str) -> bool:
    """Tell whether a short text is no common word of the language (`衡永`, `迪拜`, but not `保安`)."""
    tagged = rjieba.tag(text, False)
    return len(tagged) != 1 or tagged[0][1] in ("ns", "nr", "nz", "nt")
