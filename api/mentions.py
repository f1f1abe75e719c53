"""Where a document names things."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.naming import entity_iri, jurisdiction
from kg.record import Record
from ontology.terms import THING


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing, by the id that /entities takes, at `start..end` of the source."""

    id: str
    label: str
    type: str
    start: int
    end: int


def mentions_of(
    record: Record, shown: Callable[[str], str | None], start: int = 0, end: int | None = None
) -> tuple[Mention, ...]:
    """Return the mentions within `start..end` of a document, or in all of it, in reading order.

    `shown` gives the IRI that a thing is seen under, None for one that is not seen.
    """
    within = jurisdiction(record.document)
    last = len(record.document.source) if end is None else end
    inside = [(kind, name, s) for kind, name, s in record.mentions() if start <= s.start and s.end <= last]
    iris = {(kind, name): shown(str(entity_iri(kind, name, within))) for kind, name, _ in inside}
    ids = {thing: iri.removeprefix(str(THING)) for thing, iri in iris.items() if iri is not None}
    found = (Mention(ids[k, name], name, k, s.start, s.end) for k, name, s in inside if (k, name) in ids)
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.id)))
