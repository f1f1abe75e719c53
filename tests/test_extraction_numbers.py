"""Numbers with units and bounds."""

import string
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import units
from kg.extraction.lexicon import load
from kg.extraction.numbers import Quantity, number, quantities

CASES = [
    ("新建沼气池 5100个", "5100", "个", "="),
    ("达到45 万吨规模", "45", "万吨", "="),
    ("植树2万余亩", "2", "万亩", ">="),
    ("增至9000余台（套）", "9000", "台（套）", ">="),
    ("控制在 2%以下", "2", "%", "<="),
    ("超千亿元", "1000", "亿元", ">="),
    ("突破万亿元大关", "1", "万亿元", ">="),
    ("稳定在400亿元以上", "400", "亿元", ">="),
    ("增长4.5%左右", "4.5", "%", "~"),
    ("不低于5000亩", "5000", "亩", ">="),
    ("近110万人次", "110", "万人次", "~"),
    ("浓度降至64微克/立方米", "64", "微克/立方米", "="),
    ("提高6个百分点", "6", "个百分点", "="),
    ("百分之二十五", "25", "%", "="),
    ("九项重点任务", "9", "项", "="),
    ("二十三万亩", "23", "万亩", "="),
    ("一万二千人", "12000", "人", "="),
    ("1,234.5万元", "1234.5", "万元", "="),
    ("使22万农民受益", "22", "万人", "="),
    ("注册用户180万", "180", "万", "="),
    ("翻两番", "2", "番", "="),
    ("倍差缩小至1.86左右", "1.86", "", "~"),
    ("遗留时长8年多", "8", "年", ">="),
]

# ordinals, dates, codes, slogans, parts of words
NONE = [
    "第15条",
    "2018年4月17日",
    "十九大精神",
    "“三个代表”重要思想",
    "《关于促进10项工作的意见》",
    "PM2.5平均浓度",
    "市域铁路S2线",
    "三大主导产业",
    "一个目标",
    "百里峡艺术小镇",
    "排全省第5位",
    "三方面个别问题",
    "12345热线",
]


@pytest.mark.parametrize(("text", "value", "unit", "bound"), CASES)
def test_value_unit_and_bound(text: str, value: str, unit: str, bound: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(text: str) -> None:
    assert list(quantities(text)) == []


def test_range_ratio_and_fraction() -> None:
    (found,) = quantities("增长5%—6%")
    assert (found.value, found.value_max, found.unit) == (Decimal(5), Decimal(6), "%")
    before, after = quantities("由1.70:29调整到1:62:37")
    assert (before.text, after.text, after.value) == ("1.70:29", "1:62:37", None)
    (share,) = quantities("占三分之一")
    assert (share.text, share.value) == ("三分之一", None)


def test_a_unit_written_once_holds_for_both() -> None:
    assert [(q.value, q.unit) for q in quantities("高于全省26.2和17.5个百分点")] == [
        (Decimal("26.2"), "个百分点"),
        (Decimal("17.5"), "个百分点"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("一百零五", 105), ("两千三百", 2300), ("三万五千", 35000), ("3.50", 3.5)],
)
def test_number(text: str, value: float) -> None:
    assert number(text) == Decimal(str(value))


@pytest.mark.parametrize("text", ["", "亩", "十x", "1.2.3", "二三"])
def test_no_number(text: str) -> None:
    assert number(text) is None


NUMERALS = set("一二两三四五六七八九十百千零〇几半万亿")
WORDS = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF).filter(lambda c: c not in NUMERALS)
    | st.sampled_from("，。；、（）“” " + string.ascii_letters),
    max_size=60,
)
UNITS = sorted(u for u, q in units.qualities().items() if q.id in ("count", "money", "area", "people") and u != "位")
"""Without 位: with no noun behind it, it tells a rank."""


@given(WORDS)
def test_a_text_without_numerals_has_no_quantity(text: str) -> None:
    assert list(quantities(text)) == []


@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(["", "万", "亿"]), st.sampled_from(UNITS))
def test_a_value_keeps_its_scale(value: Decimal, magnitude: str, unit: str) -> None:
    found = list(quantities(f"完成{value}{magnitude}{unit}"))
    assert [q.value for q in found] == [value]
    assert found[0].unit == magnitude + unit


@given(st.text("完成新建0123456789.,、，—至到一二十百千万亿个亩元%以上超过约余多“”（） ", max_size=60))
def test_quantities_are_ordered_slices_that_do_not_overlap(text: str) -> None:
    found: list[Quantity] = list(quantities(text))
    for one in found:
        assert 0 <= one.start <= one.core < one.stop <= one.end <= len(text)
        assert one.value is not None or one.text
        assert one.value_max is None or (one.value is not None and one.value < one.value_max)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_each_unit_stands_under_one_quantity_only() -> None:
    listed = [unit for row in load("units")["quantity"] for unit in row["units"]]
    assert len(listed) == len(set(listed))


def test_units_read_after_chinese_numerals_are_known() -> None:
    assert all(units.quality_of(unit) for unit in load("units")["spelled"]["units"])
