"""What an indicator is called, from the words around its value."""

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction import lexicon
from kg.extraction.units import Quality

_EDGE = " 　\t，、,;；：:的。—-·"
_LONGEST = 34


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator's name without the word for its quantity.

    `core` is the thing counted or measured, `work` the verb before it (新建), `subject` what stood before the verb,
    `predicate` what the text says of it afterwards (投入运营). `bare` names say nothing alone (产值).
    """

    core: str
    work: str = ""
    subject: str = ""
    predicate: str = ""
    bare: bool = False


@cache
def _words(key: str) -> str:
    entries = lexicon.load("indicators")["words"][key]
    return "(?:" + "|".join(sorted(entries, key=lambda w: (-len(w), w))) + ")"


@cache
def _lead() -> re.Pattern[str]:
    time = lexicon.pattern("indicators", "time").regex.pattern.lstrip("^")
    return re.compile(rf"^(?:{time}|{_words('lead')}|[\s，、,；;：:的—\-·]|了)+")


@cache
def _compiled(id: str) -> re.Pattern[str]:
    return lexicon.pattern("indicators", id).regex


@cache
def _work(key: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_words(key)}(?:[了并、和与及](?!举))?)+(?:出|起)?(?!业|指数|水平|总值)")


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(rf"^{_words('scope')}的?")


@cache
def _bare() -> frozenset[str]:
    return frozenset(lexicon.load("indicators")["words"]["bare"])


_FROM = re.compile(
    r"(?:由|从)(?:(?:(?:19|20)\d\d\s?年|[“\"]?十[一二三四]?五[”\"]?)(?:初|末|底|时期)?|上年|去年|年初)?的?$"
)


def _edged(text: str) -> str:
    """Return words without punctuation at their edges and without a quotation mark that has no partner."""
    plain = text.strip(_EDGE)
    if plain.startswith(("“", "（", "(")) and not re.search("[”）)]", plain):
        plain = plain[1:]
    if re.match("[”）)]", plain):
        plain = plain[1:]
    return plain.strip(_EDGE)


def trimmed(text: str) -> str:
    """Return a name without what goes before it (其中, 预计, 到2021年) and without punctuation at its edges."""
    plain = _edged(text)
    while (shorter := _edged(_lead().sub("", plain))) != plain and shorter:
        plain = shorter
    return "" if _lead().fullmatch(plain) else plain


def unlevelled(text: str) -> str:
    """Return the words before a value without the verb that leads to it (达到, 增至, 为)."""
    plain = text.rstrip(_EDGE)
    while True:
        shorter = _compiled("level").sub("", plain).rstrip(_EDGE)
        if shorter == plain:
            return plain
        plain = shorter


def before(text: str, quality: Quality) -> Name | None:
    """Name an indicator by the words before its value (`新建沼气池` 5100个); None where they name nothing."""
    plain = trimmed(unlevelled(text))
    plain = _edged(_FROM.sub("", plain))
    if not plain or _scope().sub("", plain) == "":
        alone = _work("work").match(trimmed(text))
        return Name("", work=alone.group()) if alone else None
    strict = quality.id in ("money", "ratio", "mass", "power", "index", "volume")
    verb = _work("reach" if strict else "work").match(plain)
    work, core = (verb.group().rstrip("了"), plain[verb.end() :].strip(_EDGE)) if verb else ("", plain)
    if strict and not verb and (outer := _work("work").match(plain)):
        rest = _edged(plain[outer.end() :])
        if not rest or _is_bare(rest):
            return Name(rest or plain, work=outer.group(), bare=True)
    if verb and not core:
        if strict or quality.id == "span":
            return Name(plain, bare=True)
        return Name("", work=work)
    subject = ""
    inner = _inner().search(core)
    if inner and inner.start() >= 2 and len(core) - inner.end() >= 2:
        subject, middle, core_after = core[: inner.start()], inner.group(), core[inner.end() :].strip(_EDGE)
        if core_after:
            subject, work, core = trimmed(unlevelled(subject)), middle, core_after
    rest, _, last = core.rpartition("、")
    if rest and works(last) and not is_work(last):  # 推动教育均衡、新建幼儿园3所
        return before(last, quality)
    core = _edged(core)[-_LONGEST:]
    return Name(core, work, subject, bare=_is_bare(core) and not subject)


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(
        "完成(?!率|额|量|值|情况)|实现(?!率)|突破(?!口)|建成(?!区|率)|新增(?!长)|引进|培育|达到|累计|拥有(?!量|率)|共有|发放|投入(?!品|产出)|办理|解决|覆盖(?!率|面)"
    )


def _is_bare(core: str) -> bool:
    return core in _bare() or _PART.match(core) is not None or core.removesuffix("数") in _bare()


def after(text: str) -> Name | None:
    """Name an indicator by the words after its value (137个 `文明生态村创建`); None where no noun follows."""
    plain = text.lstrip(" 　的").rstrip(_EDGE)
    if not plain or plain[0] in "，、,；;。（(）)":
        return None
    if owner := _OWNER.match(plain):
        return Name(owner.group(1), predicate=_edged(plain[owner.end() :])[:16])
    cut = _compiled("predicate").search(plain)
    core = plain[: cut.start()] if cut else plain
    core = _listed(_edged(core)).removesuffix("等")
    if not core or len(core) > _LONGEST:
        return None
    rest = re.split(r"[，、；,;（(]", plain[cut.start() :] if cut else "", maxsplit=1)[0].strip(_EDGE)
    return Name(core, predicate=rest[:26])


# 81个村的垃圾处理 counts villages
_OWNER = re.compile(r"^((?:行政|自然|贫困)?村|乡镇|镇|乡|县区?|县（市、区）|社区|企业|学校|家庭|农户|群众|居民|农民)的")
_SECTOR = re.compile(r"(?:第?[一二三]次?产业|[一二三]产|(?<![企就创作事毕])业)$")


def _listed(core: str) -> str:
    """Return a list of nouns up to the member that begins with a verb (`污水处理厂、推进…`)."""
    members = core.split("、")
    kept = next((n for n, m in enumerate(members) if n and works(m)), len(members))
    return "、".join(members[:kept])


def names(name: Name, quality: Quality, unit: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the canonical name of an indicator and its aliases, with and without verb, scope and quantity word.

    Without a unit (a growth) the name takes no word for its quantity.
    """
    core = _NOTE.sub("", name.core)
    if not unit:
        quality = replace(quality, suffixes=("",), heads=())
    plain = _scope().sub("", core) or core
    subject = _scope().sub("", name.subject)
    predicate = re.sub(r"^(?:被|已|全部|均|都|正在|基本)+|(?:了|为)", "", name.predicate)
    joined = subject + plain if subject else plain
    head = joined if subject and (quality.id not in COUNTED or _is_bare(plain)) else plain
    canonical = _measured(head, quality)
    forms = [head, core, joined, name.work + plain, subject + name.work + plain]
    if predicate:
        forms += [predicate + plain, plain + predicate, subject + plain + predicate]
        if len(plain) <= 3:
            forms += [re.sub(r"^(?:认定|评为|入选|列入|纳入|获评|获)", "", predicate)]
    aliases: list[str] = []
    for form in forms:
        if form and len(form) >= 2:
            aliases += [_measured(form, quality), form]
    if not _ends(plain, quality):
        measure = [unit[-1] + "数"] if quality.id == "count" and unit and unit[-1] not in "个家）)" else []
        aliases += [plain + suffix for suffix in (*quality.suffixes[1:], *measure)]
    return canonical, tuple(dict.fromkeys(a for a in aliases if a != canonical and len(a) >= 2))


