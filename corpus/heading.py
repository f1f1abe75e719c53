"""Headings of a document, as found block by block."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.block import Block
from corpus.numbering import RANK, Numbering, numbering

_OPENING = 14
_STANDALONE_LIMIT = 34
_NUMBERED_LIMIT = 60
_RUN_IN_LIMIT = 48
_ITEM = 200  # characters that tell whether an item begins
_LEAD_LIMIT = 22
_END = re.compile(r"[。！？!?]")
_CLOSING = "。！？!?；;：:，,、"
_NAME_OR_DATE = re.compile(
    r"[（(]?(?:\d{4}|[二〇○零一三四五六七八九]{4})\s?年(?:.{1,3}月)?(?:.{1,3}日)?[）)]?|[（(].*[）)]|.{0,16}[省市县区镇乡州]长[\s:：]?.{0,8}"
    r"|[\u4e00-\u9fff]( ?[\u4e00-\u9fff]){1,2}"
    r"|.{2,30}(?:人民政府|国务院|办公[厅室]|委员会|办事处|管委会|[局厅部])"
)
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_SALUTATION = re.compile(r"(?:[^，。]{0,8}各位代表|同志们|各位委员)[^，。]{0,8}[：:！!]?")
_ADDRESS = re.compile(
    r"(政 ?府 ?工 ?作 ?报 ?告$|特此|各位|同志们|大家|尊敬的|谢谢|来源|作者|时间|地点|日期|发布|索引号|主题词|抄送|印发"
    r"|责任单位)"
)
_BROKEN = re.compile(
    r"(达到|增长|打造|建设成|实现了?|为|是|在|对|将|由|到|和|与|及|的|以)$|\d[余多]?[万亿个家项公元%％人]|^[，。、；）》”%]"
)
_NUMBERLESS = re.compile(r"[^0-9０-９%％]+")
_NO_LEAD = re.compile(
    r"(各位|同志|我们|我|这|今年|去年|同时|此外|一年来|五年来|过去|当前|现在|回顾|展望|看到|在此|因此|目前|特此|但|也|又|不)"
)
_INLINE = re.compile(
    r"(?<=[。；！？”）)])\s?(?=[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])|(?<=[。！？：:])\s?(?=[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `start..end` of the view. `style` tells headings of one level from those of another.

    `number` is its own number, `title` the text without it and without final punctuation; `rank` is the style's usual
    depth; `ordinal` is None where the style does not count.
    """

    start: int
    end: int
    number: str
    title: str
    style: str
    rank: int
    ordinal: int | None
    run_in: bool = False


def title_block(text: str, blocks: Sequence[Block]) -> int:
    """Return how many blocks at the beginning are the document's title and what belongs to it.

    They end with the salutation or with the first numbered or finished block.
    """
    ended: int | None = None
    for index, block in enumerate(blocks[:_OPENING]):
        words = text[block.start : block.end]
        number = numbering(words)
        if _SALUTATION.fullmatch(words):
            return index
        if number and number.style != "dash":
            return index if ended is None else ended
        if ended is None and (words[-1] in "。；：:，、" or len(words) > 60):
            ended = index
    return ended or 0


def headings(text: str, blocks: Sequence[Block]) -> list[Heading]:
    """Return the headings of the blocks in reading order."""
    found: list[Heading] = []
    first = title_block(text, blocks)
    for index in range(first, len(blocks)):
        block = blocks[index]
        words = text[block.start : block.end]
        following = text[blocks[index + 1].start : blocks[index + 1].end] if index + 1 < len(blocks) else ""
        before = text[blocks[index - 1].start : blocks[index - 1].end] if index else ""
        heading = _of_block(words, before, following, block.start)
        if heading:
            found.append(heading)
        found.extend(_items(words, block.start))
    return _with_leads(found, text, blocks[first:])


def _items(words: str, start: int) -> list[Heading]:
    """Return the numbered items inside a paragraph, of the series whose members mostly open with a short sentence."""
    places = [match.end() for match in _INLINE.finditer(words) if match.end()]
    styles = [number.style if (number := numbering(words[place : place + _ITEM])) else "" for place in places]
    items = [item for place in places if (item := _inline(words[place : place + _ITEM], start + place))]
    every, opened = Counter(styles), Counter(item.style for item in items)
    return [item for item in items if 2 * opened[item.style] >= every[item.style]]


def _of_block(words: str, before: str, following: str, start: int) -> Heading | None:
    number = numbering(words)
    if _CONTENTS.search(words):
        return None
    if number:
        return _numbered(words, number, before, following, start)
    return _plain(words, before, following, start)


