"""What an indicator measures."""

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract

REPORT = Metadata(title="政府工作报告", kind="work_report", year=2019, period="2018/2019", level="county")


def measures(text: str) -> set[tuple[str, str, str]]:
    document = document_from_text(text, id="d", metadata=REPORT)
    extraction = extract(document, structure(document))
    names = {e.id: e.name for e in extraction.entities}
    for claim in extraction.claims:
        assert all(document.source[s.start : s.end].strip() for s in claim.evidence)
    return {
        (names[c.subject], names.get(c.object, c.object), c.basis)
        for c in extraction.claims
        if c.predicate == "measures"
    }


def test_by_section_to_the_theme_of_the_heading() -> None:
    found = measures(
        "一、2018年工作回顾\n（一）生态环境持续改善。森林覆盖率达到26%。\n（二）民生福祉不断增进。新建幼儿园3所。\n"
    )
    assert ("森林覆盖率", "theme:绿色发展", "section") in found
    assert ("幼儿园数", "theme:共享发展", "section") in found


def test_by_clause_to_the_programme_under_which_the_work_is_done() -> None:
    found = measures("一、2018年工作回顾\n深入实施“千村示范、万村整治”工程，整治提升村庄120个。\n")
    assert any("千村示范" in thing and basis == "stated" for _, thing, basis in found)


def test_a_list_of_names_is_not_measured_by_the_count_that_closes_it() -> None:
    found = measures("一、2018年工作回顾\n完成了西街小学迁建、高阳中学教学楼改建等25所学校建设项目。\n")
    assert not any("西街小学" in thing for _, thing, _ in found)


def test_what_follows_a_reform_does_not_measure_it() -> None:
    found = measures("一、2018年工作回顾\n严格落实河湖长制，清理河道垃圾2.5万方。\n")
    assert any(indicator for indicator, _, _ in found)
    assert not any("河湖长制" in thing for _, thing, _ in found)
