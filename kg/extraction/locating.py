"""Where projects lie."""

from kg.claim import Claim
from kg.extraction.inventory import Inventory, Place
from kg.extraction.reading import Reading


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order: a place in the project's name, else one that its clause gives."""
    claims: dict[tuple[str, str], Claim] = {}
    for place in inventory.places:
        if inventory.entities[place.entity].type != "Place":
            continue
        for project in _located(inventory, place):
            clause = reading.clauses[place.clause]
            inside = project.start <= place.start and place.end <= project.end
            spans = reading.structure.view.spans(clause.start, clause.end)
            claims.setdefault(
                (project.entity, place.entity),
                Claim(
                    project.entity,
                    "locatedIn",
                    place.entity,
                    "stated",
                    spans,
                    "place-in-name" if inside else "place-in-clause",
                    0.85 if inside else 0.6,
                ),
            )
    return list(claims.values())


def _located(inventory: Inventory, place: Place) -> list[Place]:
    """Return the projects that the mention of a place locates."""
    projects = [
        p for p in inventory.in_clause(place.clause) if inventory.entities[p.entity].type in ("Project", "Programme")
    ]
    around = [p for p in projects if p.start <= place.start and place.end <= p.end]
    beside = around or [p for p in projects if p.start >= place.end]
    if beside or projects:
        return beside
    before = [p for p in inventory.in_clause(place.clause - 1) if inventory.entities[p.entity].type == "Project"]
    return before[-1:]
