"""From a source text to its cleaned view and its blocks."""

import re
from array import array

from corpus.adjacency import binding
from corpus.block import Block
from corpus.furniture import debris, without_furniture
from corpus.joining import Paragraph, is_broken, is_fragment, join, spans_word
from corpus.line import LINE_END, Line, lines_of
from corpus.view import View

_HAN = "\u4e00-\u9fff\u3400-\u4dbf〇"
_PUNCTUATION = "，。、；：！？,;!?（）()《》“”‘’「」『』【】〔〕"
_ONE_HAN = re.compile(f"[{_HAN}]")
_FIGURE = "0123456789%.+"
_GAP = re.compile(r" +")
_LETTER_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: {{1,2}}[{_HAN}]){{2,}}(?![{_HAN}])")
_SURE = 3.0  # nats of `binding`; in running text only, since a gap in a heading parts its halves
_FINISHED = re.compile(r"[。！？!?；;：:…）)】〕」』”\"’]$")


def clean(source: str) -> tuple[View, tuple[Block, ...]]:
    """Return the view of a text and its blocks; between two blocks the view has one line end.

    Linear in the length of the text.
    """
    offsets = array("i")
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    lines = without_furniture(source, lines_of(source))
    broken = is_broken(lines)
    for paragraph in join(lines):
        text, places = _compose(paragraph)
        if not text:
            continue
        if blocks:
            separator = _line_end(source, offsets[-1])
            parts.append("\n")
            offsets.append(separator)
            length += 1
        parts.append(text)
        offsets.extend(places)
        blocks.append(Block(length, length + len(text), fragment=is_fragment(paragraph, broken)))
        length += len(text)
    return View(source, "".join(parts), offsets), tuple(blocks)


def _line_end(source: str, last: int) -> int:
    """Return the place of the nearest line end after `last`, or of the one before it where none follows."""
    after = LINE_END.search(source, last)
    if after:
        return after.start()
    while not LINE_END.match(source, last):
        last -= 1
    return last


def _compose(paragraph: Paragraph) -> tuple[str, "array[int]"]:
    """Return the text of a paragraph without debris and needless spaces, with the source place of each character."""
    chars: list[str] = []
    places = array("i")
    for line in paragraph:
        latin = bool(chars) and re.match(r"[A-Za-z0-9]", chars[-1]) and re.match(r"[A-Za-z]", line.text)
        if latin or (chars and line.same_line):
            chars.append(" ")
            places.append(line.start - 1)
        for start, end in _kept(line):
            chars.extend(line.text[start:end])
            places.extend(range(line.start + start, line.start + end))
    text = "".join(chars)
    drop = _needless_spaces(text)
    if not drop and text == text.strip(" "):
        return text, places
    keep = [i for i in range(len(text)) if i not in drop]
    while keep and text[keep[0]] == " ":
        keep.pop(0)
    while keep and text[keep[-1]] == " ":
        keep.pop()
    return "".join(text[i] for i in keep), array("i", (places[i] for i in keep))


def _kept(line: Line) -> list[tuple[int, int]]:
    kept, place = [], 0
    for start, end in debris(line.text):
        if place < start:
            kept.append((place, start))
        place = max(place, end)
    if place < len(line.text):
        kept.append((place, len(line.text)))
    return kept


def _needless_spaces(text: str) -> set[int]:
    """Return the places of spaces that part nothing: beside punctuation, inside a word or a year, between letter-spaced
    characters, between Chinese and a figure. A space between two Chinese words stays: it may stand for a lost mark."""
    drop: set[int] = set()
    running = "，" in text or "," in text or _FINISHED.search(text[-1:]) is not None
    for match in _LETTER_SPACED.finditer(text):
        drop.update(i for i in range(*match.span()) if text[i] == " ")
    for match in _GAP.finditer(text):
        start, end = match.span()
        if start in drop or start == 0 or end == len(text):
            continue
        if _parts_nothing(text, start, end, running):
            drop.update(range(start, end))
        else:
            drop.update(range(start + 1, end))
    return drop


def _parts_nothing(text: str, start: int, end: int, running: bool) -> bool:
    """Tell whether the space at `start..end` parts nothing; `running` text is no heading."""
    left, right = text[start - 1], text[end]
    if left in _PUNCTUATION or right in _PUNCTUATION:
        return True
    if _ONE_HAN.match(left) and _ONE_HAN.match(right):
        before, after = text[max(0, start - 6) : start], text[end : end + 6]
        return spans_word(before, after) or (running and binding(before, after) >= _SURE)
    if left.isdigit() and right.isdigit():
        return bool(re.search(r"(?:19|20)\d? *\d?$", text[max(0, start - 3) : start])) and bool(
            re.match(r"\d{1,2}年", text[end : end + 3])
        )
    if _ONE_HAN.match(left) and right in _FIGURE:
        return running
    return left in _FIGURE and (right == "%" or _ONE_HAN.match(right) is not None) and start > 3
