"""From a document to its entities, observations and claims."""

from corpus.document import Document
from corpus.structure import Structure
from kg.claim import Claim
from kg.extraction import (
    agencies,
    bodies,
    figures,
    goals,
    locating,
    measuring,
    nesting,
    places,
    reforms,
    serving,
    statuses,
    tasks,
    undertakings,
)
from kg.extraction.candidate import Candidate
from kg.extraction.inventory import assemble
from kg.extraction.reading import read
from kg.extraction.result import Extraction
from kg.extraction.rivalry import settle


def extract(document: Document, structure: Structure) -> Extraction:
    """Return all that the rules find in one document; the same input gives the same output."""
    reading = read(document, structure)
    found = figures.find(reading)
    candidates: list[Candidate] = [
        *agencies.find(reading),
        *tasks.find(reading),
        *undertakings.find(reading),
        *reforms.find(reading),
        *goals.find(reading),
        *(figure.indicator for figure in found),
    ]
    standing = settle(candidates)
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
    return Extraction(tuple(inventory.entities.values()), observations, tuple(claims))