def _numbered(words: str, number: Numbering, before: str, following: str, start: int) -> Heading | None:
    rest = words[number.length :]
    end = _END.search(rest)
    if end is None or end.end() == len(rest):
        return _numbered_alone(words, number, before, following, start)
    if end.start() <= _RUN_IN_LIMIT and number.style not in ("article", "bare"):
        return _heading(start, words[: number.length + end.end()], number, run_in=True)
    if number.style == "article":
        return _heading(start, words[: number.length].rstrip(), number, run_in=True)
    return None


def _numbered_alone(words: str, number: Numbering, before: str, following: str, start: int) -> Heading | None:
    """A numbered line of one sentence: a heading when it is short and something stands under it."""
    rest = words[number.length :]
    if number.style == "article" and rest[-1:] in _CLOSING:
        return _heading(start, words[: number.length].rstrip(), number, run_in=True)
    if (
        words[-1] in "；;，,、"
        or len(rest) > _NUMBERED_LIMIT
        or (not rest and number.style not in ("annex", "article"))
    ):
        return None
    if number.style == "bare" and (words[-1] in _CLOSING or re.search("[，；]", rest)):
        return None
    sibling, earlier = numbering(following), numbering(before)
    listed = earlier is not None and earlier.style == number.style and len(_END.findall(before)) < 2
    if words[-1] in _CLOSING and listed and before[-1:] in "。；;":
        return None
    item = sibling is not None and sibling.style == number.style and sibling.style not in ("part", "chapter", "section")
    if words[-1] in _CLOSING and (item or not following or number.style in ("dash", "first")):
        return None
    if item and number.style not in ("han", "han-paren") and _CLOSING_INSIDE.search(rest):
        return None
    return _heading(start, words, number)


_CLOSING_INSIDE = re.compile(r"[，；：]")


def _plain(words: str, before: str, following: str, start: int) -> Heading | None:
    """An unnumbered line of its own.

    One with a comma must stand between a finished paragraph and a longer one; one that stops at a verb or counts
    something is a broken line.
    """
    if (
        not 4 <= len(words) <= _STANDALONE_LIMIT
        or not following
        or words[-1] in _CLOSING
        or re.search("[。；：]", words)
    ):
        return None
    if _ADDRESS.match(words) or _NAME_OR_DATE.fullmatch(words) or not re.search(r"[\u4e00-\u9fff]{3}", words):
        return None
    if re.search("[，,、]", words) and (before[-1:] not in "。！？：）”" or len(following) < len(words)):
        return None
    if _BROKEN.search(words) or len(re.split("[，,]", words)[-1]) < 4:
        return None
    style, rank = ("pair", 3) if " " in words else ("line", 8)
    return Heading(start, start + len(words), "", words, style, rank, None)


def _inline(words: str, start: int) -> Heading | None:
    """A numbered sentence in the middle of a paragraph that opens an item of several sentences."""
    number = numbering(words)
    if number is None:
        return None
    end = _END.search(words, number.length)
    nearest = _INLINE.search(words, 1)
    limit = nearest.end() if nearest else len(words)
    if end is None or end.end() - number.length > _RUN_IN_LIMIT or end.end() + 4 > limit:
        return None
    return _heading(start, words[: end.end()], number, run_in=True)


def _heading(start: int, words: str, number: Numbering, run_in: bool = False) -> Heading:
    title = words[number.length :].strip().rstrip(_CLOSING).strip()
    rank = RANK[number.style]
    return Heading(start, start + len(words), number.number, title, number.style, rank, number.ordinal, run_in)


def _with_leads(found: list[Heading], text: str, blocks: Sequence[Block]) -> list[Heading]:
    """Add the unnumbered first sentences that stand as headings, where at least two neighbours do so."""
    taken = {h.start for h in found}
    leads: dict[int, Heading] = {}
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if block.start not in taken and not block.fragment and (lead := _lead(words, block.start)):
            leads[index] = lead
    kept = [lead for i, lead in leads.items() if any(j in leads for j in (i - 2, i - 1, i + 1, i + 2))]
    return sorted([*found, *kept], key=lambda h: h.start)


def _lead(words: str, start: int) -> Heading | None:
    end = re.search(r"[。！？!?]", words)
    if end is None or not 4 <= end.start() <= _LEAD_LIMIT or words[end.start()] != "。" or len(words) - end.end() < 40:
        return None
    sentence = words[: end.start()]
    if _NO_LEAD.match(sentence) or not _NUMBERLESS.fullmatch(sentence) or re.search(r"[；：:]", sentence):
        return None
    return Heading(start, start + end.end(), "", sentence, "lead", 10, None, run_in=True)
