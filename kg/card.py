"""Cards: all that is known of one thing, with where it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import GraphNode, nodes_of
from kg.nodes import ZC
from kg.store import Store

_PREFIXES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_PLACE = """
    ?m oa:hasSource/dcterms:identifier ?doc FILTER(LANG(?doc) = "")
    ?m oa:hasSelector ?position, ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
    OPTIONAL { ?m zc:inSection/dcterms:title ?section }
"""
_MENTIONS = _PREFIXES + f"SELECT ?m ?doc ?start ?end ?quote ?section {{ VALUES ?m {{ @ITEMS@ }} {_PLACE} }}"
_EVIDENCE = (
    _PREFIXES
    + f"""
SELECT ?x ?doc ?start ?end ?quote ?section {{ VALUES ?x {{ @ITEMS@ }} ?x zc:evidence ?m . {_PLACE} }}
"""
)
_CLAIMS = (
    _PREFIXES
    + """
SELECT ?c ?s ?p ?o ?basis ?role ?rule ?confidence ?certain ?holds ?reported ?doc {
    VALUES ?c { @ITEMS@ }
    ?c zc:claimSubject ?s ; zc:claimPredicate ?p ; zc:claimObject ?o ; zc:basis ?basis ; zc:rule ?rule .
    ?c zc:confidence ?confidence ; zc:certain ?certain ; zc:inDocument/dcterms:identifier ?doc FILTER(LANG(?doc) = "")
    OPTIONAL { ?c zc:role ?role } OPTIONAL { ?c zc:holdsDuring ?holds } OPTIONAL { ?c zc:reportedAt ?reported }
}
"""
)
_OBSERVATIONS = (
    _PREFIXES
    + """
SELECT ?x ?value ?max ?text ?unit ?base ?baseUnit ?kind ?bound ?growth ?period ?confidence ?doc {
    VALUES ?x { @ITEMS@ }
    ?x zc:unitText ?unit ; zc:kind ?kind ; zc:bound ?bound ; zc:growth ?growth .
    ?x zc:confidence ?confidence ; zc:inDocument/dcterms:identifier ?doc FILTER(LANG(?doc) = "")
    OPTIONAL { ?x zc:value ?value } OPTIONAL { ?x zc:valueMax ?max } OPTIONAL { ?x zc:valueText ?text }
    OPTIONAL { ?x zc:baseValue ?base } OPTIONAL { ?x zc:unit ?baseUnit } OPTIONAL { ?x zc:period ?period }
}
"""
)
_NAMES = (
    _PREFIXES
    + """
