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
        ("实施柳林河治理工程，完成污水管网20公里。", {"柳林河治理工程"}),
        ("启动曲河、七节河、界河河道疏浚工程。", {"曲河河道疏浚工程", "七节河河道疏浚工程", "界河河道疏浚工程"}),
        ("深入打好蓝天、碧水、净土保卫战。", {"蓝天保卫战", "碧水保卫战", "净土保卫战"}),
        ("黄坪屠宰加工、石岭黑猪养殖基地、小白羽肉鸡育种3个项目开工。", {"黄坪屠宰加工项目", "石岭黑猪养殖基地"}),
        ("新建北陈候、西腰山等农村公路46.4公里。", {"北陈候农村公路", "西腰山农村公路"}),
        ("对金龙汽车、立亚包装新材料等6个在建项目加强服务。", {"金龙汽车项目", "立亚包装新材料项目"}),
        ("推进县医院改造。", {"县医院改造"}),
        ("推进建设北路改造工程。", {"建设北路改造工程"}),
        ("深入实施先进制造业集群培育提升行动。", {"先进制造业集群培育提升行动"}),
        ("健全省、市、县三级社会治安综合信息平台。", {"省、市、县三级社会治安综合信息平台"}),
        ("柳河跨境电商公共服务平台新入驻企业45家。", {"柳河跨境电商公共服务平台"}),
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
        "将县城建成布局合理、功能完备、环境优美的现代工业园区。",
        "以提高经济发展质量和效益为中心。",
        "在加快形成新质生产力上攻坚。",
        "创建国家5A级旅游景区。",
        "打通城市断头路。",
    ],
)
def test_generic_work_counts_and_reforms_are_none(text: str) -> None:
    assert names(text) == set()


def test_programmes_are_told_from_projects() -> None:
    kinds = {c.name: c.type for c in undertakings.find(reading_of("开展打击偷税专项行动，建成瓯江口大桥。"))}
    assert kinds["瓯江口大桥"] == "Project"
    assert "Programme" in kinds.values()
