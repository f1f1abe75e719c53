"""One document as the finders see it."""

from bisect import bisect_right
from dataclasses import dataclass

from corpus.document import Document
from corpus.structure import Structure
from kg.extraction import heading_themes
from kg.extraction.clause import Clause, split
from kg.extraction.lost_marks import restored
from kg.extraction.part import TOPICAL, leaning, parts
from kg.extraction.phrase import Phrase, phrases


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its structure and its clauses in reading order; all offsets are of the view.

    `text` is the view's, with a mark in place of each space that stands for a lost one, so of the same length.
    `themes` holds for each clause the themes it stands under (may be none). `sentences` holds for each sentence the
    half-open range of its clauses. `phrases` are the noun phrases of all clauses in reading order.
    """

    document: Document
    structure: Structure
    clauses: tuple[Clause, ...]
    themes: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    phrases: tuple[Phrase, ...]
    text: str

    def sentence(self, number: int) -> tuple[Clause, ...]:
        """Return the clauses of one sentence."""
        first, last = self.sentences[number]
        return self.clauses[first:last]

    def clause_at(self, place: int) -> int:
        """Return the index of the clause in which a place of the view lies (the last one that begins before it)."""
        return max(0, bisect_right(self.starts, place) - 1)

    def themes_at(self, place: int) -> tuple[str, ...]:
        """Return the themes under which a place of the view stands, by its nearest heading that carries any."""
        return self.themes[self.clause_at(place)] if self.clauses else ()


def read(document: Document, structure: Structure) -> Reading:
    """Split a document into clauses and tell for each whether the report looks back or ahead."""
    text = restored(structure.view.text)
    headings = [
        p.start >= structure.sections[p.section].start and p.end <= structure.sections[p.section].heading_end
        for p in structure.passages
    ]
    leanings = [
        leaning(text[p.start : p.end], heading=heading or p.end - p.start < 40)
        for p, heading in zip(structure.passages, headings, strict=True)
    ]
    sides = parts(leanings, document.metadata.kind, headings)
    clauses: list[Clause] = []
    sentences: list[tuple[int, int]] = []
    first = 0
    for passage, side in zip(structure.passages, sides, strict=True):
        section = structure.sections[passage.section]
        for start, end, closes in split(text, passage.start, passage.end):
            heading = section.start <= start < section.heading_end
            clauses.append(
                Clause(
                    len(clauses),
                    len(sentences),
                    passage.index,
                    passage.section,
                    start,
                    end,
                    text[start:end],
                    side,
                    heading,
                )
            )
            if closes:
                sentences.append((first, len(clauses)))
                first = len(clauses)
        if first < len(clauses):
            sentences.append((first, len(clauses)))
            first = len(clauses)
    found = tuple(clauses)
    themes = heading_themes.of_clauses(structure, found, document.metadata.title, document.metadata.kind in TOPICAL)
    return Reading(
        document,
        structure,
        found,
        themes,
        tuple(sentences),
        tuple(c.start for c in found),
        tuple(p for c in found for p in phrases(c)),
        text,
    )
