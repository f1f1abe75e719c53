"""Metadata read off the text."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.adjacency import binding, learn
from corpus.gazetteer import complete, level_of, regions, split
from corpus.inference import infer
from corpus.standpoint import data, standpoint

REPORT = """政府工作报告
——2011年2月19日在涞水县第十四届人民代表大会第五次会议上
涞水县人民政府县长 于某某
各位代表：
现在，我代表县人民政府，向大会作工作报告，请予审议。
一、“十一五”工作回顾
“十一五”时期，是不平凡的五年。
"""
OPINION = """国务院关于促进综合保税区
高水平开放高质量发展的若干意见
国发〔2019〕3号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
综合保税区是开放型经济的重要平台，现提出以下意见：
一、指导思想
坚持新发展理念。
国务院
2019年1月12日
（此件公开发布）
"""
NOTICE = """关于印发《吴泾镇城镇房屋安全隐患排查整治工作方案》的通知
闵吴府发〔2021〕5号
各村（居），机关各办（部门），镇属事业单位（公司）：
现印发给你们，请认真贯彻落实。
闵行区吴泾镇人民政府
2021年7月2日

吴泾镇城镇房屋安全隐患排查整治工作方案
一、工作目标
全面完成排查。
"""


def test_work_report() -> None:
    found = infer(REPORT)
    assert (found.title, found.issuer, found.place) == ("政府工作报告", "涞水县人民政府", "涞水县")
    assert (found.level, found.kind, found.date, found.year) == ("county", "work_report", "2011-02-19", 2011)
    assert {"title", "issuer", "place", "level", "kind", "date", "year"} <= found.inferred


def test_opinion() -> None:
    found = infer(OPINION)
    assert found.title == "国务院关于促进综合保税区高水平开放高质量发展的若干意见"
    assert (found.issuer, found.level, found.kind) == ("国务院", "central", "opinion")
    assert (found.number, found.date, found.year) == ("国发〔2019〕3号", "2019-01-12", 2019)


def test_notice_has_the_kind_of_what_it_carries() -> None:
    found = infer(NOTICE)
    assert (found.kind, found.level, found.number) == ("scheme", "town", "闵吴府发〔2021〕5号")
    assert (found.issuer, found.date) == ("闵行区吴泾镇人民政府", "2021-07-02")


@pytest.mark.parametrize(
    ("beginning", "year"),
    [
        ("一、2023年工作回顾\n过去一年，成绩显著。", 2024),
        ("一、2023年工作回顾\n今年是开局之年，成绩显著。", 2023),
        ("一、工作回顾\n成绩显著。\n二、2024年工作安排\n做好各项工作。", 2024),
        ("一、总体要求\n做好各项工作。", None),
    ],
)
def test_reference_year_of_a_report_without_date(beginning: str, year: int | None) -> None:
    assert infer(f"各位代表：\n现在，我代表市人民政府向大会作政府工作报告。\n{beginning}\n").year == year


def test_file_name_is_the_last_resort() -> None:
    text = "各位代表：\n现在，我代表县人民政府向大会报告工作。\n过去的工作成效明显。\n"
    assert infer(text, "x/2012年徐水县政府工作报告.txt").year == 2012
    assert infer(text, "x/2012年徐水县政府工作报告.txt").place == "徐水县"
    assert infer(text).year is None


def test_text_without_facts_claims_none() -> None:
    found = infer("今天天气很好。\n")
    assert found.inferred == frozenset()


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    found = infer(text)
    assert all(getattr(found, field) for field in found.inferred)


def test_a_date_before_a_place_is_no_part_of_it() -> None:
    head = "徐水区人民政府工作报告\n2019年2月20日在保定市徐水区第一届人民代表大会第三次会议上\n各位代表：\n"
    assert infer(head + "现在，我代表区人民政府向大会作工作报告。\n").place.endswith("保定市徐水区")
    dated = "政府工作报告\n——2019年2月20日保定市徐水区第一届人民代表大会第三次会议\n各位代表：\n"
    assert not infer(dated + "现在，我代表区人民政府向大会作工作报告。\n").place.startswith("日")


def test_places() -> None:
    assert complete(split("温州市乐清市柳市镇")) == ["浙江省", "温州市", "乐清市", "柳市镇"]
    assert level_of(["河北省", "保定市", "满城区"]) == "county"
    assert level_of(["河北省", "保定市"]) == "city"
    assert level_of(["上海市"]) == "province"
    assert level_of(["易县"]) == "county"
    assert len([r for r in regions() if r.province is None]) == 34
    assert len({r.name for r in regions()}) == len(regions())


def test_words_that_belong_together_bind() -> None:
    assert binding("城镇居民", "人均可支配收入") > 3 > -3 > binding("城镇居民", "深化投融资体制")
    assert binding("建立政府信息公开制", "度,行政复议") > 3
    assert binding("", "国家") == binding("国家", "") == 0.0


def test_counts_are_made_the_same_each_time() -> None:
    texts = ["坚持稳中求进工作总基调。"] * 20
    assert learn(texts) == learn(iter(texts))


def test_policy_corpus(shared: Path) -> None:
    """Measured shares over the five levels; they may rise, not fall."""
    right: Counter[str] = Counter()
    files = sorted((shared / "policy" / "county_gwr").glob("*.txt"))
    assert len(files) == 76
    for file in files:
        found = infer(file.read_text(encoding="utf-8-sig"), str(file))
        right["level"] += found.level == "county"
        right["year"] += str(found.year) in file.stem
        right["kind"] += found.kind == "work_report"
    assert right["level"] >= 75
    assert right["year"] >= 74
    assert right["kind"] == 76


SELF_REFERENCES = [
    pytest.param(re.compile(entry["pattern"]), entry, id=f"{kind}:{entry.get('level', 'central')}")
    for kind in ("own", "bodies", "central")
    for entry in data()[kind]
]


@pytest.mark.parametrize(("pattern", "entry"), SELF_REFERENCES)
def test_self_references_find_their_examples(pattern: re.Pattern[str], entry: dict[str, list[str]]) -> None:
    assert entry["matches"]
    assert [text for text in entry["matches"] if not pattern.search(text)] == []
    assert [text for text in entry["rejects"] if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("全市上下努力。全省第一，全省先进，省委、省政府肯定。我市企业。全市增长。", "city"),
        ("（省大数据局、省财政厅牵头）全省建成一批。市县配合。省委要求。", "province"),
        ("我国经济发展。国家能源局牵头。各省、自治区。", "central"),
        ("全县上下努力，全市领先。全县增长，我县企业。", "county"),
        ("应用一：形式审查。", None),
        ("", None),
    ],
)
def test_a_text_shows_the_level_it_speaks_from(text: str, level: str | None) -> None:
    assert standpoint(text) == level


def test_a_text_without_masthead_is_placed_by_how_it_speaks() -> None:
    text = """为推动先进制造业发展，结合我市实际，制定本方案。
