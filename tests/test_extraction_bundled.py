"""What must and must not be read in the bundled document, the slides of a town's report read by a machine."""

from functools import cache
from pathlib import Path

import pytest

from corpus.reading import document_from_text, read
from corpus.structuring import structure
from kg.extraction.extract import extract
from kg.extraction.result import Extraction
from kg.naming import fold

PATH = Path(__file__).parent.parent / "corpus/documents/liushi-2016.txt"

THINGS = [
    ("Programme", "五水共治", "绿色发展", "ongoing"),
    ("Programme", "三改一拆", "绿色发展", "ongoing"),
    ("Programme", "四边三化", "绿色发展", "ongoing"),
    ("Programme", "两路两侧", "绿色发展", "ongoing"),
    ("Programme", "“消灭黑臭河、劣V类水”行动计划", "绿色发展", "planned"),
    ("Programme", "千百工程", "协调发展", "ongoing"),
    ("Programme", "消防安全“双月”攻坚专项行动", "共享发展", "completed"),
    ("Programme", "三转一市", "创新发展", "ongoing"),
    ("Programme", "天网工程", "共享发展", "planned"),
    ("Programme", "产品智造升级计划", "创新发展", "planned"),
    ("Project", "数字城管", "绿色发展", "completed"),
    ("Project", "垃圾焚烧发电厂", "协调发展", "completed"),
    ("Project", "黄华堡旧村改造工程", "协调发展", "completed"),
    ("Project", "巴度电商孵化园", "创新发展", "completed"),
    ("Project", "老年大学", "共享发展", "completed"),
    ("Project", "苏岙垃圾场生态治理工程", "绿色发展", "ongoing"),
    ("Project", "瓯江北口大桥", "协调发展", "ongoing"),
    ("Project", "柳市现代广场购物中心", "创新发展", "planned"),
    ("Project", "翁象大道", "协调发展", "planned"),
    ("Project", "柳市文化中心", "共享发展", "ongoing"),
    ("Reform", "全镇“一张图”规划", "协调发展", "planned"),
    ("Reform", "社会基层治理“一张网”机制", "共享发展", "ongoing"),
    ("Reform", "政府信息公开制度", "体制改革", "completed"),
    ("Reform", "强镇扩权改革", "体制改革", "ongoing"),
    ("Reform", "投融资体制改革", "体制改革", "ongoing"),
    ("Reform", "经济风险预警机制", "体制改革", "planned"),
    ("Goal", "产业高地", "创新发展", ""),
    ("Goal", "品质城市", "协调发展", ""),
    ("Goal", "“柳市制造”向“柳市智造”转型", "创新发展", ""),
    ("Goal", "“一核四组团”空间开发格局", "协调发展", ""),
]


@cache
def found() -> Extraction:
    document = read(PATH)
    return extract(document, structure(document))


def claims(predicate: str) -> set[tuple[str, str]]:
    names = {e.id: e.name for e in found().entities}
    return {(names[c.subject], names.get(c.object, c.object)) for c in found().claims if c.predicate == predicate}


@pytest.mark.parametrize(("type", "name", "theme", "status"), THINGS)
def test_a_thing_is_found_with_its_theme_and_status(type: str, name: str, theme: str, status: str) -> None:
    assert (type, name) in {(e.type, e.name) for e in found().entities}
    assert (name, f"theme:{theme}") in claims("serves")
    assert not status or (name, f"status:{status}") in claims("hasStatus")


def test_no_name_holds_white_space_or_a_verb_or_a_fragment() -> None:
    names = {n for e in found().entities for n in (e.name, *e.aliases)}
    assert not [n for n in names if " " in n]
    assert not names & {
        "构筑产业高地",
        "建设品质城市",
        "得到加强",
        "饮用水等基础设施",
        "文化品牌",
        "五有色金属交易市场",
    }
    assert not [n for n in names if n.startswith(("人民2个", "五水共治消除"))]


def test_a_name_whose_beginning_the_page_lost_is_uncertain() -> None:
    (market,) = [e for e in found().entities if e.name == "有色金属交易市场"]
    assert not market.certain


def test_the_body_that_runs_the_property_answers_for_the_reform_above_it() -> None:
    names = {e.id: e.name for e in found().entities}
    (claim,) = [c for c in found().claims if names.get(c.object) == "柳市镇城投公司"]
    assert (names[claim.subject], claim.predicate) == ("投融资体制改革", "responsibleBody")
    assert (claim.role, claim.basis) == ("operate", "section")


def test_the_bodies_that_the_pilots_set_up() -> None:
    bodies = {"柳市镇综合执法中队", "柳市镇行政审批服务中心", "市公共资源交易中心柳市分中心"}
    assert bodies <= {e.name for e in found().entities if e.type == "Agency"}
    assert {b for a, b in claims("establishes") if a == "省小城市培育试点"} == bodies


def test_a_level_is_of_its_year() -> None:
    names = {e.id: e.name for e in found().entities}
    levels = {(names[o.indicator], o.period) for o in found().observations if o.kind == "actual"}
    assert {("地区生产总值", "2016"), ("城镇居民人均可支配收入", "2016"), ("固定资产投资", "2016")} <= levels
    assert "垃圾河、黑臭河数" in {name for name, _ in levels}


@pytest.mark.parametrize(
    ("read_by_machine", "printed"),
    [
        ("开展消防安全 双月 攻坚专项行动。", "开展消防安全“双月”攻坚专项行动。"),
        ("深化 三转一市 ,着力培育企业。", "深化“三转一市”,着力培育企业。"),
        ("持续开展 三改一拆 四边三化 两路两侧 , 加强整治。", "持续开展“三改一拆”“四边三化”“两路两侧”, 加强整治。"),
        ("推进社会化视频监控 天网工程 ,推行登记。", "推进社会化视频监控“天网工程”,推行登记。"),
        ("推动 本地制造 向 本地智造 转型。", "推动“本地制造”向“本地智造”转型。"),
    ],
)
def test_a_text_that_lost_its_marks_gives_the_names_of_the_whole_one(read_by_machine: str, printed: str) -> None:
    assert _names(read_by_machine) == _names(printed) != set()


def _names(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="t")
    return {(e.type, fold(e.name)) for e in extract(document, structure(document)).entities}
