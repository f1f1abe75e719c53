"""The entities of a document with the places where each is mentioned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.entity import Entity, EntityType
from kg.extraction.candidate import Candidate
from kg.extraction.reading import Reading

_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）\[\]【】·,，、.。:：;；-]+")


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

    def named(self, entity_type: EntityType, name: str) -> str | None:
        """Return the id of the entity of this type and name or alias, if there is one."""
        key = fold(name)
        for entity in self.entities.values():
            if entity.type == entity_type and key in {fold(n) for n in (entity.name, *entity.aliases)}:
                return entity.id
        return None


def fold(name: str) -> str:
    """Return a name without white space, quotation marks, brackets and punctuation (annotation guide, section 3)."""
    return _NOISE.sub("", name)


def assemble(reading: Reading, candidates: Sequence[Candidate]) -> Inventory:
    """Merge candidates of one type that share a name or alias into entities, numbered by their first mention.

    The fullest name is canonical, the others are aliases.
    """
    groups: list[list[Candidate]] = []
    by_key: dict[tuple[EntityType, str], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start, c.end, c.type, c.name)):
        keys = [(candidate.type, fold(name)) for name in (candidate.name, *candidate.aliases) if fold(name)]
        group = next((by_key[key] for key in keys if key in by_key), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(candidate)
        for key in keys:
            by_key.setdefault(key, group)
    entities: dict[str, Entity] = {}
    places: list[Place] = []
    for number, group in enumerate(groups, 1):
        entity = _entity(reading, f"e{number}", group)
        entities[entity.id] = entity
        for start, end in sorted({(c.start, c.end) for c in group}):
            places.append(Place(entity.id, start, end, _clause_at(reading, start)))
    places.sort(key=lambda p: (p.start, p.end, p.entity))
    return Inventory(entities, tuple(places))


def _entity(reading: Reading, id: str, group: Sequence[Candidate]) -> Entity:
    names = list(dict.fromkeys(name for c in group for name in (c.name, *c.aliases)))
    name = max((c.name for c in group), key=lambda n: (len(fold(n)), n))
    best = max(group, key=lambda c: c.confidence)
    spans = dict.fromkeys(
        span for c in sorted(group, key=lambda c: c.start) for span in reading.structure.view.spans(c.start, c.end)
    )
    return Entity(
        id=id,
        type=group[0].type,
        name=name,
        aliases=tuple(n for n in names if n != name),
        mentions=tuple(spans),
        rule=best.rule,
        confidence=best.confidence,
        certain=any(c.certain for c in group),
    )


def _clause_at(reading: Reading, place: int) -> int:
    """Return the index of the clause in which a place of the view lies (the last one that begins before it)."""
    low, high = 0, len(reading.clauses)
    while low < high:
        middle = (low + high) // 2
        if reading.clauses[middle].start <= place:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)
