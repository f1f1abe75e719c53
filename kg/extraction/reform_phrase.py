"""Reform phrases: the noun phrases of a clause that end in a noun for a way of governing."""

import re
from collections.abc import Iterator
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
    data = load("reforms")["words"]
    return re.compile(trie([*data["sets"], *data["perfects"], *data["governs"]]) + "了?")


@cache
def _verb(name: str) -> re.Pattern[str]:
    return re.compile(words(name))


_JOINT = re.compile(r"、|以及|(?<![调饱温缓总共])和(?!谐|平|解)|与(?!会)|及(?!时)")
_QUOTE = re.compile(r"[“\"《（(][^”\"》）)]*[”\"》）)]")
_LEAD = re.compile(r"^(?:的|地|好|对|新时代|各项|各类|一批|一项|系列|等|并|其他|[\d一二三四五六七八九十]+(?:项|个))+")
_REFORMLIKE = re.compile(r"(?:体制|制度|机制|体系|方式|模式|化|权|机构|监管|管理|采购|交易)$")


def phrases(clause: str) -> Iterator[Phrase]:
    """Yield the reforms that a clause names, in reading order."""
    if not _head().search(clause):
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
        opens = match.start() == start or clause[match.start() - 1] in "，、。；：和并与及了地来"
        if not _outside(match.start(), sheltered) or not (opens or len(match.group()) == 1 or _breaks(clause, match)):
            continue
        if start < match.start():
            yield verb, start, match.start()
            verb = ""
        verb, start = verb + match.group(), match.end()
    if start < len(clause):
        yield verb, start, len(clause)


_NOMINAL = re.compile(
    r"(?:创新|改革|规范|发展|保障|建设|组织|管理|促进|提升|执行|实施|引导|支持|优化|推广|健康|基本|国家级|总结|谋划|统筹|系统|全面|综合|探索|开展|增强|扩大|打造|聚焦|深度|强化|加强|形成|完成|作为|成为)$"
)


def _breaks(clause: str, match: re.Match[str]) -> bool:
    """Tell whether a governing word in the middle of a stretch opens a new object rather than being part of a name."""
    return not _NOMINAL.search(match.group()) and bool(_head().search(clause, match.end()))


def _items(clause: str, start: int, end: int, sheltered: list[tuple[int, int]]) -> list[_Item]:
    items, place, joint = [], start, ""
    for match in (*_JOINT.finditer(clause, start, end), None):
        if match is not None and not _outside(match.start(), sheltered):
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
    """Read one object as an enumeration; members without a noun of their own take that of the next member."""
    pending: list[_Item] = []
    for item in _items(clause, start, end, sheltered):
        if item.head is None:
            pending.append(item)
            continue
        yield from _headed(clause, verb, item, pending)
        pending = []


def _headed(clause: str, verb: str, item: _Item, pending: list[_Item]) -> Iterator[Phrase]:
    assert item.head is not None
    after = clause[item.end :]
    if not _governed(item.kind, verb, after):
        return
    modifier, noun = clause[item.start : item.head], clause[item.head : item.end]
    several = re.search(r"等", modifier)
    tail = noun
    last = modifier
    if several:
        last, tail = (
            modifier[: several.start()],
            re.sub(r"^(?:各项|方面|领域|的|多项|一批|重点|国家级?|省级)*", "", modifier[several.end() :]) + noun,
        )
    split = (
        bool(several)
        or (item.kind == "free" and all(_separate(clause, p, item) for p in pending))
        or item.kind == "traded"
    )
    tail = tail.removeprefix("等")
    if pending and split:
        for member in pending:
            text = _LEAD.sub("", clause[member.start : member.end])
            yield from _phrase(text, tail, member.end - len(text), member.end, item.kind, ())
        text = _LEAD.sub("", last)
        yield from _phrase(text, tail, item.start + len(last) - len(text), item.end, item.kind, ())
        return
    first = pending[0].start if pending else item.start
    whole = clause[first : item.head] if not several else clause[first : item.start] + last
    text = _LEAD.sub("", whole)
    begin = first + len(whole) - len(text)
    aliases = (
        [_LEAD.sub("", last) + tail, *(_LEAD.sub("", clause[p.start : p.end]) + tail for p in pending)]
        if pending
        else []
    )
    yield from _phrase(text, tail, begin, item.end, item.kind, tuple(aliases))


def _separate(clause: str, member: _Item, item: _Item) -> bool:
    """Tell whether `member` of `member和item` is a thing of its own and not half of a name."""
    text = clause[member.start : member.end]
    return bool(_REFORMLIKE.search(text)) or (item.joint == "、" and len(text) >= 4) or clause[item.start] in '“"'


def _governed(kind: str, verb: str, after: str) -> bool:
    if kind in ("free", "traded"):
        return True
    if pattern("reforms", "perfected-subject").regex.match(after):
        return True
    return bool(_verb("sets" if kind == "ruled" else "perfects").search(verb))


def _phrase(text: str, tail: str, start: int, end: int, kind: str, aliases: tuple[str, ...]) -> Iterator[Phrase]:
    name = text + tail
    if text in load("reforms")["generic"] or len(text) < 2 or len(name) > 32 or re.search(r"[。；：]", name):
        return
    if kind != "free" and len(text) <= 2 and not text.startswith("“"):
        return
    yield Phrase(start, end, name, f"reform-{kind}", 0.8, tuple(a for a in aliases if a != name))
