"""Competency questions: each is asked of a hand-made graph, in rdflib and in pyoxigraph."""

from collections.abc import Mapping

import pyoxigraph
import pytest
from ontology_sample import sample
from rdflib import Graph

from ontology.competency import Question, parse, questions
from ontology.sources import union, vocabulary_graph
from ontology.terms import BASE, ZC, graph_iri

ROWS: dict[str, list[tuple[str, ...]]] = {
    "agencies-established": [("reform-cities", "国家中小城市综合改革", "agency-team", "柳市镇综合执法中队")],
    "bodies-of-reform": [
        ("reform-task", "开展全面排查", "agency-offices", "各居村", "support"),
        ("reform-task", "开展全面排查", "agency-town", "镇人民政府", ""),
        ("reform-task", "开展全面排查", "agency-housing", "镇房管所", "lead"),
    ],
    "contents-of-programme": [("project-waters", "五水共治", "project-tip", "苏岙垃圾场生态治理工程")],
    "contradictory-statuses": [
        ("project-tip", "2016", "completed", "report-2017", "ongoing", "report-2016"),
        ("project-tip", "2016", "completed", "report-2017", "ongoing", "report-2017"),
    ],
    "contradictory-values": [
        ("indicator-product", "2016", "2400000", "万元", "report-2017", "241.8", "亿元", "report-2016")
    ],
    "indicator-over-time": [
        ("indicator-product", "地区生产总值", "2016", "241.8", "亿元", "report-2016"),
        ("indicator-product", "地区生产总值", "2016", "2400000", "万元", "report-2017"),
        ("indicator-product", "地区生产总值", "2017", "262", "亿元", "report-2017"),
    ],
    "indicators-of-theme": [("indicator-income", "城镇居民人均可支配收入")],
    "inferred-claims": [("reform-task", "responsibleBody", "agency-town", "sample", "0.9")],
    "projects-in-place": [("place-suao", "苏岙", "project-tip", "苏岙垃圾场生态治理工程")],
    "projects-of-theme": [("project-waters", "五水共治"), ("project-tip", "苏岙垃圾场生态治理工程")],
    "targets-by-period": [("2021", "indicator-product", "地区生产总值", "=", "350", "亿元")],
    "tasks-led-by-body": [("agency-housing", "镇房管所", "reform-task", "开展全面排查")],
    "things-by-status": [
        ("completed", "project-tip", "苏岙垃圾场生态治理工程"),
        ("ongoing", "project-tip", "苏岙垃圾场生态治理工程"),
        ("planned", "reform-task", "开展全面排查"),
    ],
}
NAMES = [q.name for q in questions()]


@pytest.fixture(scope="module")
def data() -> dict[str, Graph]:
    return sample()


@pytest.fixture(scope="module")
def store(data: dict[str, Graph]) -> pyoxigraph.Store:
    return filled({graph_iri(name): graph for name, graph in data.items()} | {BASE + "ontology": vocabulary_graph()})


def filled(graphs: Mapping[str, Graph]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for name, graph in graphs.items():
        triples = graph.serialize(format="nt").encode()
        store.load(triples, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=pyoxigraph.NamedNode(name))
    return store


def short(term: object) -> str:
    """Return a term without the name space, so that the expected rows can be read."""
    text = "" if term is None else str(getattr(term, "value", term))
    for space in (str(ZC), BASE + "id/", BASE + "doc/", BASE):
        text = text.removeprefix(space)
    return text


def in_oxigraph(store: pyoxigraph.Store, question: Question) -> list[tuple[str, ...]]:
    answers = store.query(question.sparql, use_default_graph_as_union=True)
    assert isinstance(answers, pyoxigraph.QuerySolutions)
    return [tuple(short(row[v]) for v in answers.variables) for row in answers]


def in_rdflib(data: dict[str, Graph], question: Question) -> list[tuple[str, ...]]:
    whole = union((*data.values(), vocabulary_graph()))
    return [tuple(short(term) for term in row) for row in whole.query(question.sparql)]


def by_name(name: str) -> Question:
    return next(q for q in questions() if q.name == name)


def test_at_least_ten_questions_and_each_is_asked_here() -> None:
    assert len(NAMES) >= 10
    assert set(NAMES) - set(ROWS) == {"documents-of-thing", "evidence-of-claims"}


@pytest.mark.parametrize("question", questions(), ids=NAMES)
def test_headers_are_in_both_languages(question: Question) -> None:
    assert question.zh.endswith("？")
    assert question.en.endswith("?")
    assert question.zh != question.en


@pytest.mark.parametrize("name", sorted(ROWS))
def test_expected_rows(name: str, store: pyoxigraph.Store) -> None:
    rows = in_oxigraph(store, by_name(name))
    assert sorted(rows) == sorted(ROWS[name])


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_agree(name: str, store: pyoxigraph.Store, data: dict[str, Graph]) -> None:
    ours = in_oxigraph(store, by_name(name))
    assert ours
    assert sorted(ours) == sorted(in_rdflib(data, by_name(name)))


def test_each_claim_has_its_quote_and_place(store: pyoxigraph.Store) -> None:
    rows = in_oxigraph(store, by_name("evidence-of-claims"))
    claims = {row[0] for row in rows}
    assert len(rows) == len(claims) == 15
    assert all(int(row[7]) - int(row[6]) == len(row[8]) for row in rows)
    assert next(row[8] for row in rows if row[2] == "locatedIn") == "苏岙垃圾场"


def test_mentions_are_counted_per_document(store: pyoxigraph.Store) -> None:
    rows = in_oxigraph(store, by_name("documents-of-thing"))
    assert [row for row in rows if row[0] == "project-tip"] == [
        ("project-tip", "report-2016", "2016年工作报告", "1"),
        ("project-tip", "report-2017", "2017年工作报告", "1"),
    ]


def test_without_the_contradicting_report_nothing_contradicts(data: dict[str, Graph]) -> None:
    store = filled({graph_iri("report-2016"): data["report-2016"]})
    assert in_oxigraph(store, by_name("contradictory-statuses")) == []
    assert in_oxigraph(store, by_name("contradictory-values")) == []


def test_a_file_without_its_header_is_refused() -> None:
    with pytest.raises(ValueError, match=r"odd\.rq: begin with the lines"):
        parse("odd", "SELECT * WHERE { ?s ?p ?o }")
