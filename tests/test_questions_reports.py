"""Chains of responsibility, indicators over years, and what changed between reports."""

import pytest

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.questions.answering import ask
from kg.questions.diff import diff
from kg.questions.series import series
from kg.questions.trace import trace
from kg.rdf import quads_of
from kg.store import Store
from tests.questions_reports import FIRST, SECOND, reports
from tests.questions_sample import liushi

TEXTS = {"anping-2017": FIRST, "anping-2018": SECOND}


def test_bodies_with_their_roles() -> None:
    steps = trace(reports(), "西河治理工程").steps
    assert [(s.predicate, s.object_label, s.role, s.basis) for s in steps] == [
        ("responsibleBody", "县水利局", "lead", "stated"),
        ("responsibleBody", "县财政局", "support", "stated"),
    ]
    for step in steps:
        for e in step.evidence:
            assert TEXTS[e.doc][e.start : e.end] == e.quote


def test_only_where_nothing_is_stated_the_issuer_answers() -> None:
    steps = trace(reports(), "东河大桥").steps
    assert {(s.object_label, s.basis, s.rule) for s in steps} == {("安平县人民政府", "inferred", "issuer-default")}
    assert all(step.evidence for step in steps)


def test_the_chain_goes_over_wholes() -> None:
    steps = trace(liushi(), "大部制政府管理架构").steps
    assert steps[0].predicate == "partOf"
    assert steps[0].object_label == "强镇扩权改革"
    assert steps[0].basis == "section"


def test_bodies_that_a_reform_sets_up() -> None:
    steps = trace(liushi(), "国家中小城市综合改革").steps
    established = [s.object_label for s in steps if s.predicate == "establishes"]
    assert sorted(established) == ["柳市镇综合执法中队", "柳市镇行政审批服务中心"]


@pytest.mark.parametrize("name", ["火星移民", "", "'\"}"])
def test_nothing_to_trace(name: str) -> None:
    found = trace(reports(), name)
    assert not found.steps
    assert found.reason
    assert found.to_dict()["abstained"]


def test_level_and_growth_are_apart() -> None:
    line = series(reports(), "地区生产总值").lines[0]
    assert [(str(o.value), o.period) for o in line.levels] == [("100", "2016"), ("110", "2017")]
    assert [(str(o.value), o.kind) for o in line.growth] == [("8", "change"), ("8.9", "change"), ("9", "target")]


@pytest.mark.parametrize(
    ("name", "outcome"), [("地区生产总值", "met"), ("一般公共预算收入", "missed"), ("造林面积", "open")]
)
def test_targets_meet_their_outcomes_in_one_unit(name: str, outcome: str) -> None:
    found = series(reports(), name)
    assert [pair.outcome for pair in found.lines[0].pairs] == [outcome]
    assert found.to_dict()["lines"][0]["pairs"][0]["due"] == "2017"
    assert all(found.evidence.values())


@pytest.mark.parametrize("name", ["安平县地区生产总值", "安平的地区生产总值", "GDP of Anping County", "Anping GDP"])
def test_a_series_of_one_place(name: str) -> None:
    found = series(reports(), name)
    assert [line.label for line in found.lines] == [series(reports(), "地区生产总值").lines[0].label]
    assert all("安平" in line.jurisdiction for line in found.lines)


def test_no_series() -> None:
    assert series(reports(), "火星人口").reason
    assert not series(reports(), "火星人口").lines


def test_diff() -> None:
    found = diff(reports(), "anping-2017", "anping-2018")
    assert [c.label for c in found.added] == ["南山公园"]
    assert sorted(c.label for c in found.dropped) == ["西河治理工程", "造林面积"]
    assert [c.label for c in found.shared] == ["放管服改革"]
    assert sorted(c.label for c in found.changed) == ["一般公共预算收入", "东河大桥", "地区生产总值"]
    bridge = next(c for c in found.changed if c.label == "东河大桥")
    assert bridge.before is not None
    assert bridge.after is not None
    assert (bridge.before.facts, bridge.after.facts) == (("ongoing",), ("completed",))


def test_a_document_and_itself_are_the_same() -> None:
    found = diff(reports(), "anping-2017", "anping-2017")
    assert (found.added, found.dropped, found.changed) == ((), (), ())
    assert len(found.shared) == 6


def test_unknown_documents_are_named() -> None:
    assert "'none'" in diff(reports(), "anping-2017", "none").reason


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("安平县2017年和2018年报告相比新增了哪些项目", ["南山公园"]),
        ("which projects of 安平县 are new in 2018 compared to 2017", ["南山公园"]),
        ("安平县2018年报告和2017年相比少了哪些项目", ["西河治理工程"]),
        ("安平县2017年和2018年都提到了哪些项目", ["东河大桥"]),
        ("2017年提出的目标哪些完成了", ["地区生产总值"]),
        ("which 2017 targets of 安平县 were met", ["地区生产总值"]),
        ("which 2017 targets of 安平县 were missed", ["一般公共预算收入"]),
        ("2017年的目标哪些没有完成", ["一般公共预算收入"]),
        ("which 2017 targets of 安平县 are not mentioned in 2018", ["造林面积"]),
        ("西河治理工程由谁牵头", ["县水利局"]),
        ("who supports 西河治理工程", ["县财政局"]),
        ("县水利局牵头哪些项目", ["西河治理工程"]),
        ("which projects does the county water bureau lead", ["西河治理工程"]),
        ("2018年报告中有哪些已建成的项目", ["东河大桥"]),
    ],
)
def test_questions_over_reports(question: str, labels: list[str]) -> None:
    answer = ask(reports(), question)
    assert not answer.abstained, answer.reason
    assert [item.label for item in answer.answers] == labels
    for item in answer.answers:
        assert item.evidence
        for e in item.evidence:
            assert TEXTS[e.doc][e.start : e.end] == e.quote


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2017年地区生产总值增长多少", "8.9%"),
        ("2017年地区生产总值增长目标是多少", "9%"),
        ("哪一年的地区生产总值最高", "110亿元"),
        ("安平县2016年地区生产总值是多少", "100亿元"),
    ],
)
def test_values_over_reports(question: str, value: str) -> None:
    answer = ask(reports(), question)
    assert [item.value.startswith(value) for item in answer.answers] == [True], answer.to_dict()


def test_a_value_names_its_document_as_the_corpus_does() -> None:
    document = document_from_text("地区生产总值完成100亿元。\n", id="高阳县2018年", metadata=Metadata(place="高阳县"))
    annotation = {
        "entities": [{"id": "g", "type": "Indicator", "name": "地区生产总值", "mentions": ["地区生产总值"]}],
        "observations": [
            {"indicator": "g", "value": 100, "unit": "亿元", "kind": "actual", "period": "2017", "evidence": "100亿元"}
        ],
        "relations": [],
    }
    store = Store.open()
    store.replace(document.id, quads_of(document, structure(document), from_annotation(annotation, document)))
    (value,) = series(store, "地区生产总值").to_dict()["lines"][0]["levels"]
    assert value["doc"] == document.id == value["evidence"][0]["doc"]
