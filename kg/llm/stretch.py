"""Stretches: batches of neighbouring passages that a model reads at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.structure import Structure

LONGEST = 1200
"""At most so many characters go into one request, unless a single passage is longer."""
SHORTEST = 40
"""A stretch of fewer characters is not halved any more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`start..end` of the view, its text, and the headings that it stands under."""

    start: int
    end: int
    text: str
    heading: str


def stretches(structure: Structure) -> tuple[Stretch, ...]:
    """Cut a document into stretches of whole passages that tile its view; white space alone is left out."""
    found: list[Stretch] = []
    for section, start, end in _runs(structure):
        text = structure.view.text[start:end]
        if text.strip():
            found.append(Stretch(start, end, text, _heading(structure, section)))
    return tuple(found)


def _runs(structure: Structure) -> Iterator[tuple[int, int, int]]:
    first = section = last = -1
    for passage in structure.passages:
        if first >= 0 and passage.end - first > LONGEST:
            yield section, first, last
            first = -1
        if first < 0:
            first, section = passage.start, passage.section
        last = passage.end
    if first >= 0:
        yield section, first, last


def _heading(structure: Structure, section: int) -> str:
    titles: list[str] = []
    current: int | None = section
    while current:
        titles.append(structure.sections[current].title)
        current = structure.sections[current].parent
    return " › ".join(reversed(titles))


def halves(stretch: Stretch) -> tuple[Stretch, ...]:
    """Cut a stretch after the sentence or clause that ends nearest its middle; empty where it is too short."""
    middle, text = len(stretch.text) // 2, stretch.text
    if len(text) < 2 * SHORTEST:
        return ()
    ends = [i + 1 for i, c in enumerate(text) if c in "。；\n" and SHORTEST <= i + 1 <= len(text) - SHORTEST]
    cut = min(ends, key=lambda end: abs(end - middle), default=middle)
    return (
        Stretch(stretch.start, stretch.start + cut, text[:cut], stretch.heading),
        Stretch(stretch.start + cut, stretch.end, text[cut:], stretch.heading),
    )
