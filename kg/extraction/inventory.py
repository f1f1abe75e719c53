"""The entities of a document with the places where each is mentioned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.entity import Entity, EntityType, scored_class
from kg.extraction.candidate import Candidate
from kg.extraction.reading import Reading
from kg.naming import fold

_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
# 全镇, 本县, 建设 and 工程 come and go around the name of one project.
_AROUND = re.compile(r"^(?:[全本我][市县区镇省乡])|(?:建设|工程|项目|工作|任务|战略)+$")


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
    _by_clause: dict[int, tuple[Place, ...]]
    _by_entity: dict[str, tuple[Place, ...]]
    _by_name: dict[tuple[EntityType, str], str]

    @classmethod
    def of_places(cls, entities: dict[str, Entity], places: Sequence[Place]) -> "Inventory":
        """Index entities and their mentions."""
        by_clause: dict[int, list[Place]] = {}
        by_entity: dict[str, list[Place]] = {}
        ordered = sorted(places, key=lambda p: (p.start, p.end, p.entity))
        for place in ordered:
            by_clause.setdefault(place.clause, []).append(place)
            by_entity.setdefault(place.entity, []).append(place)
        by_name: dict[tuple[EntityType, str], str] = {}
        for entity in entities.values():
            for name in (entity.name, *entity.aliases):
                by_name.setdefault((entity.type, fold(name)), entity.id)
        return cls(
            entities,
            tuple(ordered),
            {clause: tuple(found) for clause, found in by_clause.items()},
            {entity: tuple(found) for entity, found in by_entity.items()},
            by_name,
        )

    def in_clause(self, clause: int) -> tuple[Place, ...]:
        """Return the mentions in one clause, in reading order."""
        return self._by_clause.get(clause, ())

    def of(self, entity: str) -> tuple[Place, ...]:
        """Return the mentions of one entity, in reading order."""
        return self._by_entity.get(entity, ())

    def named(self, entity_type: EntityType, name: str) -> str | None:
        """Return the id of the entity of this type and name or alias, if there is one."""
        return self._by_name.get((entity_type, fold(name)))


def tidy(name: str) -> str:
    """Return a name without white space that parts no Latin words, and without a quotation mark that has no partner."""
    plain = _SPACE.sub("", name)
    if plain.count("“") != plain.count("”"):
        plain = plain.strip("“”") if plain.strip("“”").count("“") == plain.strip("“”").count("”") else plain
    return plain


def _tidied(candidate: Candidate) -> Candidate:
    name = tidy(candidate.name)
    forms = dict.fromkeys(tidy(alias) for alias in candidate.aliases)
    aliases = tuple(a for a in forms if a and a != name)
    same = name == candidate.name and aliases == candidate.aliases
    return candidate if same else replace(candidate, name=name, aliases=aliases)


def assemble(reading: Reading, candidates: Sequence[Candidate]) -> Inventory:
    """Merge candidates of one class that share a name or alias into entities, numbered by their first mention.

    The fullest name is canonical, the others are aliases.
    """
    groups: list[list[Candidate]] = []
    by_key: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in sorted(map(_tidied, candidates), key=lambda c: (c.start, -c.end, c.type, c.name)):
        kind = scored_class(candidate.type)
        keys = [(kind, key) for name in (candidate.name, *candidate.aliases) if (key := _key(kind, name))]
        group = next((by_key[key] for key in keys if key in by_key), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(candidate)
        for named in keys:
            by_key.setdefault(named, group)
    entities: dict[str, Entity] = {}
    places: list[Place] = []
    for number, group in enumerate(groups, 1):
        entity = _entity(reading, f"e{number}", group)
        entities[entity.id] = entity
        for start, end in sorted({(c.start, c.end) for c in group}):
            places.append(Place(entity.id, start, end, reading.clause_at(start)))
    return Inventory.of_places(entities, places)


def _key(kind: str, name: str) -> str:
    """Return what names of one thing share: without the words that come and go around it."""
    folded = fold(name)
    if kind == "Agency":
        return folded.removeprefix("各")
    return (_AROUND.sub("", folded) or folded) if kind == "Project" else folded


def _entity(reading: Reading, id: str, group: Sequence[Candidate]) -> Entity:
    names = list(dict.fromkeys(name for c in group for name in (c.name, *c.aliases)))
    name = max((c.name for c in group), key=lambda n: (len(fold(n)), n))
    best = max(group, key=lambda c: c.confidence)
    spans = dict.fromkeys(
        span for c in sorted(group, key=lambda c: c.start) for span in reading.structure.view.spans(c.start, c.end)
    )
    return Entity(
        id=id,
        type=best.type,
        name=name,
        aliases=tuple(n for n in names if n != name),
        mentions=tuple(spans),
        rule=best.rule,
        confidence=best.confidence,
        certain=any(c.certain for c in group),
    )
