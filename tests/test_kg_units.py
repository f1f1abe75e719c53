"""Values in base units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.units import measure


@pytest.mark.parametrize(
    ("value", "unit", "base_value", "base"),
    [
        ("9.6", "万平方米", "96000", "square-metre"),
        ("241.8", "亿元", "24180000000", "yuan"),
        ("3", "万元", "30000", "yuan"),
        ("12", "公里", "12000", "metre"),
        ("9", "%", "9", "percent"),
        ("5", "万亩", None, None),
        ("2", "千万元", "20000000", "yuan"),
    ],
)
def test_known_units(value: str, unit: str, base_value: str | None, base: str | None) -> None:
    found = measure(unit, Decimal(value))
    assert found is not None
    if base is not None:
        assert (str(found.unit).rpartition("/")[2], found.value) == (base, Decimal(str(base_value)))


@pytest.mark.parametrize("unit", ["", "不明单位", "万不明单位", "万", "亿", "<script>"])
def test_unknown_units_have_no_base_value(unit: str) -> None:
    assert measure(unit, Decimal(1)) is None


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=3), st.sampled_from(["元", "米", "亩", "吨", "个", "户"])
)
def test_a_magnitude_multiplies(value: Decimal, unit: str) -> None:
    one, many = measure(unit, value), measure(f"万{unit}", value)
    assert one is not None
    assert many is not None
    assert (many.unit, many.value) == (one.unit, one.value * 10_000)


def test_percent_is_not_percentage_points() -> None:
    percent, points = measure("%", Decimal(1)), measure("个百分点", Decimal(1))
    assert percent is not None
    assert points is not None
    assert percent.unit != points.unit
