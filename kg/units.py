"""Values in base units, from units as written."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rdflib import URIRef

from ontology.units import load_units

_MAGNITUDES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in a base unit."""

    unit: URIRef
    value: Decimal


def measure(unit_text: str, value: Decimal) -> Measure | None:
    """Return a value as written (9.6 万平方米) in its base unit (96000 m²); None for a unit that is not known."""
    scale = _scale(unit_text)
    return Measure(scale[0], value * scale[1]) if scale else None


@lru_cache(maxsize=4096)
def _scale(unit_text: str) -> tuple[URIRef, Decimal] | None:
    """Return base unit and factor; a magnitude may stand before any unit (万株, 千万亩)."""
    written = "".join(unit_text.split())
    units = load_units()
    unit = units.unit_of(written) or units.unit_of(unicodedata.normalize("NFKC", written))
    if unit is not None:
        return unit.base, unit.factor
    if written[:1] in _MAGNITUDES and (rest := _scale(written[1:])):
        return rest[0], rest[1] * _MAGNITUDES[written[0]]
    return None
