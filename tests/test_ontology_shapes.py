"""SHACL: the sample conforms, and each property shape refuses a graph that breaks it."""

from collections.abc import Callable

import pytest
from ontology_sample import OA, sample
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from ontology.sources import shapes_graph, union
from ontology.terms import BASE, THEME, THING, ZC, document_iri
from ontology.validation import violations

SHAPE = BASE + "shapes#"
PROJECT, REFORM, AGENCY = THING["project-tip"], THING["reform-cities"], THING["agency-team"]
INDICATOR, VALUE, DOCUMENT = THING["indicator-product"], THING["observation-a"], document_iri("report-2016")
CLAIM = next(s for s in sample()["report-2016"].subjects(RDF.type, ZC.Claim))
MENTION = next(o for o in sample()["report-2016"].objects(CLAIM, ZC.evidence))
POSITION, QUOTE = URIRef(f"{MENTION}-position"), URIRef(f"{MENTION}-quote")
SECTION = THING["section-1"]
MERGE, SUCCESSION = THING["merge-1"], THING["succession-1"]


def put(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], object]:
    return lambda graph: graph.add((subject, predicate, value))


def drop(subject: URIRef, predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((subject, predicate, None))


def swap(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], object]:
    return lambda graph: graph.set((subject, predicate, value))


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


