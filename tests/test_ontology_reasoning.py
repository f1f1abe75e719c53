"""The OWL RL closure of ontology, themes, units and data has no contradiction, and finds those that are put in."""

import pytest
from ontology_sample import sample
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, Graph, Namespace, URIRef

from ontology.sources import ontology_graph, themes_graph, union, units_graph, vocabulary_graph
from ontology.terms import THING, ZC

ORG = Namespace("http://www.w3.org/ns/org#")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
ERROR_TEXT = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
A, B = THING.a, THING.b
BROKEN: dict[str, list[tuple[URIRef, URIRef, URIRef]]] = {
    "disjoint classes": [(A, RDF.type, ZC.Project), (A, RDF.type, ZC.Reform)],
    "disjoint through a subclass": [(A, RDF.type, ZC.Programme), (A, RDF.type, ZC.Task)],
    "range": [(A, RDF.type, ZC.Project), (A, ZC.responsibleBody, B), (B, RDF.type, ZC.Place)],
    "range of the property above": [(A, ZC.leadBody, B), (B, RDF.type, ZC.Indicator)],
    "domain": [(A, RDF.type, ZC.Goal), (A, ZC.establishes, B)],
    "two values of a functional property": [(A, ZC.basis, ZC.stated), (A, ZC.basis, ZC.inferred)],
    "last of the disjoint classes": [(A, RDF.type, ZC.Role), (A, RDF.type, ZC.ObservationKind)],
}


def closed(graph: Graph) -> Graph:
    """Return a copy with its OWL RL closure."""
    whole = union((graph,))
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    return whole


def contradictions(graph: Graph) -> list[str]:
    """Return what owlrl reports; its messages hang on nodes of the type ErrorMessage."""
    return sorted(str(text) for node in graph.subjects(RDF.type, ERROR) for text in graph.objects(node, ERROR_TEXT))


@pytest.fixture(scope="module")
def closure() -> Graph:
    return closed(union((ontology_graph(), *sample().values())))


def test_no_contradiction_in_ontology_and_data(closure: Graph) -> None:
    assert contradictions(closure) == []


def test_no_contradiction_in_themes_and_units() -> None:
    labels = {"prefLabel", "altLabel", "hiddenLabel", "definition", "neutralWord", "symbol", "ucumCode"}
    slim = Graph()
    for triple in union((ontology_graph(), themes_graph(), units_graph())):
        if not str(triple[1]).endswith(tuple(labels)):
            slim.add(triple)
    assert contradictions(closed(slim)) == []


def test_what_follows(closure: Graph) -> None:
    assert (THING["project-waters"], RDF.type, ZC.Project) in closure
    assert (THING["agency-team"], RDF.type, ORG.Organization) in closure
    assert (THING["reform-task"], ZC.responsibleBody, THING["agency-housing"]) in closure


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_contradiction_is_found(name: str) -> None:
    graph = union((ontology_graph(),))
    for triple in BROKEN[name]:
        graph.add(triple)
    assert contradictions(closed(graph)) != []


def test_vocabulary_holds_all_three_files() -> None:
    parts = len(ontology_graph()) + len(themes_graph()) + len(units_graph())
    assert len(vocabulary_graph()) == parts
