"""Passages: the units that are searched and quoted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or part of one, in offsets of the view; the passages of a document tile its view.

    `section` is the index of the innermost section. `sentences` are half-open ranges within the passage.
    `fragment` marks text that could not be re-joined to what it belongs to.
    """

    index: int
    section: int
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    fragment: bool = False