SELECT ?kind ?name {
    { ?thing skos:prefLabel ?name BIND("p" AS ?kind) } UNION { ?thing skos:altLabel ?name BIND("a" AS ?kind) }
    UNION { ?thing a ?class BIND("t" AS ?kind) BIND(STRAFTER(STR(?class), "#") AS ?name) }
    UNION { ?thing zc:inDocument/dcterms:identifier ?name BIND("d" AS ?kind) FILTER(LANG(?name) = "") }
    UNION { ?thing zc:jurisdiction ?name BIND("j" AS ?kind) }
}
"""
)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A verbatim place: ``source[start:end]`` of a document's source; `section` is the innermost heading or ""."""

    document: str
    start: int
    end: int
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class CardClaim:
    """One claim of one document; `subject` and `object` are IRIs, `predicate`, `basis` and `role` local names."""

    iri: str
    subject: str
    predicate: str
    object: str
    basis: str
    role: str
    rule: str
    confidence: float
    certain: bool
    holds: str
    reported: str
    document: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CardObservation:
    """One value of an indicator; numbers are decimal strings as in the graph, "" where there is none."""

    iri: str
    value: str
    value_max: str
    text: str
    unit: str
    base_value: str
    base_unit: str
    kind: str
    bound: str
    growth: bool
    period: str
    confidence: float
    document: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A thing with its names, places and claims; `ends` describes the other ends of the claims by IRI."""

    node: GraphNode
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    documents: tuple[str, ...]
    mentions: tuple[Quote, ...]
    outgoing: tuple[CardClaim, ...]
    incoming: tuple[CardClaim, ...]
    observations: tuple[CardObservation, ...]
    ends: dict[str, GraphNode]


def card(store: Store, iri: str, limit: int = 1000) -> Card | None:
    """Return what is known of a thing or theme, everything in a fixed order; None for an IRI that is neither.

    Of mentions, values, and claims in each direction there are at most `limit`: a theme has tens of thousands.
    """
    node = next(iter(nodes_of(store, [iri])), None)
    if node is None:
        return None
    thing = ox.NamedNode(iri)
    names: dict[str, set[str]] = {kind: set() for kind in "patdj"}
    for kind, name in store.select(_NAMES, thing=thing):
        names[str(kind)].add(str(name))
    claims = _claims(store, {c for end in (ZC.claimSubject, ZC.claimObject) for c in store.first(end, thing, limit)})
    mentions = _among(store, _MENTIONS, store.first(ZC.mentionOf, thing, limit))
    return Card(
        node=node,
        names=tuple(sorted(names["p"])),
        aliases=tuple(sorted(names["a"] - names["p"])),
        types=tuple(sorted(names["t"])),
        jurisdictions=tuple(sorted(names["j"])),
        documents=tuple(sorted(names["d"])),
        mentions=tuple(sorted(_quote(row[1:]) for row in mentions)),
        outgoing=tuple(claim for claim in claims if claim.subject == iri),
        incoming=tuple(claim for claim in claims if claim.object == iri),
        observations=_observations(store, store.first(ZC.indicator, thing, limit)),
        ends={n.iri: n for n in nodes_of(store, {end for c in claims for end in (c.subject, c.object)})},
    )


def evidence(store: Store, items: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """Return the evidence of claims and observations by their IRIs, in the order of the text."""
    found: dict[str, list[Quote]] = {}
    for row in _among(store, _EVIDENCE, items):
        found.setdefault(str(row[0]), []).append(_quote(row[1:]))
    return {item: tuple(sorted(quotes)) for item, quotes in found.items()}


def _among(store: Store, query: str, items: Iterable[str]) -> list[tuple[str | None, ...]]:
    wanted = " ".join(str(ox.NamedNode(item)) for item in sorted(set(items)))
    return store.select(query.replace("@ITEMS@", wanted)) if wanted else []


def _claims(store: Store, claims: Iterable[str]) -> list[CardClaim]:
    rows = sorted({tuple(value or "" for value in row) for row in _among(store, _CLAIMS, claims)})
    quotes = evidence(store, (row[0] for row in rows))
    return [
        CardClaim(
            iri,
            subject,
            _local(predicate),
            target,
            _local(basis),
            _local(role),
            rule,
            float(confidence),
            certain == "true",
            holds,
            reported,
            document,
            quotes.get(iri, ()),
        )
        for iri, subject, predicate, target, basis, role, rule, confidence, certain, holds, reported, document in rows
    ]


def _observations(store: Store, observations: Iterable[str]) -> tuple[CardObservation, ...]:
    rows = sorted({tuple(value or "" for value in row) for row in _among(store, _OBSERVATIONS, observations)})
    quotes = evidence(store, (row[0] for row in rows))
    made = []
    for row in rows:
        (*texts, kind, bound, growth, period, confidence, document) = row
        iri, value, value_max, text, unit, base, base_unit = texts
        made.append(
            CardObservation(
                iri,
                value,
                value_max,
                text,
                unit,
                base,
                base_unit if base else "",
                _local(kind),
                bound,
                growth == "true",
                period,
                float(confidence),
                document,
                quotes.get(iri, ()),
            )
        )
    return tuple(sorted(made, key=lambda o: (o.period, o.document, o.evidence, o.iri)))


def _quote(row: tuple[str | None, ...]) -> Quote:
    document, start, end, quote, section = row
    return Quote(document or "", int(start or 0), int(end or 0), quote or "", section or "")


def _local(iri: str) -> str:
    return iri.partition("#")[2]
