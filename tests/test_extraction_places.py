"""Places that projects lie in."""

import pytest

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract
from kg.extraction.jurisdiction import members
from kg.extraction.place_names import ambiguous, gazetteer, village


def located(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="t")
    found = extract(document, structure(document))
    names = {e.id: e.name for e in found.entities}
    return {(names[c.subject], names[c.object]) for c in found.claims if c.predicate == "locatedIn"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动庞口镇污水处理厂建设。", ("庞口镇污水处理厂建设", "庞口镇")),
        ("开工温州机场三期扩建工程。", ("温州机场三期扩建工程", "温州")),
        ("设立吉布提、迪拜海外仓。", ("迪拜海外仓", "迪拜")),
        ("实施孝义河河道综合整治工程。", ("孝义河河道综合整治工程", "孝义河")),
        ("推进黄花滩1200兆瓦抽水蓄能电站建设。", ("黄花滩1200兆瓦抽水蓄能电站建设", "黄花滩")),
        ("建设浙南作物育种省级重点实验室。", ("浙南作物育种省级重点实验室", "浙南")),
        ("推进中国（宣城）跨境电商综合试验区建设。", ("中国（宣城）跨境电商综合试验区建设", "宣城")),
        ("建设南丰至南昌高速公路。", ("南丰至南昌高速公路", "南昌")),
        ("建成加定至西海等公路。", ("加定至西海公路", "西海")),
        ("开工镇巴至陕川界高速项目。", ("镇巴至陕川界高速项目", "镇巴")),
        ("建设六枝经开区美锦铁路专用线。", ("六枝经开区美锦铁路专用线", "六枝经开区")),
        ("开工大唐抚州电厂扩建工程。", ("大唐抚州电厂扩建工程", "抚州")),
        ("实施柴各庄、东安阳等4个村安全饮水提升工程。", ("东安阳村安全饮水提升工程", "东安阳")),
    ],
)
def test_the_place_in_a_name_is_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in located(text)


@pytest.mark.parametrize(
    "text", ["深入实施快递下乡工程。", "开展非洲猪瘟防控阻击战。", "建成湘江西路。", "推进中心城区改造工程。"]
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert located(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动垟心、黄华堡、东风等旧村改造工程。", {"垟心", "黄华堡", "东风"}),
        ("建成冉庄、温仁等污水处理厂。", {"冉庄", "温仁"}),
        ("实施湖头村、上池村美丽乡村改造工程。", {"湖头村", "上池村"}),
        ("设立吉布提、迪拜海外仓。", {"吉布提", "迪拜"}),
    ],
)
def test_each_place_of_a_series_is_found(text: str, expected: set[str]) -> None:
    assert {place for _, place in located(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "开工白洋淀大道工程。",
        "加快杭绍台铁路建设。",
        "推进紫金锂业锂矿采选项目。",
        "完成长城汽车模具铸造项目。",
        "推进棚户区改造工程。",
        "实施其他村改造提升工程。",
        "开工建设毛家庄煤矿。",
        "推进老旧小区改造工程。",
        "推进山水林田湖生态工程。",
    ],
)
def test_roads_makes_and_kinds_of_place_are_none(text: str) -> None:
    assert located(text) == set()


def test_the_section_of_a_road_lies_in_its_county() -> None:
    assert ("津石高速高阳段建设", "高阳") in located("完成津石高速高阳段建设。")


@pytest.mark.parametrize(
    ("place", "some", "none"),
    [
        ("浙江省舟山市", {"六横", "岱山"}, {"庞口", "桃花"}),
        ("高阳县", {"庞口", "邢家南"}, {"六横", "高阳"}),
        ("河北省保定市高阳县", {"庞口"}, set()),
        ("浙江省", set(), {"六横"}),
        ("", set(), {"六横"}),
    ],
)
def test_the_towns_of_a_place_are_known_where_it_is_a_county_or_prefecture(
    place: str, some: set[str], none: set[str]
) -> None:
    assert some <= members(place)
    assert not none & members(place)


def test_a_town_of_the_documents_county_is_a_place() -> None:
    text = "米易县2022年政府工作报告\n\n建设普威雪梨现代农业园区。"
    assert located(text) == {("普威雪梨现代农业园区", "普威")}


def test_a_place_further_on_tells_more_than_the_province_before_it() -> None:
    assert {place for _, place in located("开工贵州能源水城燃煤发电项目。")} == {"水城"}
    assert {place for _, place in located("编制《河北雄安新区总体规划》。")} == {"雄安新区"}


def test_no_ambiguous_name_is_in_the_gazetteer() -> None:
    assert ambiguous() & gazetteer() == set()
    assert {"高阳", "苍南", "湖南省", "永州"} <= gazetteer()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福泽园小区供热管网改造", (0, 5)),
        ("老旧小区改造", None),
        ("冉庄污水处理厂", (0, 2)),
        ("状元岙二期", (0, 3)),
        ("城市污水处理厂", None),
        ("乡镇卫生院", None),
    ],
)
def test_villages_are_told_by_what_is_called_after_them(name: str, expected: tuple[int, int] | None) -> None:
    assert village(name, 0) == expected


def test_the_towns_of_a_county_are_known_by_its_former_name() -> None:
    assert "大王店" in members("徐水县")
    assert members("徐水县") == members("保定市徐水县") == members("保定市徐水区")
