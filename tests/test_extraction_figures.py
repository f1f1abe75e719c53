"""Values with their indicators, kinds and periods."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction import figures
from kg.extraction.candidate import Figure
from kg.extraction.extract import extract
from kg.extraction.reading import Reading, read
from kg.naming import fold

REPORT = Metadata(title="政府工作报告", kind="work_report", year=2019, period="2018/2019", level="county")
REVIEW, PLAN = "一、2018年工作回顾\n一年来，我们完成了各项任务。", "二、2019年主要任务\n今年重点抓好以下工作。"


def reading(sentence: str, heading: str = REVIEW, metadata: Metadata = REPORT) -> Reading:
    document = document_from_text(f"{heading}\n{sentence}\n", id="d", metadata=metadata)
    return read(document, structure(document))


def found(sentence: str, heading: str = REVIEW) -> list[Figure]:
    return figures.find(reading(sentence, heading))


def shown(sentence: str, heading: str = REVIEW) -> list[tuple[str, str, str]]:
    return [
        (f.indicator.name, str(f.text if f.value is None else f.value) + f.unit, f.kind)
        for f in found(sentence, heading)
    ]


def test_level_growth_and_multiple_belong_to_one_indicator() -> None:
    assert shown("全县生产总值达到33.1亿元，同比增长15%，是2005年的2.28倍。") == [
        ("生产总值", "33.1亿元", "actual"),
        ("生产总值", "15%", "change"),
        ("生产总值", "2.28倍", "change"),
    ]


def test_values_side_by_side_go_to_their_indicators_in_order() -> None:
    text = "财政收入完成2.38亿元，其中地方预算收入完成1.55亿元，同比增长30.4%、31.5%。"
    assert shown(text)[2:] == [("财政收入", "30.4%", "change"), ("地方预算收入", "31.5%", "change")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("城乡居民人均可支配收入分别达到2.78万元和1.84万元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("公路、水上运输周转量分别增长22%、14%。", ["公路运输周转量", "水上运输周转量"]),
        ("金融机构存贷款余额分别增长12.5%、11.5%。", ["金融机构存款余额", "金融机构贷款余额"]),
        ("游客接待量、旅游综合收入均增长40%以上。", ["游客接待量", "旅游综合收入"]),
        ("改造乡村道路51条、164.3公里。", ["乡村道路数", "乡村道路长度"]),
        ("累计消除返贫风险8811户22522人。", ["返贫风险户数", "返贫风险人数"]),
        ("培育了700万亩粮食、300万亩蔬菜。", ["粮食面积", "蔬菜面积"]),
        ("引进投资10亿元以上项目34个。", ["投资10亿元以上项目数"]),
        ("产值过50亿元的企业达到3家。", ["产值过50亿元的企业数"]),
        ("投资28亿元的大唐热电项目竣工。", ["大唐热电项目投资"]),
        ("完成了137个文明生态村创建。", ["文明生态村创建数"]),
        ("2.2万人脱贫出列。", ["脱贫出列人数"]),
        ("完成完成投资建设5亿元。", ["投资建设额"]),
        ("推动义务教育优质均衡、新建公办幼儿园3所。", ["公办幼儿园数"]),
        ("10亿元以上企业超10家50亿元以上企业2家。", ["10亿元以上企业数", "50亿元以上企业数"]),
        ("规上工业产值和增加值分别达到92亿元和26亿元。", ["规上工业产值", "规上工业增加值"]),
        ("苹果、食用菌、中药材产量分别增长3%、6%、13%。", ["苹果产量", "食用菌产量", "中药材产量"]),
        ("投资960万元完成四座农村危桥改造。", ["农村危桥改造投资", "农村危桥改造数"]),
        ("新增院士工作站3家、创新平台10家。", ["院士工作站数", "创新平台数"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [f.indicator.name for f in found(text)] == names


def test_names_with_and_without_the_verb_are_aliases() -> None:
    (figure,) = found("新建供水管网287.4公里。")
    assert figure.indicator.name == "供水管网长度"
    assert {"新建供水管网长度", "供水管网", "供水管网里程"} <= set(figure.indicator.aliases)


def test_falls_are_negative_and_planned_growth_is_a_target() -> None:
    (fall,) = found("安全生产事故起数下降38.6%。")
    assert (str(fall.value), fall.kind, fall.growth) == ("-38.6", "change", True)
    (still,) = found("安全事故指标连续保持零增长。")
    assert (still.indicator.name, str(still.value), still.unit, still.kind) == ("安全事故指标", "0", "%", "change")
    (planned,) = found("固定资产投资增长6%。", PLAN)
    assert (planned.kind, planned.growth, planned.period) == ("target", True, "2019")
    (doubled,) = found("生产总值翻一番。")
    assert (str(doubled.value), doubled.unit, doubled.kind) == ("100", "%", "change")


def test_periods() -> None:
    assert [f.period for f in found("建成学校3所。")] == ["2018"]
    assert [f.period for f in found("到2021年，森林覆盖率达到50%以上。", PLAN)] == ["2021"]
    assert [f.period for f in found("森林覆盖率达到26%，比2005年提高9.6个百分点。")] == ["2018", "2005/2018"]
    pair = found("PM2.5平均浓度由2017年的76微克/立方米降至64微克/立方米。")
    assert [(f.period, f.kind) for f in pair] == [("2017", "actual"), ("2018", "actual")]


def test_a_report_on_a_term_dates_its_parts_by_the_year_it_aims_at() -> None:
    metadata = Metadata(title="工作报告", kind="other", level="town")
    text = "过去五年，全镇建成学校3所。\n未来五年，到2021年实现目标。\n"
    figures_found = figures.find(reading(text, "一、五年来的工作回顾", metadata))
    assert [f.period for f in figures_found] == ["2012/2016"]


@pytest.mark.parametrize(
    "text",
    [
        "坚持“三个代表”重要思想和“1+3+N”工作思路。",
        "做好三方面工作，落实第15条规定。",
        "召开县委十三届四次全会。",
        "为60岁以上老年人服务。",
        "外贸总额排全省第5位。",
    ],
)
def test_what_quantifies_nothing(text: str) -> None:
    assert found(text) == []


def test_a_ratio_is_text() -> None:
    assert shown("三次产业结构由1.70:29调整到1:62:37。") == [
        ("三次产业结构", "1.70:29", "actual"),
        ("三次产业结构", "1:62:37", "actual"),
    ]


def test_figures_of_one_indicator_share_a_name_and_no_two_share_an_alias() -> None:
    text = "新增高新技术企业72家、总数达582家。完成投资110亿元，完成投资5亿元。城镇新增就业5.58万人，城镇就业增长3%。"
    owners: dict[str, str] = {}
    for figure in found(text):
        for name in (figure.indicator.name, *figure.indicator.aliases):
            assert owners.setdefault(fold(name), figure.indicator.name) == figure.indicator.name


WORDS = ["全县", "完成", "新建", "学校", "道路", "生产总值", "达到", "增长", "下降", "分别", "同比", "其中", "等", "的"]
MARKS = ["、", "，", "。", "；", "\n", "（", "）", "“", "”", "以上", "约", "和", "是", "比2005年", "至", "2018年"]
VALUES = ["5", "3.5%", "2万亩", "12个", "1.5倍", "六个"]
TOKENS = st.sampled_from([*WORDS, *MARKS, *VALUES])


@settings(max_examples=60, deadline=None)
@given(st.lists(TOKENS, max_size=30).map("".join))
def test_every_observation_quotes_its_value_and_names_a_known_indicator(text: str) -> None:
    document = document_from_text(f"{REVIEW}\n{text}\n", id="d", metadata=REPORT)
    extraction = extract(document, structure(document))
    indicators = {e.id for e in extraction.entities if e.type == "Indicator"}
    for one in extraction.observations:
        assert one.indicator in indicators
        quote = "".join(document.source[s.start : s.end] for s in one.evidence)
        assert re.search(r"[\d一二三四五六七八九十百千]", quote)
        if one.value is not None and one.unit != "%":
            assert str(abs(one.value)) in quote or re.search("[六]", quote)


@settings(max_examples=40, deadline=None)
@given(st.text("全县完成新建学校道路生产总值达到增长下降分别同比其中等的、，。；\n（）“”", max_size=80))
def test_a_text_without_numerals_gives_no_observation(text: str) -> None:
    document = document_from_text(text + "。", id="d", metadata=REPORT)
    assert figures.find(read(document, structure(document))) == []


def test_a_value_that_nothing_names_is_none() -> None:
    assert all(figure.indicator.name for figure in found("〔13〕两个翻一番：2025年全县地区生产总值实现翻番。"))
