"""Units: names as written, base units and factors."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ontology.units import load_units

FACTORS = [
    ("亿元", "元", "100000000"),
    ("万元", "元", "10000"),
    ("亿美元", "美元", "100000000"),
    ("万平方米", "平方米", "10000"),
    ("平方公里", "平方米", "1000000"),
    ("公顷", "平方米", "10000"),
    ("公里", "米", "1000"),
    ("万吨", "公斤", "10000000"),
    ("亿斤", "公斤", "50000000"),
    ("万立方米", "立方米", "10000"),
    ("万方", "立方米", "10000"),
    ("亿千瓦时", "千瓦时", "100000000"),
    ("万人", "人", "10000"),
    ("万户", "户", "10000"),
    ("%", "%", "1"),
    ("个百分点", "个百分点", "1"),
]


@pytest.mark.parametrize(("written", "base", "factor"), FACTORS)
def test_factor(written: str, base: str, factor: str) -> None:
    units = load_units()
    unit = units.unit_of(written)
    assert unit is not None
    assert units.by_iri[unit.base].zh == base
    assert unit.factor == Decimal(factor)


def test_percentage_points_are_not_per_cent() -> None:
    units = load_units()
    points, percent = units.unit_of("个百分点"), units.unit_of("%")
    assert points is not None
    assert percent is not None
    assert points.base != percent.base


def test_base_units_are_their_own_base() -> None:
    units = load_units()
    for unit in units.all:
        base = units.by_iri[unit.base]
        assert base.base == base.iri
        assert base.factor == 1
        assert unit.factor > 0
        assert unit.ucum
        assert unit.en


def test_a_name_has_one_unit() -> None:
    names = Counter(name for unit in load_units().all for name in unit.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_unknown_unit_is_none() -> None:
    assert load_units().unit_of("领军型") is None
    assert load_units().unit_of("") is None


def test_units_of_annotated_documents_are_known(shared: Path) -> None:
    seen: Counter[bool] = Counter()
    for path in sorted((shared / "gold").glob("*.json")):
        for observation in json.loads(path.read_text(encoding="utf-8"))["observations"]:
            if observation["unit"]:
                seen[load_units().unit_of(observation["unit"]) is not None] += 1
    assert seen.total() > 400
    assert seen[True] / seen.total() > 0.95
