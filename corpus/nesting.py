"""From the headings of a document to its section tree."""

from collections.abc import Sequence

from corpus.heading import Heading
from corpus.section import Section

_AHEAD = 400  # headings among which a series must go on
_UNNUMBERED = ("line", "pair")


def nest(headings: Sequence[Heading], title: str, title_end: int, end: int) -> tuple[Section, ...]:
    """Return the section tree; section 0 is the document.

    A heading of a style that is open closes all down to it. A new style opens a level below, unless it usually stands
    further out than what is open and no open series goes on after it. A series that begins right under an unnumbered
    heading belongs to it.
    """
    parents: list[int] = [-1]
    levels: list[int] = [0]
    stack: list[int] = []
    seen: set[str] = set()
    nested: set[tuple[str, str]] = set()
    for index, heading in enumerate(headings):
        stack = _open(headings, index, stack, seen, nested)
        if stack:
            nested.add((headings[stack[-1]].style, heading.style))
        parents.append(stack[-1] + 1 if stack else 0)
        levels.append(levels[parents[-1]] + 1)
        stack.append(index)
        seen.add(heading.style)
    ends = _ends(headings, levels, end)
    root = Section(0, None, 0, "", title, 0, title_end, end)
    return root, *(
        Section(i + 1, parents[i + 1], levels[i + 1], h.number, h.title, h.start, h.end, ends[i], h.run_in)
        for i, h in enumerate(headings)
    )


def _open(
    headings: Sequence[Heading], index: int, stack: list[int], seen: set[str], nested: set[tuple[str, str]]
) -> list[int]:
    """Return the open headings that the heading at `index` stands under.

    `seen` are the styles so far, `nested` those pairs of which the second has stood right under the first.
    """
    heading = headings[index]
    for depth, other in enumerate(stack):
        if headings[other].style == heading.style:
            return stack[:depth]
    kept = list(stack)
    if kept and headings[kept[-1]].style in _UNNUMBERED and heading.ordinal == 1:
        return kept
    if heading.style in _UNNUMBERED and heading.style not in seen and kept:
        outer = [d for d, other in enumerate(kept) if headings[other].ordinal is not None]
        if outer and not _goes_on(headings, kept[outer[0]], index):
            return kept[: outer[0]]
    while kept and headings[kept[-1]].rank >= heading.rank:
        if (headings[kept[-1]].style, heading.style) in nested or _goes_on(headings, kept[-1], index):
            break
        kept.pop()
    return kept


def _goes_on(headings: Sequence[Heading], earlier: int, index: int) -> bool:
    """Tell whether the series of an earlier heading has its next number after `index`, before it starts anew."""
    series = headings[earlier]
    if series.ordinal is None:
        return False
    for later in headings[index + 1 : index + _AHEAD]:
        if later.style == series.style:
            return later.ordinal is not None and later.ordinal == series.ordinal + 1
        if later.rank < min(series.rank, headings[index].rank):
            return False
    return False


def _ends(headings: Sequence[Heading], levels: Sequence[int], end: int) -> list[int]:
    """Return where each section ends: at the next heading of its level or above."""
    ends = [end] * len(headings)
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        while waiting and levels[waiting[-1] + 1] >= levels[index + 1]:
            ends[waiting.pop()] = heading.start
        waiting.append(index)
    return ends
