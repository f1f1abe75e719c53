"""Who answers for what: lists in brackets, labels, subjects; and the roles they give."""

import pytest
from test_extraction_reading import reading_of
from test_extraction_tasks import SCHEME, reading_as

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.claim import Claim
from kg.extraction import agencies, bodies, reforms, tasks
from kg.extraction.candidate import Candidate
from kg.extraction.duty import duties
from kg.extraction.inventory import assemble
from kg.extraction.reading import Reading, read


def roles(text: str) -> list[tuple[str, str | None]]:
    view = reading_of(text)
    return [(view.text[s.start : s.end], s.role) for duty in duties(view) for s in duty.shares]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强领导。（财政部、教育部负责）", [("财政部", None), ("教育部", None)]),
        ("推进建设。（省大数据局牵头，省财政厅、省科技厅按职责分工负责）",
         [("省大数据局", "lead"), ("省财政厅", None), ("省科技厅", None)]),
        ("推进建设。（省科技厅牵头，省财政厅配合）", [("省科技厅", "lead"), ("省财政厅", "support")]),
        ("推进建设。（牵头单位：省科技厅；配合单位：省财政厅）", [("省科技厅", "lead"), ("省财政厅", "support")]),
        ("推进建设。（商务部会同海关总署负责）", [("商务部", None), ("海关总署", "support")]),
        ("推进建设。\n责任单位：市教育局、市财政局\n", [("市教育局", None), ("市财政局", None)]),
        ("推进。（文化和旅游部、工业和信息化部负责，排在第一位的部门为牵头部门）",
         [("文化和旅游部", "lead"), ("工业和信息化部", None)]),
        ("试点。（负责部门：证监会、人民银行）", [("证监会", None), ("人民银行", None)]),
        ("推行。（农业农村部指导，试点城市政府负责落实）", [("农业农村部", None), ("试点城市政府", None)]),
        ("应对。（应急部、国家卫生健康委等相关部门按职责分工负责）", [("应急部", None), ("国家卫生健康委", None)]),
        ("培训。（财政部等有关部门和单位负责）", [("财政部", None), ("有关部门和单位", None)]),
        ("稳岗。（人力资源社会保障部、财政部负责。列第一位者为牵头单位，下同）",
         [("人力资源社会保障部", "lead"), ("财政部", None)]),
        ("全镇人口（不含外来人口）增加。", []),
    ],
)  # fmt: skip
def test_lists_of_duties(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [r for r in roles(text) if "为牵头" not in r[0]] == expected


def test_the_first_of_a_list_leads_where_the_document_says_so() -> None:
    text = "优化管理。（海关总署、财政部负责，排在第一位的部门为牵头部门，下同）\n推进整合。（商务部、海关总署负责）"
    assert [role for _, role in roles(text)] == ["lead", None, "lead", None]


def claims(view: Reading, *more: Candidate) -> set[tuple[str, str, str, str | None]]:
    inventory = assemble(view, [*agencies.find(view), *tasks.find(view), *reforms.find(view), *more])
    found: list[Claim] = bodies.find(view, inventory)
    name = {e.id: e.name for e in inventory.entities.values()}
    return {(name[c.subject], c.predicate, name[c.object], c.role) for c in found}


def test_a_bracket_at_the_end_of_a_task_is_the_tasks() -> None:
    text = SCHEME.replace("对一般损坏房制定计划。", "对一般损坏房制定计划。（镇房管所牵头，规建生态办配合）")
    found = claims(reading_as(text, "scheme", "某镇房屋排查整治工作方案"))
    assert ("全面整治", "responsibleBody", "镇房管所", "lead") in found
    assert ("全面整治", "responsibleBody", "规建生态办", "support") in found


def test_a_subject_in_a_task_answers_for_it() -> None:
    found = claims(reading_as(SCHEME, "scheme", "某镇房屋排查整治工作方案"))
    assert ("摸底排查", "responsibleBody", "各居村", None) in found


def test_a_subject_answers_for_what_its_sentence_names() -> None:
    found = claims(reading_of("房管所负责牵头组织排查，健全城镇房屋档案管理制度。"))
    assert ("城镇房屋档案管理制度", "responsibleBody", "房管所", "lead") in found


def test_a_body_that_must_answers_for_the_task_beside_what_its_sentence_names() -> None:
    text = SCHEME.replace("对一般损坏房制定计划。", "规建生态办要健全城镇房屋档案管理制度。")
    found = claims(reading_as(text, "scheme", "某镇房屋排查整治工作方案"))
    assert ("全面整治", "responsibleBody", "规建生态办", None) in found
    assert ("城镇房屋档案管理制度", "responsibleBody", "规建生态办", None) in found


def test_a_body_that_is_no_subject_answers_for_nothing() -> None:
    assert claims(reading_of("在县委的坚强领导下，深化国有企业改革。")) == set()


def test_a_task_establishes_the_body_that_it_sets_up() -> None:
    text = SCHEME.replace("成立领导小组。", "成立镇房屋排查整治工作领导小组。")
    found = claims(reading_as(text, "scheme", "某镇房屋排查整治工作方案"))
    assert ("强化组织领导", "establishes", "镇房屋排查整治工作领导小组", None) in found


def test_an_empty_document_has_no_claims() -> None:
    assert claims(reading_of("")) == set()


def test_the_issuer_answers_by_inference_for_tasks_without_a_body() -> None:
    text = SCHEME.replace("现将方案印发给你们。", "现将方案印发给你们。\n吴泾镇人民政府")
    document = document_from_text(text, id="t", metadata=Metadata(kind="scheme", title="方案", issuer="吴泾镇人民政府"))
    view = read(document, structure(document))
    inventory = assemble(view, [*agencies.find(view), *tasks.find(view)])
    found = {inventory.entities[c.subject].name: c for c in bodies.find(view, inventory)}
    assert found["全面整治"].basis == "inferred"
    assert found["摸底排查"].basis == "stated"
