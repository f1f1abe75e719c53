"""Cards: all that is known about one thing, each statement with its evidence."""

from collections.abc import Sequence

import pyoxigraph as ox

from api.ids import document_id, local, whole
from api.pictures import node_of
from api.schema import Card, ClaimView, Evidence, ObservationView, Thing
from kg.graph import nodes_of
from kg.prefixes import PREFIXES
from kg.questions import evidence as quotes
from kg.questions.names import Names
from kg.store import Store

_HEAD = """PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_CLAIMS = (
    _HEAD
    + """SELECT ?claim ?subject ?predicate ?object ?basis ?role ?rule ?confidence ?document WHERE {
  { ?claim zc:claimSubject ?thing } UNION { ?claim zc:claimObject ?thing }
  ?claim zc:claimSubject ?subject ; zc:claimPredicate ?predicate ; zc:claimObject ?object ; zc:basis ?basis ;
         zc:rule ?rule ; zc:confidence ?confidence ; zc:inDocument ?document .
  OPTIONAL { ?claim zc:role ?role }
} ORDER BY ?document ?claim LIMIT 1000"""
)
_OBSERVATIONS = (
    _HEAD
    + """SELECT ?it ?value ?max ?text ?unit ?base ?baseUnit ?kind ?bound ?growth ?period ?document WHERE {
  ?it a zc:Observation ; zc:indicator ?thing ; zc:kind ?kind ; zc:inDocument ?document .
  OPTIONAL { ?it zc:value ?value } OPTIONAL { ?it zc:valueMax ?max } OPTIONAL { ?it zc:valueText ?text }
  OPTIONAL { ?it zc:unitText ?unit } OPTIONAL { ?it zc:baseValue ?base } OPTIONAL { ?it zc:unit ?baseUnit }
  OPTIONAL { ?it zc:bound ?bound } OPTIONAL { ?it zc:growth ?growth } OPTIONAL { ?it zc:period ?period }
} ORDER BY ?period ?document ?it LIMIT 1000"""
)
_MENTIONS = _HEAD + "SELECT ?it WHERE { ?it zc:mentionOf ?thing } ORDER BY ?it LIMIT 1000"
_FORMATS = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}


def card(store: Store, names: Names, id: str) -> Card:
    """Return the card of a thing or theme; raises NotFound. At most a thousand claims, values and mentions each."""
    found = node_of(store, id)
    thing = names.things.get(found.iri)
    claims = _claims(store, found.iri)
    places = [str(row[0]) for row in store.select(_MENTIONS, thing=ox.NamedNode(found.iri))]
    mentions = quotes.evidence_of(store, places)
    return Card(
        id=id,
        iri=found.iri,
        label=found.label,
        label_en=found.label_en or None,
        class_=found.type,
        aliases=[name for name in thing.names if name != found.label] if thing else [],
        status=found.status or None,
        documents=sorted({e.doc for at in mentions.values() for e in at}),
        mentions=_quotes([e for at in mentions.values() for e in at]),
        outgoing=[c for c in claims if c.subject.id == id and c.predicate != "hasStatus"],
        incoming=[c for c in claims if c.object.id == id],
        observations=_observations(store, found.iri),
    )


def description(store: Store, id: str, media_type: str) -> bytes:
    """Return the triples whose subject is the thing, sorted."""
    found = store.query("CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }", thing=ox.NamedNode(whole(id)))
    assert isinstance(found, ox.QueryTriples)
    triples = sorted(set(found), key=str)
    return ox.serialize(triples, format=_FORMATS[media_type], prefixes=PREFIXES) or b""


def _claims(store: Store, iri: str) -> list[ClaimView]:
    found = store.select(_CLAIMS, thing=ox.NamedNode(iri))
    evidence = quotes.evidence_of(store, [str(row[0]) for row in found])
    ends = {str(end) for row in found for end in (row[1], row[3])}
    things = {
        n.iri: Thing(id=local(n.iri), label=n.label, label_en=n.label_en or None, class_=n.type)
        for n in nodes_of(store, ends)
    }
    claims = {}
    for claim, subject, predicate, target, basis, role, rule, confidence, document in found:
        claims[claim] = ClaimView(
            subject=things[str(subject)],
            predicate=_term(predicate),
            object=things.get(str(target)) or Thing(id=_term(target), label=_term(target), class_="Status"),
            role=_term(role) or None,
            basis=_term(basis),
            rule=rule or "",
            confidence=float(confidence or 0),
            doc=document_id(str(document)),
            evidence=_quotes(evidence.get(str(claim), ())),
        )
    return list(claims.values())


def _observations(store: Store, iri: str) -> list[ObservationView]:
    found = store.select(_OBSERVATIONS, thing=ox.NamedNode(iri))
    evidence = quotes.evidence_of(store, [str(row[0]) for row in found])
    observations = {}
    for it, value, highest, text, unit, base, base_unit, kind, bound, growth, period, document in found:
        observations[it] = ObservationView(
            value=_number(value),
            value_max=_number(highest),
            text=text,
            unit=unit or "",
            base_value=_number(base),
            base_unit=local(base_unit) if base_unit else None,
            kind=_term(kind),
            bound=bound or "=",
            growth=growth == "true",
            period=period or "",
            doc=document_id(str(document)),
            evidence=_quotes(evidence.get(str(it), ())),
        )
    return list(observations.values())


def _quotes(evidence: Sequence[quotes.Evidence]) -> list[Evidence]:
    ordered = sorted(set(evidence), key=lambda e: (e.doc, e.start, e.end))
    return [Evidence(**e.to_dict()) for e in ordered]


def _term(iri: str | None) -> str:
    return (iri or "").rpartition("#")[2]


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
