"""The entities of a document with the places where each is mentioned."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.entity import Entity
from kg.extraction.candidate import Candidate
from kg.extraction.reading import Reading


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an entity in the view; `clause` indexes the reading's clauses."""

    entity: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """Entities by id, and all their mentions in reading order."""

    entities: dict[str, Entity]
    places: tuple[Place, ...]

    def in_clause(self, clause: int) -> tuple[Place, ...]:
        """Return the mentions in one clause, in reading order."""
        return tuple(p for p in self.places if p.clause == clause)

    def of(self, entity: str) -> tuple[Place, ...]:
        """Return the mentions of one entity, in reading order."""
        return tuple(p for p in self.places if p.entity == entity)


def assemble(reading: Reading, candidates: Sequence[Candidate]) -> Inventory:
    """Merge candidates of one type and one name into entities, numbered in the order of their first mention."""
    raise NotImplementedError
