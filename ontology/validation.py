"""Whether data keep to the shapes of shapes.ttl, as a list that can be read."""

from dataclasses import dataclass
from functools import cache

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from ontology.sources import shapes_graph, union, vocabulary_graph


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken shape: at which node, on which property and value (empty where none), and what is asked."""

    focus: str
    path: str
    value: str
    shape: str
    zh: str
    en: str


def violations(data: Graph) -> tuple[Violation, ...]:
    """Return what is wrong with a graph of stored data, sorted; empty where it conforms.

    The graph needs no vocabulary of its own: themes, units and subclasses are known.
    """
    # pyshacl writes into the graphs that it is given, so it gets copies.
    _, report, _ = pyshacl.validate(union((data, _types())), shacl_graph=union((shapes_graph(),)))
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl gave no report but {report!r}; check shapes.ttl")
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted({_violation(report, result) for result in results}))


@cache
def _types() -> Graph:
    """What shapes look up of the vocabulary: types and subclasses, without labels."""
    types = Graph()
    for predicate in (RDF.type, RDFS.subClassOf):
        for triple in vocabulary_graph().triples((None, predicate, None)):
            types.add(triple)
    return types


def _violation(report: Graph, result: Node) -> Violation:
    focus, path, value, shape = (
        str(report.value(result, p) or "") for p in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape)
    )
    texts = {m.language: str(m) for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)}
    return Violation(focus, path, value, shape, texts.get("zh", ""), texts.get("en", ""))
