"""Units as policy text writes them, with the kind of quantity that each measures."""

import re
from dataclasses import dataclass
from functools import cache

from kg.extraction.lexicon import alternatives, load

# 亿, 万, 千万 … before a unit; they stay part of the unit as written.
MAGNITUDE = r"(?:[十百千]?万亿|[十百千]?[万亿])"


@dataclass(frozen=True, slots=True)
class Quality:
    """What a group of units measures.

    `suffixes` are the words for it in an indicator's name, the usual one first; `heads` are the words that already
    end such a name.
    """

    id: str
    suffixes: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def qualities() -> dict[str, Quality]:
    """Return the quality of each unit without magnitude."""
    found: dict[str, Quality] = {}
    for row in load("units")["quantity"]:
        quality = Quality(row["id"], tuple(row["suffixes"]), tuple(row["heads"]))
        for unit in row["units"]:
            found.setdefault(unit, quality)
    return found


_MAGNITUDES = re.compile(rf"^{MAGNITUDE}")
_PAIR = re.compile(r"[（(][^）)]*[）)]$")


@cache
def quality_of(unit: str) -> Quality | None:
    """Return what a unit as written measures (`万平方米`, `台（套）`); None where the lexicon lacks it."""
    known = qualities()
    plain = _PAIR.sub("", unit)
    return known.get(unit) or known.get(plain) or known.get(_MAGNITUDES.sub("", plain))


def spelled(unit: str) -> bool:
    """Tell whether a unit is read after Chinese numerals (九项, but not 三点)."""
    return _MAGNITUDES.sub("", unit) in load("units")["spelled"]["units"]


@cache
def pattern() -> str:
    """Return the expression that matches a unit after its number, magnitude included."""
    units = alternatives(qualities())
    pair = r"(?:[台套个处间家户辆所座](?:[（(][套个处间台家户辆所座][）)]))"
    apart = "(?:" + "|".join(load("units")["apart"]["words"]) + ")"
    return rf"(?:{MAGNITUDE}\s?[余多]?\s?)?(?!{apart})(?:{pair}|{units})"
