"""Cards: all that is known about one thing, each statement with its evidence."""

from collections.abc import Iterable

import pyoxigraph as ox

from api.ids import local, whole
from api.pictures import node_of
from api.schema import Card, ClaimView, Evidence, ObservationView, Thing
from kg import card as cards
from kg.card import CardClaim, CardObservation, Quote
from kg.graph import GraphNode
from kg.prefixes import PREFIXES
from kg.store import Store

MOST = 150
"""At most so many claims, values and mentions of each kind are shown."""

_FORMATS = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}


def card(store: Store, id: str) -> Card:
    """Return the card of a thing or theme; raises NotFound."""
    node = node_of(store, id)
    found = cards.card(store, node.iri, MOST)
    assert found is not None  # node_of has found it
    return Card(
        id=id,
        iri=node.iri,
        label=node.label,
        label_en=node.label_en or None,
        class_=node.type,
        aliases=[name for name in (*found.names, *found.aliases) if name not in (node.label, node.label_en)],
        status=node.status or None,
        documents=list(found.documents),
        mentions=[_evidence(quote) for quote in found.mentions],
        outgoing=[_claim(c, found.ends) for c in found.outgoing],
        incoming=[_claim(c, found.ends) for c in found.incoming],
        observations=[_observation(o) for o in found.observations],
    )


def description(store: Store, id: str, media_type: str) -> bytes:
    """Return the triples whose subject is the thing, sorted."""
    found = store.query("CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }", thing=ox.NamedNode(store.shown(whole(id))))
    assert isinstance(found, ox.QueryTriples)
    triples: Iterable[ox.Triple] = sorted(set(found), key=str)
    return ox.serialize(triples, format=_FORMATS[media_type], prefixes=PREFIXES) or b""


def _claim(claim: CardClaim, ends: dict[str, GraphNode]) -> ClaimView:
    return ClaimView(
        subject=_thing(ends, claim.subject),
        predicate=claim.predicate,
        object=_thing(ends, claim.object),
        role=claim.role or None,
        basis=claim.basis,
        rule=claim.rule,
        confidence=claim.confidence,
        holds=claim.holds,
        doc=claim.document,
        evidence=[_evidence(quote, claim.basis) for quote in claim.evidence],
    )


def _observation(observation: CardObservation) -> ObservationView:
    return ObservationView(
        value=_number(observation.value),
        value_max=_number(observation.value_max),
        text=observation.text or None,
        unit=observation.unit,
        base_value=_number(observation.base_value),
        base_unit=local(observation.base_unit) or None,
        kind=observation.kind,
        bound=observation.bound,
        growth=observation.growth,
        period=observation.period,
        doc=observation.document,
        evidence=[_evidence(quote) for quote in observation.evidence],
    )


def _thing(ends: dict[str, GraphNode], iri: str) -> Thing:
    node = ends.get(iri)
    if node is None:  # a status, which is a value and no thing
        name = iri.rpartition("#")[2]
        return Thing(id=name, label=name, label_en=None, class_="Status")
    return Thing(id=local(iri), label=node.label, label_en=node.label_en or None, class_=node.type)


def _evidence(quote: Quote, basis: str | None = None) -> Evidence:
    return Evidence(doc=quote.document, start=quote.start, end=quote.end, quote=quote.quote, basis=basis)


def _number(text: str) -> float | None:
    return float(text) if text else None
