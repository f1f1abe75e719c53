"""Blocks: what a document sets apart as a paragraph, a heading or a list item."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A half-open range of the view without white space at its edges.

    `fragment` marks a block whose beginning or end is lost or stands elsewhere.
    """

    start: int
    end: int
    fragment: bool = False
