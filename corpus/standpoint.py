"""The level of government that a text speaks from, by how it refers to itself: 全省, 市科技局, 我国."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Level

_FEWEST = 3
_NATIONAL_BY_LOCAL = 4
"""A text of the centre names local bodies now and then, one of a place names the state: so many times more at most."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Self-reference by level, the lowest first, and that of the centre."""

    own: Mapping[Level, re.Pattern[str]]
    bodies: Mapping[Level, re.Pattern[str]]
    central: re.Pattern[str]


def data() -> dict[str, list[dict[str, Any]]]:
    """Return what standpoint.toml says: patterns with their examples, by kind."""
    with Path(__file__).with_name("standpoint.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def patterns() -> Patterns:
    """Return the patterns by level."""
    known = data()
    own, bodies = (
        {entry["level"]: re.compile(entry["pattern"]) for entry in known[kind]} for kind in ("own", "bodies")
    )
    return Patterns(own, bodies, re.compile("|".join(entry["pattern"] for entry in known["central"])))


def standpoint(text: str) -> Level | None:
    """Return the level that a text speaks from, None where it does not show.

    A city's report speaks of 全省 as often as of 全市, and of the state more often than of either: what is called one's
    own at the lowest level counts first.
    """
    known = patterns()
    own = {level: len(pattern.findall(text)) for level, pattern in known.own.items()}
    counts = {level: own[level] + len(pattern.findall(text)) for level, pattern in known.bodies.items()}
    national = len(known.central.findall(text))
    for level, count in own.items():
        if count >= _FEWEST and _NATIONAL_BY_LOCAL * counts[level] >= counts["province"]:
            return level
    level = max(counts, key=lambda one: counts[one])
    most = counts[level]
    if (most >= _FEWEST and _NATIONAL_BY_LOCAL * most >= national) or (most > 1 and most >= national):
        return level
    return "central" if national > most else None