一、总体目标
全市规模持续扩大，推动青岛产业集聚。
二、重点任务
打造青岛品牌。（责任单位：市科技局、市财政局）
"""
    found = infer(text)
    assert (found.title, found.place, found.level, found.kind) == ("", "山东省青岛市", "city", "scheme")


def test_the_first_of_several_bodies_that_sign_is_the_issuer() -> None:
    text = "各省、自治区、直辖市：\n现提出以下意见。\n国家发展改革委\n中 央 网 信 办\n国 家 能 源 局\n2020年12月23日\n"
    found = infer(text)
    assert (found.issuer, found.date, found.level) == ("国家发展改革委", "2020-12-23", "central")


@pytest.mark.parametrize(
    ("closing", "issuer"),
    [
        ("第二十条 本办法由济南市科技局负责解释。", "济南市科技局"),
        ("第十四条 本办法由国家能源局、国家矿山安全监察局负责解释。", "国家能源局"),
        ("来源：山东省大数据局", "山东省大数据局"),
        ("青岛市工业和信息化局办公室　2020年9月22日印发", "青岛市工业和信息化局办公室"),
    ],
)
def test_who_explains_or_published_a_document_issued_it(closing: str, issuer: str) -> None:
    assert infer(f"第一章 总则\n第一条 为规范管理，制定本办法。\n{closing}\n").issuer == issuer


def test_the_beginning_of_running_text_is_no_title() -> None:
    wrapped = "近年来，各产煤省区认真贯彻落实决策部署，创造性\n推进煤矿智能化建设，涌现出了一大批管理科学的\n煤矿。\n"
    assert infer(wrapped).title == ""
    assert infer(wrapped, "近年来，各产煤省区、煤炭企业认真贯彻.txt").title == ""


def test_a_file_name_in_words_is_a_title_where_the_text_has_none() -> None:
    text = "为推动船舶工业发展，制定本行动计划。\n一、现状\n我国船舶工业。\n"
    found = infer(text, "2018-12-27_117__Action_Plan_for_Intelligent_Ship_Development_(2019-2021).txt")
    assert found.title == "Action Plan for Intelligent Ship Development (2019-2021)"
    assert (found.date, found.period, found.kind) == ("2018-12-27", "2019/2021", "plan")


def test_a_meeting_that_is_told_of_is_news() -> None:
    assert infer("2017年6月6日，联盟筹备会在北京召开，提出了意见和建议。\n会议讨论了章程。\n").kind == "news"
