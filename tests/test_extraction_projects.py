"""Projects and programmes in single sentences, after the annotation guide."""

import pytest
from test_extraction_reading import reading_of

from kg.extraction import undertakings


def names(text: str) -> set[str]:
    return {c.name for c in undertakings.find(reading_of(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动苏岙垃圾场生态治理工程。", {"苏岙垃圾场生态治理工程"}),
        ("完成柳市中学迁扩建。", {"柳市中学迁扩建"}),
        ("垟心、黄华堡、东风等旧村改造工程全面启动。", {"垟心旧村改造工程", "黄华堡旧村改造工程", "东风旧村改造工程"}),
        ("开工翁象大道、中山大道、黄华大道等工程。", {"翁象大道", "中山大道", "黄华大道"}),
        ("永清广高铁前期工作有力推进。", {"永清广高铁"}),
        ("全面开展“三送三解三优”行动。", {"“三送三解三优”行动"}),
        ("深入实施公共服务“七优享”工程。", {"公共服务“七优享”工程"}),
        ("推进平安柳市建设。", {"平安柳市建设"}),
        ("对保沧路县城段进行了道路铺装和绿化亮化。", {"保沧路县城段道路铺装和绿化亮化"}),
        ("编制《柳市空间发展战略规划》。", {"《柳市空间发展战略规划》"}),
    ],
)
def test_named_undertakings_are_found(text: str, expected: set[str]) -> None:
    assert expected <= names(text)


@pytest.mark.parametrize(
    "text",
    [
        "推进旧村改造。",
        "加强市政管网建设。",
        "新建公办幼儿园3所。",
        "打造一批特色小镇。",
        "提高办事效率。",
        "加强基础设施建设。",
        "深化审批制度改革。",
    ],
)
def test_generic_work_counts_and_reforms_are_none(text: str) -> None:
    assert names(text) == set()


def test_programmes_are_told_from_projects() -> None:
    kinds = {c.name: c.type for c in undertakings.find(reading_of("开展打击偷税专项行动，建成瓯江口大桥。"))}
    assert kinds["瓯江口大桥"] == "Project"
    assert "Programme" in kinds.values()
