"""Reform phrases: the noun phrases of a clause that end in a noun for a way of governing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extraction.lexicon import load, pattern
from kg.extraction.trie import trie


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reform as a clause names it, with offsets in the clause; `aliases` are other forms the text allows."""

    start: int
    end: int
    name: str
    rule: str
    confidence: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """One member of an enumeration; `head` is where its reform noun begins, `end` where the noun ends."""

    start: int
    end: int
    head: int | None
    kind: str
    joint: str


@cache
def words(name: str) -> str:
    """Return a word list of the lexicon as one group of a regular expression."""
    return trie(load("reforms")["words"][name])


@cache
def _head() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<free>{words('free')})|(?P<ruled>{words('ruled')})|(?P<perfected>{words('perfected')})"
        rf"|(?<=权)(?P<traded>等?交易))(?!{words('beyond')})"
    )


@cache
def _governor() -> re.Pattern[str]:
    data = load("reforms")["words"] | {"particle": pattern("reforms", "particle").regex.pattern}
    single = rf"(?:{data['particle']})"
    return re.compile(f"(?:{trie([*data['sets'], *data['perfects'], *data['governs']])}|{single})了?")


@cache
def _verb(name: str) -> re.Pattern[str]:
    return re.compile(words(name))


_LONGEST = 1000  # what has no punctuation for longer is a table or a slip, not a clause
_REACH = 60
_LONGEST_NAME = 32
_JOINT = re.compile(r"、|(?<=”)(?=“)|以及|(?<![调饱温缓总共])和(?!谐|平|解)|与(?!会)|及(?!时)")
_QUOTE = re.compile(r"[“\"《（(][^”\"》）)]*[”\"》）)]")
_LEAD = re.compile(
    r"^(?:[、和与及]|的|好|荣膺|进入|紧扣|过去|几年|近年来?|今年|去年|这次|新时代|各项|各类|一批|一项|系列|等|并|[\d一二三四五六七八九十两几多]+(?:项|个))+"
)
_SLOGAN = re.compile(
    r"(?:促|抓|谋|推|强|靠|向|深|深化|否定|锐意|认识|加强|这样的?)$|^(?:这样|具体|根本|经济发展)"
    r"|(?:^|重点|重要|关键|相关|其他|基础性)(?:领域|行业|环节|方面)的?$"
)
_URGED = re.compile(r".*(?:推进|推动|深化|撬动|提速|加强|打响|升级)")
_DONE = re.compile(r".*(?:完成|实施|开展|启动|推进)(?:了|\d+[个项](?:以上)?)")
_SHORT_NAMED = re.compile("(?:机制|制度)$|管理(?:制度|机制|体制|办法)")  # what two characters suffice to tell apart
_COUNTED = re.compile(r"^(?:各项|方面|领域|的|多项|一批|重点|国家级?|省级|标志性)*")
_REFORMLIKE = re.compile(r"(?:体制|制度|机制|体系|方式|模式|化|权|机构|监管|管理|采购|交易)$")


def phrases(clause: str) -> Iterator[Phrase]:
    """Yield the reforms that a clause names, in reading order."""
    if len(clause) > _LONGEST or not _head().search(clause):
        return
    sheltered = [m.span() for m in _QUOTE.finditer(clause)]
    for verb, start, end in _objects(clause, sheltered):
        yield from _members(clause, verb, start, end, sheltered)


def _outside(place: int, sheltered: list[tuple[int, int]]) -> bool:
    return not any(a <= place < b for a, b in sheltered)


