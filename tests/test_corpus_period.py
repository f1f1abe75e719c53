"""Times resolved against a document's reference year."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.period import arabic_year, plans, resolve

IN_2017 = Metadata(year=2017)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("今年", "2017"),
        ("年内", "2017"),
        ("今年年底前", "2017"),
        ("上半年", "2017"),
        ("去年", "2016"),
        ("一年来", "2016"),
        ("上年", "2016"),
        ("前年", "2015"),
        ("明年", "2018"),
        ("五年来", "2012/2016"),
        ("过去五年", "2012/2016"),
        ("近三年", "2014/2016"),
        ("十年来", "2007/2016"),
        ("未来五年", "2017/2021"),
        ("今后五年", "2017/2021"),
        ("三年内", "2017/2019"),
        ("用3年时间", "2017/2019"),
        ("到2020年", "2020"),
        ("2021年底", "2021"),
        ("2012—2016年", "2012/2016"),
        ("2012年至2016年", "2012/2016"),
        ("二〇二〇年", "2020"),
        ("“十三五”时期", "2016/2020"),
        ("“十三五”末", "2020"),
        ("“十四五”前两年", "2021/2022"),
        ("“十五”期间", "2001/2005"),
        ("本世纪中叶", "2050"),
        ("近年来", ""),
        ("长期", ""),
    ],
)
def test_expression_is_resolved(expression: str, expected: str) -> None:
    assert resolve(expression, IN_2017) == expected


def test_relative_time_needs_a_year() -> None:
    assert resolve("今年", Metadata()) == ""
    assert resolve("到2020年", Metadata()) == "2020"


def test_plans_follow_one_another() -> None:
    spans = list(plans().values())
    assert (spans[0], spans[-1]) == ((1953, 1957), (2026, 2030))
    assert all(end - start == 4 for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_chinese_year() -> None:
    assert arabic_year("二○一九") == arabic_year("二〇一九") == arabic_year("二零一九") == "2019"


@given(
    st.text(alphabet="〇零一二三四五六七八九十0123456789年月来内前后末底去今明本上下过未五“”—至到", max_size=14),
    st.sampled_from([None, 1998, 2017]),
)
def test_result_is_a_year_a_span_or_nothing(expression: str, year: int | None) -> None:
    found = resolve(expression, Metadata(year=year))
    years = [int(part) for part in found.split("/")] if found else []
    assert len(years) <= 2
    assert years == sorted(set(years))
