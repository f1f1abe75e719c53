"""From merges and links to the named graph of one jurisdiction's resolution."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.naming import item_iri
from kg.nodes import DCTERMS, OWL, RDF, ZC
from kg.resolution.decisions import Decision
from kg.resolution.referent import Merge, Succession
from kg.triples import Triples, chinese, decimal, plain
from ontology.terms import document_iri, resolution_iri


def quads(
    jurisdiction: str,
    digest: str,
    merges: Iterable[Merge],
    links: Iterable[Succession],
    decisions: Iterable[Decision],
    mentions: Mapping[str, tuple[str, str]],
) -> list[Quad]:
    """Return the graph; `mentions` gives for each thing the document that names it first and the place there."""
    graph = NamedNode(resolution_iri(jurisdiction))
    triples = Triples(graph.value)
    triples.add(graph, RDF.type, ZC.Resolution)
    triples.add(graph, ZC.jurisdiction, plain(jurisdiction))
    triples.add(graph, ZC.digest, plain(digest))
    for merge in merges:
        _merge(triples, jurisdiction, merge, mentions)
    for link in links:
        _link(triples, jurisdiction, link, mentions)
    for decision in decisions:
        _decision(triples, jurisdiction, decision)
    return list(triples)


def _merge(triples: Triples, jurisdiction: str, merge: Merge, mentions: Mapping[str, tuple[str, str]]) -> None:
    claim = NamedNode(item_iri("merge", (jurisdiction, merge.thing, merge.into, merge.rule)))
    thing, into = NamedNode(merge.thing), NamedNode(merge.into)
    triples.add(thing, OWL.sameAs, into)
    triples.add(claim, RDF.type, ZC.Merge)
    triples.add(claim, ZC.mergeOf, thing)
    triples.add(claim, ZC.mergeInto, into)
    triples.add(claim, ZC.rule, plain(merge.rule))
    triples.add(claim, ZC.confidence, decimal(merge.confidence))
    _evidence(triples, claim, (merge.thing, merge.into), mentions)


def _link(triples: Triples, jurisdiction: str, link: Succession, mentions: Mapping[str, tuple[str, str]]) -> None:
    claim = NamedNode(item_iri("succession", (jurisdiction, link.earlier, link.later)))
    earlier, later = NamedNode(link.earlier), NamedNode(link.later)
    triples.add(earlier, DCTERMS.isReplacedBy, later)
    triples.add(claim, RDF.type, ZC.Succession)
    triples.add(claim, ZC.earlier, earlier)
    triples.add(claim, ZC.later, later)
    triples.add(claim, ZC.validUntil, plain(link.until))
    triples.add(claim, ZC.validFrom, plain(link.since))
    triples.add(claim, ZC.rule, plain(link.rule))
    triples.add(claim, DCTERMS.source, chinese(link.source))
    _evidence(triples, claim, (link.earlier, link.later), mentions)


def _decision(triples: Triples, jurisdiction: str, decision: Decision) -> None:
    claim = NamedNode(item_iri("decision", (jurisdiction, *sorted((decision.one, decision.other)))))
    triples.add(claim, RDF.type, ZC.Apart if decision.verdict == "apart" else ZC.Together)
    for iri in (decision.one, decision.other):
        triples.add(claim, ZC.decidedOn, NamedNode(iri))
    if decision.by:
        triples.add(claim, DCTERMS.creator, plain(decision.by))
    if decision.at:
        triples.add(claim, DCTERMS.issued, plain(decision.at))


def _evidence(
    triples: Triples, claim: NamedNode, things: Iterable[str], mentions: Mapping[str, tuple[str, str]]
) -> None:
    for thing in things:
        if thing in mentions:
            document, mention = mentions[thing]
            triples.add(claim, ZC.evidence, NamedNode(mention))
            triples.add(claim, ZC.inDocument, NamedNode(document_iri(document)))