BROKEN: dict[str, list[Callable[[Graph], object]]] = {
    "label": [drop(PROJECT, SKOS.prefLabel), swap(PROJECT, SKOS.prefLabel, Literal("Landfill", "en"))],
    "alternative": [put(PROJECT, SKOS.altLabel, Literal("垃圾场"))],
    "documents": [drop(PROJECT, ZC.inDocument), swap(VALUE, ZC.inDocument, PROJECT)],
    "jurisdiction": [put(AGENCY, ZC.jurisdiction, Literal(1))],
    "sureness": [swap(PROJECT, ZC.confidence, number("0")), swap(PROJECT, ZC.confidence, number("1.1"))],
    "certainty": [put(PROJECT, ZC.certain, Literal("yes"))],
    "rule": [put(PROJECT, ZC.rule, Literal(""))],
    "evidence": [drop(CLAIM, ZC.evidence), drop(VALUE, ZC.evidence), swap(CLAIM, ZC.evidence, PROJECT)],
    "serves": [put(PROJECT, ZC.serves, AGENCY)],
    "responsible": [put(PROJECT, ZC.responsibleBody, REFORM)],
    "lead": [put(PROJECT, ZC.leadBody, REFORM)],
    "support": [put(PROJECT, ZC.supportBody, REFORM)],
    "operate": [put(PROJECT, ZC.operatingBody, REFORM)],
    "whole": [put(PROJECT, ZC.partOf, AGENCY)],
    "status": [put(PROJECT, ZC.hasStatus, ZC.lead)],
    "place": [put(PROJECT, ZC.locatedIn, AGENCY)],
    "established": [put(REFORM, ZC.establishes, PROJECT)],
    "measured": [put(INDICATOR, ZC.measures, AGENCY)],
    "Project": [put(PROJECT, ZC.establishes, AGENCY), put(PROJECT, RDFS.comment, Literal("?"))],
    "Reform": [put(REFORM, ZC.measures, PROJECT)],
    "Goal": [put(THING["goal"], RDF.type, ZC.Goal), put(THING["goal"], ZC.hasStatus, ZC.planned)],
    "Agency": [put(AGENCY, ZC.hasStatus, ZC.planned)],
    "Place": [put(THING["place-suao"], ZC.serves, THEME["green-development"])],
    "Indicator": [put(INDICATOR, ZC.hasStatus, ZC.planned)],
    "Observation": [drop(VALUE, ZC.value), drop(VALUE, ZC.unitText)],
    "indicator": [drop(VALUE, ZC.indicator), put(VALUE, ZC.indicator, THING["indicator-income"])],
    "kind": [drop(VALUE, ZC.kind), swap(VALUE, ZC.kind, ZC.lead)],
    "bound": [swap(VALUE, ZC.bound, Literal("≥"))],
    "period": [swap(VALUE, ZC.period, Literal("今年"))],
    "unit": [swap(VALUE, ZC.unit, PROJECT)],
    "growth": [swap(VALUE, ZC.growth, Literal("no"))],
    "value": [swap(VALUE, ZC.value, Literal("241.8")), put(VALUE, ZC.value, number("242"))],
    "valueMax": [put(VALUE, ZC.valueMax, Literal("300"))],
    "Claim": [put(CLAIM, ZC.value, number("1"))],
    "subject": [drop(CLAIM, ZC.claimSubject), put(CLAIM, ZC.claimSubject, AGENCY)],
    "predicate": [drop(CLAIM, ZC.claimPredicate), swap(CLAIM, ZC.claimPredicate, ZC.value)],
    "object": [drop(CLAIM, ZC.claimObject), put(CLAIM, ZC.claimObject, AGENCY)],
    "basis": [drop(CLAIM, ZC.basis), swap(CLAIM, ZC.basis, ZC.lead)],
    "role": [put(CLAIM, ZC.role, ZC.stated)],
    "claimRule": [drop(CLAIM, ZC.rule), put(CLAIM, ZC.rule, Literal("another"))],
    "claimConfidence": [drop(CLAIM, ZC.confidence), swap(CLAIM, ZC.confidence, number("0"))],
    "holds": [swap(CLAIM, ZC.holdsDuring, Literal("五年来"))],
    "reported": [swap(CLAIM, ZC.reportedAt, Literal("2月"))],
    "Merge": [put(MERGE, ZC.certain, Literal(True))],
    "mergeOf": [drop(MERGE, ZC.mergeOf), put(MERGE, ZC.mergeOf, AGENCY)],
    "mergeInto": [drop(MERGE, ZC.mergeInto), swap(MERGE, ZC.mergeInto, Literal("x"))],
    "resolved": [drop(MERGE, ZC.evidence), drop(SUCCESSION, ZC.evidence)],
    "Succession": [put(SUCCESSION, ZC.certain, Literal(True))],
    "until": [drop(SUCCESSION, ZC.validUntil), swap(SUCCESSION, ZC.validUntil, Literal("2014年"))],
    "since": [drop(SUCCESSION, ZC.validFrom), swap(SUCCESSION, ZC.validFrom, Literal("五年来"))],
    "reason": [drop(SUCCESSION, DCTERMS.source)],
    "earlier": [drop(SUCCESSION, ZC.earlier), put(SUCCESSION, ZC.earlier, VALUE)],
    "later": [drop(SUCCESSION, ZC.later), put(SUCCESSION, ZC.later, VALUE)],
    "source": [drop(MENTION, OA.hasSource), swap(MENTION, OA.hasSource, PROJECT)],
    "position": [lambda g: g.remove((MENTION, OA.hasSelector, POSITION))],
    "quote": [lambda g: g.remove((MENTION, OA.hasSelector, QUOTE))],
    "start": [swap(POSITION, OA.start, Literal(9999)), swap(POSITION, OA.start, Literal(-1)), drop(POSITION, OA.start)],
    "end": [drop(POSITION, OA.end)],
    "exact": [swap(QUOTE, OA.exact, Literal("")), drop(QUOTE, OA.exact)],
    "title": [drop(DOCUMENT, DCTERMS.title)],
    "level": [swap(DOCUMENT, ZC.level, Literal("village"))],
    "within": [drop(SECTION, DCTERMS.isPartOf), swap(SECTION, DCTERMS.isPartOf, PROJECT)],
}
RESOLVED: list[tuple[URIRef, URIRef, URIRef | Literal]] = [
    (MERGE, RDF.type, ZC.Merge),
    (MERGE, ZC.mergeOf, PROJECT),
    (MERGE, ZC.mergeInto, THING["project-waters"]),
    (MERGE, ZC.rule, Literal("around")),
    (MERGE, ZC.confidence, number("0.9")),
    (MERGE, ZC.evidence, MENTION),
    (SUCCESSION, RDF.type, ZC.Succession),
    (SUCCESSION, ZC.earlier, INDICATOR),
    (SUCCESSION, ZC.later, THING["indicator-income"]),
    (SUCCESSION, ZC.validUntil, Literal("2014")),
    (SUCCESSION, ZC.validFrom, Literal("2015")),
    (SUCCESSION, ZC.rule, Literal("succession")),
    (SUCCESSION, DCTERMS.source, Literal("预算法", "zh")),
    (SUCCESSION, ZC.evidence, MENTION),
]
# Shapes without constraints of their own: all that they ask is in their property shapes.
PLAIN = {"Mention", "Position", "Quote", "Document", "Section"}
CASES = [(shape, index) for shape, breaks in BROKEN.items() for index in range(len(breaks))]


