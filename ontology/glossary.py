"""Terms of the ontology as documentation shows them."""

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from ontology.terms import ZC


@dataclass(frozen=True, slots=True)
class Term:
    """One class, property or controlled value; a domain or range of several classes is their union."""

    iri: URIRef
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    above: tuple[URIRef, ...] = ()
    domain: tuple[URIRef, ...] = ()
    range: tuple[URIRef, ...] = ()


def terms_of(graph: Graph, kind: URIRef) -> tuple[Term, ...]:
    """Return our own terms of one kind (owl:Class, zc:Status …), by name."""
    found = (s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(str(ZC)))
    return tuple(term(graph, iri) for iri in sorted(found))


def term(graph: Graph, iri: URIRef) -> Term:
    """Return one term with its labels, comments and axioms."""
    above = (*graph.objects(iri, RDFS.subClassOf), *graph.objects(iri, RDFS.subPropertyOf))
    return Term(
        iri,
        label(graph, iri, "zh"),
        label(graph, iri, "en"),
        _text(graph, iri, (RDFS.comment, SKOS.definition), "zh"),
        _text(graph, iri, (RDFS.comment, SKOS.definition), "en"),
        tuple(sorted(each for each in above if isinstance(each, URIRef))),
        _classes(graph, graph.value(iri, RDFS.domain)),
        _classes(graph, graph.value(iri, RDFS.range)),
    )


def label(graph: Graph, iri: Node, language: str) -> str:
    """Return the label of a term, empty where it has none."""
    return _text(graph, iri, (RDFS.label, SKOS.prefLabel), language)


def _text(graph: Graph, iri: Node, predicates: tuple[URIRef, ...], language: str) -> str:
    texts = (o for p in predicates for o in graph.objects(iri, p) if isinstance(o, Literal) and o.language == language)
    return next(map(str, texts), "")


def _classes(graph: Graph, node: Node | None) -> tuple[URIRef, ...]:
    """Return a class, or the members of a union."""
    if node is None:
        return ()
    members = graph.value(node, OWL.unionOf)
    nodes = graph.items(members) if members is not None else (node,)
    return tuple(each for each in nodes if isinstance(each, URIRef))
