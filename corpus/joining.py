"""Which line continues which: hard-wrapped lines become paragraphs again, where the text itself shows how."""

import re

import rjieba

from corpus.line import Line
from corpus.numbering import numbering

_CLOSED = re.compile(r"[。！？!?；;：:…）)】〕」』”\"’]$")
_OPEN_END = re.compile(r"[，、,（(《“‘「『〔【]$")
_CONTINUES = re.compile(r"[，。、；：！？,;）)》”’」』】〕%％]|[的和与及或等了](?![\d０-９])")
_CLAUSE = re.compile(r"[，。；：,;、]")
_HEADING_LENGTH = 40

Paragraph = list[Line]


def join(lines: list[Line]) -> list[Paragraph]:
    """Return the lines in paragraphs, in order."""
    width = wrap_width(lines)
    paragraphs: list[Paragraph] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def wrap_width(lines: list[Line]) -> int | None:
    """Return the number of characters at which the text is hard-wrapped, or None where each line is a paragraph.

    A text is wrapped when at least three lines in ten run on, and none is much longer than most.
    """
    if len(lines) < 4:
        return None
    running = [len(line.text) for line in lines if not _CLOSED.search(line.text)]
    lengths = sorted(len(line.text) for line in lines)
    top = lengths[int(len(lengths) * 0.9)]
    if len(running) < 0.3 * len(lines) or top > 70 or lengths[-1] > 2 * top:
        return None
    return top


def spans_word(left: str, right: str) -> bool:
    """Tell whether a dictionary word lies across the border between two texts."""
    left, right = left[-6:].strip(), right[:6].strip()
    place = 0
    for word in rjieba.cut(left + right, False):
        if place < len(left) < place + len(word):
            return bool(re.fullmatch(r"[\u4e00-\u9fff]+", word))
        place += len(word)
    return False


def heading_like(text: str) -> bool:
    """Tell whether a line may stand alone as a heading or title: short, and without a clause mark."""
    return len(text) <= _HEADING_LENGTH and not re.search(r"[。！？；，,;]", text)


def _continues(paragraph: Paragraph, line: Line, width: int | None) -> bool:
    left = paragraph[-1].text
    if _CONTINUES.match(line.text) and not _CLOSED.search(left) and not line.text.startswith("）"):
        return True
    if numbering(line.text) or _CLOSED.search(left):
        return False
    if _OPEN_END.search(left):
        return not line.blank_before or not heading_like(line.text)
    if spans_word(left, line.text):
        return True
    if line.blank_before:
        return False
    if width and len(left) >= 0.8 * width:
        return True
    return bool(_CLAUSE.search(left)) and len(left) > _HEADING_LENGTH
