"""One document as the finders see it."""

from dataclasses import dataclass

from corpus.document import Document
from corpus.structure import Structure
from kg.extraction.clause import Clause, Part, split


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its structure and its clauses in reading order; all offsets are of the view."""

    document: Document
    structure: Structure
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return self.structure.view.text

    def sentence(self, number: int) -> tuple[Clause, ...]:
        """Return the clauses of one sentence."""
        return tuple(c for c in self.clauses if c.sentence == number)


def read(document: Document, structure: Structure) -> Reading:
    """Split a document into clauses and tell for each whether the report looks back or ahead."""
    clauses: list[Clause] = []
    sentence = 0
    for passage in structure.passages:
        section = structure.sections[passage.section]
        for start, end, closes in split(structure.view.text, passage.start, passage.end):
            heading = section.start <= start < section.heading_end
            text = structure.view.text[start:end]
            clauses.append(
                Clause(len(clauses), sentence, passage.index, passage.section, start, end, text, _part(), heading)
            )
            sentence += closes
        sentence += 1
    return Reading(document, structure, tuple(clauses))


def _part() -> Part:
    return "other"
