"""Lines of a source text."""

import re
from dataclasses import dataclass

from corpus.folding import fold_text

LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space at its edges: `source[start:end]`; `text` is its folded form, of the same length.

    `blank_before` counts the line ends between it and the line before, less one. `same_line` marks a piece of a line
    after the first.
    """

    start: int
    end: int
    text: str
    blank_before: int
    same_line: bool = False


def lines_of(source: str) -> list[Line]:
    """Return the lines of a text that hold more than white space."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(source):
        raw = match.group()
        left = len(raw) - len(raw.lstrip())
        start, end = match.start() + left, match.start() + len(raw.rstrip())
        if start >= end:
            continue
        ends = source.count("\n", last, start) or source.count("\r", last, start)
        found.append(Line(start, end, fold_text(source[start:end]), max(0, ends - 1)))
        last = end
    return found
