"""Sections of a document: its headings and their tree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, in offsets of the view.

    `index` is its place in the document's list of sections, `parent` that of the section around it. Section 0
    is the whole document (level 0, its title the document's). `number` is the heading's own (`（一）`, `第一章`),
    `title` the heading without it. `start..heading_end` is the heading, `heading_end..end` the body with all
    subsections. `run_in` marks a heading that is the first sentence of a paragraph (`1.拓展两个市场。积极稳妥地…`).
    """

    index: int
    parent: int | None
    level: int
    number: str
    title: str
    start: int
    heading_end: int
    end: int
    run_in: bool = False
