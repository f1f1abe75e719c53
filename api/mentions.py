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


def mentions_of(record: Record, shown: Callable[[str], str]) -> tuple[Mention, ...]:
    """Return every mention in a document, in reading order; `shown` gives the IRI that a thing is seen under."""
    within = jurisdiction(record.document)
    found = []
    for entity in record.extraction.entities:
        if entity.mentions:
            iri = str(entity_iri(entity.type, entity.name, within))
            id = shown(iri).removeprefix(str(THING))
            found += [Mention(id, entity.name, entity.type, span.start, span.end) for span in entity.mentions]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.id)))
