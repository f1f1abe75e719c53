"""Validation, held against pySHACL."""

import json

import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kg_strategies import extractions, structured
from rdflib import Graph
from rdflib.namespace import RDF, SH
from test_kg_rdf import EXTRACTION

from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.errors import KnowledgeError
from kg.extraction.result import Extraction
from kg.nodes import DCTERMS, OA, SKOS, ZC
from kg.nodes import RDF as TYPES
from kg.rdf import quads_of
from kg.shape import compile_shapes
from kg.store import Store, vocabulary_quads
from kg.validation import validate, validate_quads
from ontology.sources import shapes_graph, union

STRAY = ox.NamedNode("https://w3id.org/zhengce/id/stray")
OBJECTS = [
    STRAY,
    ZC.planned,
    ZC.stated,
    ox.NamedNode("https://w3id.org/zhengce/theme/green-development"),
    ox.Literal(""),
    ox.Literal("text"),
    ox.Literal("named", language="en"),
    ox.Literal("-1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal("3", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
]
PREDICATES = [ZC.serves, ZC.confidence, ZC.value, ZC.period, ZC.bound, ZC.unit, ZC.role, ZC.basis, ZC.partOf, ZC.rule]
PREDICATES += [ZC.claimSubject, ZC.certain, ZC.level, OA.start, OA.exact, OA.hasSelector, DCTERMS.title, SKOS.prefLabel]


def broken(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    return {(v.focus.strip("<>"), v.path) for v in validate_quads(quads)}


def broken_by_pyshacl(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    triples = ox.serialize((q.triple for q in [*quads, *vocabulary_quads()]), format=ox.RdfFormat.N_TRIPLES)
    data = Graph().parse(data=triples, format="nt")
    # pyshacl writes into the shapes that it is given, so it gets a copy.
    _, report, _ = pyshacl.validate(data, shacl_graph=union((shapes_graph(),)), inplace=True)
    return {
        (str(report.value(r, SH.focusNode)), str(report.value(r, SH.resultPath) or ""))
        for r in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(predicate=SH.detail, object=r) is None
    }


def sample() -> list[ox.Quad]:
    return quads_of(*structured(level="town"), EXTRACTION)


@st.composite
def damaged(draw: st.DrawFn) -> list[ox.Quad]:
    """The sample with some triples lost, changed and added."""
    quads = sample()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(quads) - 1))
        old = quads[at]
        changed = ox.Quad(old.subject, old.predicate, draw(st.sampled_from(OBJECTS)), old.graph_name)
        added = ox.Quad(old.subject, draw(st.sampled_from(PREDICATES)), draw(st.sampled_from(OBJECTS)), old.graph_name)
        quads[at : at + 1] = draw(st.sampled_from([[], [changed], [old, changed], [old, added]]))
    return quads


@settings(max_examples=30, deadline=None)
@given(damaged())
def test_the_verdict_is_that_of_pyshacl(quads: list[ox.Quad]) -> None:
    assert broken(quads) == broken_by_pyshacl(quads)


@settings(max_examples=50, deadline=None)
@given(extractions())
def test_what_is_written_conforms(extraction: Extraction) -> None:
    assert validate_quads(quads_of(*structured(), extraction)) == []


def test_pyshacl_agrees_that_the_sample_conforms() -> None:
    assert broken_by_pyshacl(sample()) == set()


@pytest.mark.parametrize(
    "lost", [SKOS.prefLabel, ZC.evidence, ZC.confidence, ZC.indicator, ZC.basis, OA.exact, OA.hasSource, DCTERMS.title]
)
def test_every_loss_is_noticed(lost: ox.NamedNode) -> None:
    rest = [quad for quad in sample() if quad.predicate != lost]
    found = [violation for violation in validate_quads(rest) if violation.path == lost.value]
    needs = lost not in (ZC.confidence,)
    assert found or not needs
    assert broken(rest) == broken_by_pyshacl(rest) != set()


def test_a_violation_can_be_read() -> None:
    graph = sample()[0].graph_name
    project = next(q.subject for q in sample() if q.predicate == TYPES.type and q.object == ZC.Project)
    (violation,) = validate_quads([*sample(), ox.Quad(project, ZC.hasStatus, ZC.stated, graph)])
    assert violation.focus == str(project)
    assert violation.path.endswith("#hasStatus")
    assert violation.value.endswith("#stated>")
    assert violation.message == "A status is completed, ongoing or planned."
    assert violation.message_zh.startswith("状态须为")


def test_a_constraint_that_is_not_known_is_refused() -> None:
    turtle = "@prefix sh: <http://www.w3.org/ns/shacl#> . <u:s> sh:targetClass <u:C> ; sh:uniqueLang true ."
    with pytest.raises(KnowledgeError, match="uniqueLang"):
        compile_shapes(Graph().parse(data=turtle, format="turtle"))


def test_every_shape_with_a_target_is_compiled() -> None:
    shapes = compile_shapes(shapes_graph())
    assert len(shapes) == len(set(shapes_graph().subjects(SH.targetClass))) > 10
    assert all(shape.properties for shape in shapes)


def test_gold_documents_are_valid(shared) -> None:
    store = Store.open()
    files = sorted((shared / "gold").glob("*.json"))
    for path in files:
        text = read(path.with_suffix(".txt"))
        extraction = from_annotation(json.loads(path.read_text(encoding="utf-8")), text)
        store.replace(text.id, quads_of(text, structure(text), extraction))
    verdicts = dict(validate(store))
    assert len(verdicts) == len(files) == 15
    assert verdicts == {id: [] for id in verdicts}
