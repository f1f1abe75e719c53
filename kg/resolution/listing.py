"""The merges of a store, with the names that they join."""

from dataclasses import dataclass

from kg.naming import normalise
from kg.resolution.decisions import Decision
from kg.store import Store
from ontology.terms import THING

_MERGES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?m ?j ?thing ?into ?rule ?confidence (MIN(?called) AS ?name) (MIN(?shown) AS ?label) {
    GRAPH ?r {
        ?r zc:jurisdiction ?j . ?m zc:mergeOf ?thing ; zc:mergeInto ?into ; zc:rule ?rule ; zc:confidence ?confidence .
    }
    GRAPH ?g { ?thing skos:prefLabel ?called }
    GRAPH ?h { ?into skos:prefLabel ?shown }
} GROUP BY ?m ?j ?thing ?into ?rule ?confidence
"""


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """One merge: `name` is seen as `into`; `id` tells it from others."""

    jurisdiction: str
    into: str
    name: str
    rule: str
    confidence: float
    id: str
    thing: str
    shown: str

    def refused(self, by: str = "", at: str = "") -> Decision:
        """Return the decision that takes this merge back."""
        return Decision(self.jurisdiction, self.thing, self.shown, "apart", f"{self.name} ≠ {self.into}", by, at)


def listed(store: Store, words: str = "") -> list[Listed]:
    """Return the merges by jurisdiction and name: those whose names or jurisdiction hold the words, all where empty."""
    wanted = normalise(words) if words else ""
    found = (
        Listed(
            str(jurisdiction),
            str(label),
            str(name),
            str(rule),
            float(confidence or 0),
            str(id).removeprefix(str(THING)),
            str(thing),
            str(into),
        )
        for id, jurisdiction, thing, into, rule, confidence, name, label in store.select(_MERGES)
    )
    return sorted(m for m in found if any(wanted in normalise(text) for text in (m.name, m.into, m.jurisdiction)))
