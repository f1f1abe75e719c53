"""From a document to its entities, observations and claims."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.document import Document
from corpus.structure import Structure
from kg.claim import Claim
from kg.classifier.classifier import Classifier, bundled
from kg.extraction import (
    agencies,
    bodies,
    figures,
    goals,
    locating,
    measuring,
    nesting,
    overlooked,
    places,
    reforms,
    serving,
    statuses,
    tasks,
    undertakings,
)
from kg.extraction.candidate import Candidate, Figure
from kg.extraction.inventory import assemble
from kg.extraction.reading import Reading, read
from kg.extraction.result import Extraction
from kg.extraction.rivalry import settle


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector away from one document, which makes few cycles: it takes a sixteenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def extract(document: Document, structure: Structure, classifier: Classifier | None = None) -> Extraction:
    """Return all that the rules and the classifier (by default the bundled one) find in one document.

    The same input gives the same output.
    """
    reading = read(document, structure)
    found = figures.find(reading)
    standing = settle(proposed(reading, found))
    standing += overlooked.find(reading, standing, classifier or bundled())
    inventory = assemble(reading, [*standing, *places.find(reading, standing)])
    claims: list[Claim] = [
        *serving.find(reading, inventory),
        *bodies.find(reading, inventory),
        *nesting.find(reading, inventory),
        *locating.find(reading, inventory),
        *measuring.find(reading, inventory, found),
        *statuses.find(reading, inventory),
    ]
    observations = figures.observations(reading, inventory, found)
    entities = inventory.entities
    return Extraction(tuple(entities.values()), observations, tuple(overlooked.qualified(claims, entities)))


def proposed(reading: Reading, found: Sequence[Figure]) -> list[Candidate]:
    """Return what the rules take for entities, before rivals are settled; `found` are the document's figures."""
    return [
        *agencies.find(reading),
        *tasks.find(reading),
        *undertakings.find(reading),
        *reforms.find(reading),
        *goals.find(reading),
        *(figure.indicator for figure in found),
    ]
