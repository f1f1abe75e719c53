"""Lines in which two columns were read as one: `公开制 审计监督力度` beside `度,行政复议`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.adjacency import binding
from corpus.furniture import is_debris
from corpus.line import Line

_PIECE = re.compile(r"[^ ]+")
_CLAUSE = re.compile(r"[，。；：,;:]")
_ENDS = re.compile(r"[，。；：！？,;:、]$")
_BEGINS = re.compile(r"[，。；：！？,;:、]")
_TORN, _TORN_IN_TWO, _RESUMED = -1.0, -4.0, 3.0
_REACH = 5
NARROWEST = 8  # characters of a column; shorter pieces are words that lost their quotation marks
_SHARE = 0.05


def pieces_of(line: Line) -> list[Line]:
    """Return the line, or its pieces between spaces where they may belong to two columns.

    That is so where pieces resume what an earlier piece broke off, or where the two halves of a line do not fit at all.
    """
    if " " not in line.text or not _CLAUSE.search(line.text):
        return [line]
    pieces = [
        replace(line, start=line.start + match.start(), end=line.start + match.end(), text=match.group())
        for match in _PIECE.finditer(line.text)
        if not is_debris(match.group())
    ]
    if len(pieces) < 2 or not _torn([piece.text for piece in pieces]):
        return [line]
    return [pieces[0], *(replace(piece, blank_before=0, same_line=True) for piece in pieces[1:])]


def _torn(texts: Sequence[str]) -> bool:
    beside = [binding(a, b) for a, b in pairwise(texts)]
    if len(texts) == 2:
        whole = min(map(len, texts)) >= NARROWEST
        return whole and beside[0] < _TORN_IN_TWO and not _ENDS.search(texts[0]) and not _BEGINS.match(texts[1])
    return sum(_resumed(texts, beside, index) for index in range(len(beside))) > _SHARE * len(beside)


def _resumed(texts: Sequence[str], beside: Sequence[float], index: int) -> bool:
    """Tell whether a piece is torn from the next, and a later one that is torn from its own neighbour resumes it."""
    if beside[index] > _TORN or _ENDS.search(texts[index]):
        return False
    return any(
        beside[later - 1] < _RESUMED
        and not _BEGINS.match(texts[later])
        and binding(texts[index], texts[later]) >= _RESUMED
        for later in range(index + 2, min(len(texts), index + 1 + _REACH))
    )