def data() -> Graph:
    graph = union((sample()["report-2016"],))
    graph.add((SECTION, RDF.type, ZC.Section))
    graph.add((SECTION, DCTERMS.isPartOf, DOCUMENT))
    graph.add((SECTION, ZC.serves, THEME["green-development"]))
    for subject, predicate, value in RESOLVED:
        graph.add((subject, predicate, value))
    return graph


def broken_shapes(graph: Graph) -> set[str]:
    """Return the names of the shapes that a graph breaks."""
    return {v.shape.removeprefix(SHAPE) for v in violations(graph)}


def test_sample_conforms() -> None:
    assert broken_shapes(data()) == set()
    for graph in sample().values():
        assert broken_shapes(graph) == set()


@pytest.mark.parametrize(("shape", "index"), CASES, ids=[f"{s}-{i}" for s, i in CASES])
def test_broken_graph_is_refused_by_its_shape(shape: str, index: int) -> None:
    graph = data()
    if shape == "Goal":
        graph.add((THING["goal"], SKOS.prefLabel, Literal("国家卫生镇", "zh")))
        graph.add((THING["goal"], ZC.inDocument, DOCUMENT))
        graph.add((THING["goal"], RDF.type, ZC.Goal))
        if index == 0:
            assert broken_shapes(graph) == set()
            return
    BROKEN[shape][index](graph)
    assert shape in broken_shapes(graph)


def test_every_shape_has_a_broken_graph() -> None:
    named = {str(s).removeprefix(SHAPE) for s in shapes_graph().subjects() if isinstance(s, URIRef)}
    assert named - PLAIN == set(BROKEN)


def test_every_shape_speaks_both_languages() -> None:
    graph = shapes_graph()
    for shape in sorted({s for s in graph.subjects() if isinstance(s, URIRef)}):
        texts = [*graph.objects(shape, SH.message), *graph.objects(shape, RDFS.label)]
        languages = {t.language for t in texts if isinstance(t, Literal)}
        assert languages == {"zh", "en"}, shape


def test_closed_shapes_and_ontology_know_the_same_terms() -> None:
    paths = {p for p in shapes_graph().objects(None, SH.path) if str(p).startswith(str(ZC))}
    assert paths <= {ZC[name] for name in ZC.__annotations__}


def test_violation_says_where_and_what() -> None:
    graph = data()
    graph.remove((PROJECT, SKOS.prefLabel, None))
    (violation,) = violations(graph)
    assert (violation.focus, violation.path) == (str(PROJECT), str(SKOS.prefLabel))
    assert violation.zh == "事项须有中文名称。"
    assert violation.en == "A thing needs a preferred label in Chinese."


def test_validation_leaves_data_and_shapes_alone() -> None:
    graph, shapes = data(), len(shapes_graph())
    before = len(graph)
    violations(graph)
    assert (len(graph), len(shapes_graph())) == (before, shapes)