COUNTED = frozenset({"count", "kind", "people", "households", "times", "places"})


def _ends(name: str, quality: Quality) -> bool:
    return name.endswith(quality.heads)


def _measured(name: str, quality: Quality) -> str:
    if quality.id == "money" and _SECTOR.search(name):
        return name + "增加值"
    if quality.id == "ratio" and "占" in name and not name.endswith(("比重", "比例", "占比", "比")):
        return name.removesuffix("的") + "比重"
    return name if _ends(name, quality) else name + quality.suffixes[0]


_NOTE = re.compile(r"\^?[\[［]\d+[\]］]|【\d+】|〔\s?\d+〕")
_PART = re.compile(r"^(?:不含|剔除|扣除|还原|高于|快于|低于|好于|优于|比全)")
_TOTALS = frozenset({"总数", "总量", "数量", "总人数", "个数", "新增", "净增", "增量"})


def under(name: Name, subject: str) -> Name:
    """Complete a name that says nothing alone (产值, 总数) by what it is of."""
    if _PART.match(name.core):
        return replace(name, core=f"{subject}（{name.core}）", bare=False)
    subject = re.sub(r"(?<=[\u4e00-\u9fff]{2})占.*(?:比重|比例)$", "", subject)
    if name.core in _TOTALS:
        return replace(name, core=subject, bare=False)
    return replace(name, subject=subject, bare=False)


