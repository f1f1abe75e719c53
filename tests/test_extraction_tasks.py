"""Tasks of opinions and schemes; reports have none."""

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction import tasks
from kg.extraction.reading import Reading, read

SCHEME = """关于印发《某镇房屋排查整治工作方案》的通知
各村（居）：
现将方案印发给你们。
一、总体要求
坚持问题导向。
二、工作任务
（一）摸底排查
各居村要进行全面摸底。
1.重点排查。对隐患较大的房屋完成排查。
2.全面排查。对所有房屋完成排查。
（二）全面整治
对一般损坏房制定计划。
三、保障措施
（一）强化组织领导
成立领导小组。
"""


def reading_as(text: str, kind: str, title: str = "") -> Reading:
    document = document_from_text(text, id="t", metadata=Metadata(kind=kind, title=title))  # type: ignore[arg-type]
    return read(document, structure(document))


def names(reading: Reading) -> list[str]:
    return [c.name for c in tasks.find(reading)]


def test_numbered_titles_are_tasks_and_chapters_and_aims_are_not() -> None:
    found = names(reading_as(SCHEME, "scheme", "某镇房屋排查整治工作方案"))
    assert found == ["摸底排查", "重点排查", "全面排查", "全面整治", "强化组织领导"]


def test_reports_have_no_tasks() -> None:
    assert names(reading_as(SCHEME, "work_report", "政府工作报告")) == []


def test_a_document_that_says_who_answers_for_its_sections_has_tasks_whatever_its_kind() -> None:
    sections = [
        ("一", "优化供给结构", "（工业和信息化部、发展改革委牵头，各地区负责）"),
        ("二", "推进互联互通", "（工业和信息化部牵头，各地区负责）"),
        ("三", "健全共享机制", "（发展改革委牵头，各部门按职责分工负责）"),
    ]
    text = "各省、自治区、直辖市人民政府：\n" + "\n".join(
        f"（{number}）{title}。加强统筹，稳步推进。{duty}" for number, title, duty in sections
    )
    assert names(reading_as(text, "other")) == [title for _, title, _ in sections]
    assert names(reading_as(text.replace("牵头", "支持").replace("负责", "参观"), "other")) == []


def test_a_mention_is_the_title_in_the_text() -> None:
    reading = reading_as(SCHEME, "scheme", "某镇房屋排查整治工作方案")
    for candidate in tasks.find(reading):
        assert reading.text[candidate.start : candidate.end] == candidate.name


def test_divisions_of_duties_assign_tasks() -> None:
    text = SCHEME + (
        "（二）细化职责分工\n经发办负责园区企业的房屋安全隐患排查工作；\n社区办负责居民区的房屋安全隐患排查工作；\n"
        "安监所负责人员密集场所的消防安全宣传工作；\n"
    )
    found = {c.name: c.certain for c in tasks.find(reading_as(text, "scheme", "某镇房屋排查整治工作方案"))}
    assert found["居民区的房屋安全隐患排查工作"] is False
    assert found["细化职责分工"] is True


def test_a_document_without_sections_has_no_tasks() -> None:
    assert names(reading_as("各居村要进行全面摸底。", "scheme")) == []
