"""Clauses: the stretches of text in which one verb governs."""

import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["review", "plan", "other"]

_SENTENCE_END = frozenset("。！？!?；;\n")
_CLAUSE_END = frozenset("，,：:")
_CLOSING = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）)",
    "(": "）)",
    "[": "]】",
    "【": "]】",
}
_CLOSERS = frozenset("".join(_CLOSING.values()))
_BRACKET = re.compile(f'[{re.escape("".join(_CLOSING) + "".join(_CLOSERS))}"]')
_MARK = re.compile(f'[{"".join(_SENTENCE_END | _CLAUSE_END)}{re.escape("".join(_CLOSING))}"]')
_REACH = 400  # a bracket that is not closed within so many characters is taken for a slip of the text


@dataclass(frozen=True, slots=True)
class Clause:
    """A half-open range of the view without its closing punctuation.

    `sentence` numbers the sentences of the document; `part` tells what the report does here: looks back (review), looks
    ahead (plan), or neither is known (other). `heading` marks the text of a section heading.
    """

    index: int
    sentence: int
    passage: int
    section: int
    start: int
    end: int
    text: str
    part: Part
    heading: bool = False


def split(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Split `text[start:end]` at sentence and clause punctuation outside quotes and brackets.

    Returns (start, end, closes the sentence) in order; white space at the edges is left out. A bracket that is
    never closed within the range does not swallow the rest.
    """
    pieces: list[tuple[int, int, bool]] = []
    begin, sheltered_to = start, start
    closed_by = _closers(text, start, end)
    for mark in _MARK.finditer(text, start, end):
        place, char = mark.start(), mark.group()
        if place in closed_by:
            sheltered_to = max(sheltered_to, closed_by[place])
        sheltered = place < sheltered_to
        closes = char == "。" or (char in _SENTENCE_END and not sheltered)
        decimal = char in ",:：" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if closes or (char in _CLAUSE_END and not sheltered and not decimal):
            pieces.append((begin, place, closes))
            begin = place + 1
            sheltered_to = begin if closes else sheltered_to
    pieces.append((begin, end, True))
    return [
        (a + len(t) - len(t.lstrip()), b - len(t) + len(t.rstrip()), closes)
        for a, b, closes in pieces
        if (t := text[a:b]).strip()
    ]


def _closers(text: str, start: int, end: int) -> dict[int, int]:
    """Return for each opening bracket or quote the place of its partner, where it has one nearby."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    straight: int | None = None
    for mark in _BRACKET.finditer(text, start, end):
        place, char = mark.start(), mark.group()
        if char in _CLOSING:
            waiting.append(place)
        elif char in _CLOSERS:
            for depth in range(len(waiting) - 1, -1, -1):
                if char in _CLOSING[text[waiting[depth]]]:
                    if place - waiting[depth] <= _REACH:
                        found[waiting[depth]] = place
                    del waiting[depth:]
                    break
        elif char == '"':
            if straight is None:
                straight = place
            else:
                if place - straight <= _REACH:
                    found[straight] = place
                straight = None
    return found