def _objects(clause: str, sheltered: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield (governing words, start, end) of the stretches between governing words; the first may have none.

    A governing word within a phrase is no governor: `创新` of `科技创新体制`.
    """
    verb, start = "", 0
    for match in _governor().finditer(clause):
        opens = match.start() == start or clause[match.start() - 1] in "，、。；：）和并与及了地来"
        if not _outside(match.start(), sheltered) or not (opens or len(match.group()) == 1 or _breaks(clause, match)):
            continue
        if start < match.start():
            yield verb, start, match.start()
            verb = ""
        verb, start = verb + match.group(), match.end()
    if start < len(clause):
        yield verb, start, len(clause)


_NOMINAL = re.compile(
    r"(?:实现|创新|改革|规范|发展|保障|建设|组织|管理|促进|提升|执行|实施|引导|支持|优化|推广|健康|基本|国家级|总结|谋划|统筹|系统|全面|综合|增强|扩大|打造|聚焦|深度|强化|加强|形成|完成|作为|成为)$"
)


def _breaks(clause: str, match: re.Match[str]) -> bool:
    """Tell whether a governing word in the middle of a stretch opens a new object rather than being part of a name."""
    if _NOMINAL.search(match.group()):
        return False
    stop = clause.find("、", match.end(), match.end() + _REACH)
    heads = list(_head().finditer(clause, match.end(), stop if stop > 0 else match.end() + _REACH))
    return bool(heads) and _specific(clause[match.end() : heads[-1].start()])


def _specific(modifier: str) -> bool:
    """Tell whether what stands before the noun makes it the name of one reform."""
    return len(modifier) > 1 and modifier not in load("reforms")["generic"]


def _items(clause: str, start: int, end: int, sheltered: list[tuple[int, int]]) -> list[_Item]:
    items, place, joint = [], start, ""
    for match in (*_JOINT.finditer(clause, start, end), None):
        if match is not None and match.group() and not _outside(match.start(), sheltered):
            continue
        stop = end if match is None else match.start()
        heads = list(_head().finditer(clause, place, stop))
        head = heads[-1] if heads else None
        if head is None:
            items.append(_Item(place, stop, None, "", joint))
        else:
            items.append(_Item(place, head.end(), head.start(), head.lastgroup or "", joint))
        if match is not None:
            place, joint = match.end(), match.group()
    return items


def _members(clause: str, verb: str, start: int, end: int, sheltered: list[tuple[int, int]]) -> Iterator[Phrase]:
    """Read one object as an enumeration; members without a noun of their own take that of the next member.

    So does `财税体制` of `财税体制和投资体制改革`, whose noun is not yet the reform.
    """
    items = _items(clause, start, end, sheltered)
    pending: list[_Item] = []
    gathered = items[-1].kind == "free" and "等" in clause[items[-1].start : items[-1].head]
    for item, after in zip(items, [*items[1:], None], strict=True):
        lacks = after and item.kind != "free" and (gathered or (after.kind == "free" and after.joint != "、"))
        if item.head is None or lacks:
            pending.append(item)
            continue
        yield from _headed(clause, verb, item, pending)
        pending = []


def _headed(clause: str, verb: str, item: _Item, pending: Sequence[_Item]) -> Iterator[Phrase]:
    """Yield the phrases of a member with its noun and of the members before it that have none."""
    assert item.head is not None
    if not _governed(item.kind, verb, clause[item.end :]):
        return
    modifier, noun = clause[item.start : item.head], clause[item.head : item.end]
    several = modifier.find("等")
    last = modifier if several < 0 else modifier[:several]
    tail = noun.removeprefix("等")
    if several >= 0:
        tail = _COUNTED.sub("", modifier[several + 1 :]) + noun
    if _foreign(clause, item, pending, several >= 0):
        pending = ()
    stretches = [(p.start, p.end) for p in pending] + [(item.start, item.start + len(last))]
    if pending and _separate(clause, item, pending, several >= 0):
        for begin, end in stretches:
            text = _LEAD.sub("", clause[begin:end])
            stop = item.end if begin == item.start else end
            yield from _phrase(text, tail, end - len(text), stop, item.kind, ())
        return
    first = stretches[0][0]
    text = _LEAD.sub("", clause[first : item.start + len(last)])
    begin = item.start + len(last) - len(text)
    aliases = tuple(_LEAD.sub("", clause[a:b]) + tail for a, b in stretches) if pending else ()
    yield from _phrase(text, tail, begin, item.end, item.kind, aliases)


def _separate(clause: str, item: _Item, pending: Sequence[_Item], several: bool) -> bool:
    """Tell whether the members are things of their own and not parts of one name."""
    if several or item.kind == "traded" or clause[item.start] in '“"':
        return True
    if item.kind != "free":
        return False
    texts = [clause[p.start : p.end] for p in pending]
    listed = len(pending) > 1 and item.joint != "、"
    if all(t[-1:] == clause[item.head - 1] for t in texts if item.head):  # 消费税、资源税改革
        return True
    return listed or all(bool(_REFORMLIKE.search(t)) or (len(t) >= 4 and item.joint != "、") for t in texts)


def _foreign(clause: str, item: _Item, pending: Sequence[_Item], several: bool) -> bool:
    """Tell whether the members before a reform are things of another kind (`农业示范区、农村改革`)."""
    whole = several or item.kind != "free" or item.joint != "、"
    return not whole and any(p.end - p.start >= 4 and not _REFORMLIKE.search(clause[p.start : p.end]) for p in pending)


def _governed(kind: str, verb: str, after: str) -> bool:
    if kind in ("free", "traded"):
        return True
    if pattern("reforms", "perfected-subject").regex.match(after):
        return True
    return bool(_verb("sets" if kind == "ruled" else "perfects").search(verb))


def _phrase(text: str, tail: str, start: int, end: int, kind: str, aliases: tuple[str, ...]) -> Iterator[Phrase]:
    if tail == "改革" and (urged := _URGED.match(text)):
        text, start = text[urged.end() :], start + urged.end()
    if done := _DONE.match(text):
        text, start = text[done.end() :], start + done.end()
    name = text + tail
    broken = text.count("“") != text.count("”") or bool(re.search(r"[。；：]", name))
    if broken or not _specific(text) or _SLOGAN.search(text) or len(name) > _LONGEST_NAME:
        return
    if tail == "政策" and not pattern("reforms", "named-policy").regex.search(text):
        return
    if kind != "free" and len(text) == 2 and not text.startswith("“") and not _SHORT_NAMED.match(tail):
        return
    yield Phrase(start, end, name, f"reform-{kind}", 0.8, tuple(a for a in aliases if a != name))