def alike(core: str) -> bool:
    """Tell whether all members of a coordinated name are complete (`财政收入和预算收入`)."""
    return all(_WHOLE.search(m) for m in _members(core))


def is_work(text: str) -> bool:
    """Tell whether words are a verb of work and no more (`改造`提升43万亩)."""
    found = _work("work").match(text)
    return found is not None and found.end() == len(text)


def works(text: str) -> bool:
    """Tell whether words begin with a verb of work (新建, 完成)."""
    return _work("work").match(text) is not None


def split(core: str, count: int) -> tuple[str, ...]:
    """Take a coordinated name apart into `count` complete ones; empty where it does not have so many members.

    `公路、水上运输周转量` gives 公路运输周转量 and 水上运输周转量; 城乡居民… gives 城镇居民… and 农村居民….
    """
    found = _members(core)
    if count == len(found) and count > 1:
        if _is_bare(found[-1]):  # 规上工业产值和增加值
            stem = _MEASURE.sub("", found[0])
            return (found[0], *(stem + m for m in found[1:]))
        return (*(_lent(m, found[-1]) for m in found[:-1]), found[-1])
    for pair, *parts in lexicon.load("indicators")["list"]["pairs"]:
        if count == 2 == len(parts) and pair in core:
            return tuple(core.replace(pair, part, 1) for part in parts)
    return ()


def members(core: str) -> int:
    """Return how many members a coordinated name has."""
    return len(_members(core))


def _members(core: str) -> list[str]:
    return [
        m.strip(_EDGE)
        for m in re.split(r"、|和(?!谐|平)|(?<!参)与|(?<![普涉波])及(?!以上|其)|以及", core)
        if m.strip(_EDGE)
    ]


_WHOLE = re.compile(
    r"(?:额|值|量|率|数|收入|GDP|支出|投资|面积|人口|人次|比重|比例|余额|指数|浓度|水平|产业|资金|税收|消费)$"
)


_MEASURE = re.compile(
    r"(?:行业|产业)?(?:增加值|总产值|产值|产量|销量|销售额|零售额|交易额|营业收入|销售收入|[\u4e00-\u9fff]{2}率|周转量|吞吐量|"
    r"存款余额|贷款余额|余额|总额|投资|面积|人数|数量|浓度|指数|比重|比例|利润|税收|价格)$"
)


def _lent(member: str, last: str) -> str:
    """Lend a member the tail of the last one where it has no quantity of its own."""
    if _WHOLE.search(member):
        return member
    if member.isascii() and (code := re.match(r"[A-Za-z0-9.]+", last)):
        return member + last[code.end() :]
    scope = _scope().match(member)
    length = len(member) - (scope.end() if scope else 0)
    tail = last[length:]
    measure = _MEASURE.search(last)
    if measure and (length >= measure.start() - 1 or measure.group().startswith(("行业", "产业"))):
        tail = measure.group()  # 苹果、中药材产量: the members are not of one length
    return member + tail if len(tail) >= 2 else member
