"""Clauses: the stretches of text in which one verb governs."""

from dataclasses import dataclass
from typing import Literal

Part = Literal["review", "plan", "other"]

_SENTENCE_END = "。！？!?；;\n"
_CLAUSE_END = "，,：:"
_OPEN, _CLOSE = "“‘「『《〈（([【", "”’」』》〉）)]】"


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
    depth, begin = 0, start
    for place in range(start, end):
        char = text[place]
        if char in _OPEN and any(c in text[place:end] for c in _CLOSE):
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        closes = char in _SENTENCE_END and (depth == 0 or char == "。")
        decimal = char in ",:" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if closes or (char in _CLAUSE_END and depth == 0 and not decimal):
            pieces.append((begin, place, closes))
            begin = place + 1
            depth = 0 if closes else depth
    pieces.append((begin, end, True))
    return [
        (a + len(t) - len(t.lstrip()), b - len(t) + len(t.rstrip()), closes)
        for a, b, closes in pieces
        if (t := text[a:b]).strip()
    ]
