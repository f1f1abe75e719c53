"""What an indicator measures."""

from collections.abc import Sequence

from kg.claim import Claim
from kg.extraction.candidate import Figure
from kg.extraction.inventory import Inventory
from kg.extraction.reading import Reading

_MEASURED = frozenset({"Project", "Programme", "Reform", "Goal"})


def find(reading: Reading, inventory: Inventory, found: Sequence[Figure]) -> list[Claim]:
    """Return the claims in reading order."""
    claims: dict[tuple[str, str], Claim] = {}
    view = reading.structure.view
    for figure in found:
        indicator = inventory.named("Indicator", figure.indicator.name)
        if indicator is None:
            continue
        spans = view.spans(figure.evidence_start, figure.evidence_end)
        clause = reading.clause_at(figure.start)
        for theme in reading.themes[clause]:
            tail = f"theme:{theme}"
            claim = Claim(indicator, "measures", tail, "section", spans, "heading-theme", 0.8)
            claims.setdefault((indicator, tail), claim)
        for place in inventory.in_clause(clause):
            if inventory.entities[place.entity].type in _MEASURED:
                claim = Claim(indicator, "measures", place.entity, "stated", spans, "same-clause", 0.7)
                claims.setdefault((indicator, place.entity), claim)
    return list(claims.values())
