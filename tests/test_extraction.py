"""The whole of extraction: same input, same output; verbatim evidence; figures on the gold documents."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.reading import document_from_text, read
from corpus.structuring import structure
from kg import scoring
from kg.annotation import to_annotation
from kg.extraction.candidate import Candidate
from kg.extraction.extract import extract
from kg.extraction.inventory import assemble
from kg.extraction.reading import read as read_clauses
from kg.extraction.result import Extraction
from kg.extraction.rivalry import settle
from kg.naming import fold

SAMPLE = """柳市镇2016年政府工作报告
一、2016年工作回顾
一年来，我们完成了柳市中学迁扩建，瓯江口大桥建成通车。深化强镇扩权改革，城镇登记失业率控制在3%以内。
二、2017年工作安排
（一）推进绿色发展，打造绿色空间
开工翁象大道、中山大道、黄华大道等工程。由镇城投公司负责苏岙垃圾场生态治理工程，新增绿地9.6万平方米。争创国家卫生镇。
"""
WORDS = (
    *(
        "建设",
        "推进",
        "深化",
        "改革",
        "工程",
        "项目",
        "大桥",
        "柳市镇",
        "由",
        "负责",
        "责任单位：",
        "住建局",
        "增长",
        "达到",
    ),
    *(
        "（",
        "）",
        "“",
        "”",
        "、",
        "，",
        "。",
        "；",
        "\n",
        "一、",
        "（一）",
        "2017年",
        "9.6万平方米",
        "%",
        "等",
        "的",
        "了",
    ),
    *("机制", "试点", "打造", "高地"),
)


def run(text: str) -> tuple[Document, Extraction]:
    document = document_from_text(text, id="t")
    return document, extract(document, structure(document))


def check(document: Document, found: Extraction) -> None:
    """Fail where a mention or an evidence is no slice of the source, or a claim hangs in the air."""
    ids = [e.id for e in found.entities]
    assert len(ids) == len(set(ids))
    for entity in found.entities:
        assert entity.name.strip()
        assert entity.mentions
        assert 0 < entity.confidence <= 1
        assert all(span.end <= len(document.source) for span in entity.mentions)
    for claim in found.claims:
        assert claim.subject in ids
        assert claim.object in ids or claim.object.startswith(("theme:", "status:"))
        assert claim.subject != claim.object
        assert claim.evidence
        assert all(span.end <= len(document.source) for span in claim.evidence)
    for observation in found.observations:
        assert observation.indicator in ids
        assert observation.evidence
    pairs = [(c.subject, c.predicate, c.object) for c in found.claims if c.predicate == "hasStatus"]
    assert len({s for s, _, _ in pairs}) == len(pairs), "one state for each thing"


def test_the_same_input_gives_the_same_output() -> None:
    assert run(SAMPLE)[1] == run(SAMPLE)[1]


def test_a_sample_gives_each_kind_of_thing() -> None:
    document, found = run(SAMPLE)
    check(document, found)
    assert {"Project", "Reform", "Goal", "Agency", "Indicator"} <= {e.type for e in found.entities}
    assert {"serves", "hasStatus", "responsibleBody"} <= {c.predicate for c in found.claims}


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_text_of_policy_words_is_read(text: str) -> None:
    check(*run(text))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    check(*run(text))


def test_a_text_without_names_gives_nothing() -> None:
    assert run("今天天气很好。") == (document_from_text("今天天气很好。", id="t"), Extraction())


def test_names_that_differ_in_quotes_and_build_words_are_one_entity() -> None:
    _, found = run("推进林毛公园建设，林毛公园投入使用。")
    assert len([e for e in found.entities if "林毛公园" in e.name]) == 1


def test_the_longer_of_two_nested_projects_stands() -> None:
    long = Candidate("Project", "庞口镇污水处理厂", 0, 8, "r", 0.7)
    short = Candidate("Project", "污水处理厂", 3, 8, "r", 0.9)
    assert settle([short, long]) == [long]


def test_a_body_beats_a_project_of_the_same_words() -> None:
    body = Candidate("Agency", "便民服务中心", 0, 6, "r", 0.5)
    assert settle([Candidate("Project", "便民服务中心", 0, 6, "r", 0.9), body]) == [body]


def test_merging_keeps_the_fullest_name_and_all_mentions() -> None:
    text = "市第三人民医院，市三医"
    document = document_from_text(text, id="t")
    reading = read_clauses(document, structure(document))
    full = Candidate("Project", "市第三人民医院", 0, 7, "r", 0.7)
    short = Candidate("Project", "市三医", 8, 11, "r", 0.7, ("市第三人民医院",))
    (entity,) = assemble(reading, [short, full]).entities.values()
    assert entity.name == "市第三人民医院"
    assert entity.aliases == ("市三医",)
    assert [s.of(text) for s in entity.mentions] == ["市第三人民医院", "市三医"]


@given(st.text(max_size=40))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@cache
def gold_score(folder: Path) -> scoring.Score:
    scores = []
    for path in sorted(folder.glob("*.json")):
        document = read(path.with_suffix(".txt"))
        found = extract(document, structure(document))
        check(document, found)
        predicted = json.loads(json.dumps(to_annotation(document, found), default=float))
        scores.append(scoring.score(json.loads(path.read_text(encoding="utf-8")), predicted))
    assert len(scores) >= 15
    return scoring.pool(scores)


# Some points below what was measured: to be raised with the extraction, never lowered to pass.
FLOORS = {
    "Project": 0.76,
    "Reform": 0.85,
    "Goal": 0.68,
    "Agency": 0.88,
    "Indicator": 0.82,
    "observations": 0.80,
    "serves": 0.75,
    "responsibleBody": 0.88,
    "partOf": 0.58,
    "hasStatus": 0.80,
}


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_figures_on_the_gold_documents(figure: str, shared: Path) -> None:
    count = gold_score(shared / "gold").counts[figure]
    assert count.f1 >= FLOORS[figure], f"{figure}: precision {count.precision:.3f}, recall {count.recall:.3f}"


def test_macro_f1_of_entities_on_the_gold_documents(shared: Path) -> None:
    assert scoring.macro_f1(gold_score(shared / "gold")) >= 0.82
