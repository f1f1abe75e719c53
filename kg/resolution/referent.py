"""Referents: what documents of one jurisdiction name, before it is known which of them are one thing."""

from dataclasses import dataclass

from kg.entity import EntityType


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing of the graph: `kind` is its scored class, `name` the fullest of its preferred names.

    `names` are all its names as written, sorted; `documents` the ids of those that name it, sorted.
    """

    iri: str
    kind: EntityType
    name: str
    names: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """The claim that two things are one, seen as `into` from now on; `confidence` is in (0, 1]."""

    thing: str
    into: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Succession:
    """The claim that one indicator takes the place of another: linked, never fused.

    `earlier` was in use to the end of the year `until`, `later` from the year `since` on; `source` is why.
    """

    earlier: str
    later: str
    until: str
    since: str
    rule: str
    source: str
