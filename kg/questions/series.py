"""An indicator over years and documents: its levels, its growth, and what became of its targets."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import Graph
from kg.questions.linking import Near, link
from kg.questions.names import Names
from kg.questions.naming import names_of
from kg.questions.observations import Observed, observations, to_dict
from kg.questions.pairing import Pair, identity, pairs
from kg.questions.successions import Neighbour, neighbours
from kg.questions.wording import fold

_BETWEEN = re.compile(r"^的|的$|^'s\s+|\s+(?:of|in|for)(?:\s+the)?$", re.IGNORECASE)
"""What stands between a place and an indicator."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one jurisdiction under all its names, by year; growth is kept apart from level."""

    iri: str
    label: str
    jurisdiction: str
    levels: tuple[Observed, ...]
    growth: tuple[Observed, ...]
    pairs: tuple[Pair, ...]
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """All indicators that a name stands for; without lines the reason why."""

    name: str
    lines: tuple[Line, ...]
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict, repr=False)
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, each value with its quotes."""
        return {"name": self.name, "lines": [self._line(line) for line in self.lines], "reason": self.reason}

    def _line(self, line: Line) -> dict[str, Any]:
        return {
            "iri": line.iri,
            "label": line.label,
            "jurisdiction": line.jurisdiction,
            "neighbours": [neighbour.to_dict() for neighbour in line.neighbours],
            "levels": [self._value(o) for o in line.levels],
            "growth": [self._value(o) for o in line.growth],
            "pairs": [
                {
                    "target": self._value(p.target),
                    "due": p.due,
                    "result": self._value(p.result) if p.result else None,
                    "before": self._value(p.before) if p.before else None,
                    "outcome": p.outcome,
                }
                for p in line.pairs
            ],
        }

    def _value(self, observed: Observed) -> dict[str, Any]:
        return to_dict(observed, self.evidence.get(observed.iri, ()))


def series(graph: Graph, name: str, near: Near | None = None) -> Series:
    """Return the targets and outcomes of an indicator by year, for each jurisdiction that reports it.

    A name may have a place before or after it (高阳县地区生产总值, GDP of Gaoyang): then only what that place itself
    reports is returned. What the indicator took the place of, and what took its place, follow as lines of their own:
    they are not measured alike.
    """
    names = names_of(graph)
    found, place = link(name, names, ("Indicator",), near) if name.strip() else None, ""
    if (found is None or found.how != "exact") and (split := _placed(names, name)):
        place, rest = split
        found = link(rest, names, ("Indicator",), near, frozenset((place,)))
    if found is None:
        return Series(name, (), {}, f"the graph has no indicator named {name!r}; search for its words instead")
    near_by = neighbours(graph, names, names.alike(found.iris))
    iris = names.alike((*found.iris, *(neighbour.iri for neighbour in near_by)))
    iris = tuple(iri for iri in iris if not place or identity(names, iri)[1] == place)
    observed, beside = observations(graph, iris) if iris else (), neighbours(graph, names, iris)
    linked = {neighbour.of for neighbour in beside}
    grouped: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for each in sorted(observed, key=lambda o: (o.year, o.period, o.indicator, o.iri)):
        label, seat = identity(names, each.indicator)
        own = each.indicator in linked  # one of a succession: not measured as its neighbours are, so not fused
        grouped[names.things[each.indicator].label if own else label, seat].append(each)
    lines = tuple(
        Line(
            mine[0].indicator,
            label,
            "、".join(names.things[mine[0].indicator].within),
            tuple(o for o in mine if not _grows(o)),
            tuple(o for o in mine if _grows(o)),
            pairs(names, mine),
            tuple(neighbour for neighbour in beside if neighbour.of in {o.indicator for o in mine}),
        )
        for (label, _), mine in sorted(grouped.items(), key=lambda item: item[0][::-1])
    )
    reason = "" if lines else f"the graph has no value of {name!r}"
    return Series(name, lines, evidence_of(graph, (o.iri for o in observed)), reason)


def _placed(names: Names, name: str) -> tuple[str, str] | None:
    """Return the place of a document that a name begins or ends with (its stem), and the rest; None where none is."""
    text = fold(name).text.strip()
    found: list[tuple[int, str, str]] = []
    for place in names.places.find(text):
        before, after = text[: place.start].strip(), text[place.end :].strip()
        rest = _BETWEEN.sub("", before or after)
        if place.stem in names.places.known and rest and not (before and after):
            found.append((len(rest), place.stem, rest))
    shortest = min(found, default=None)
    return shortest[1:] if shortest else None


def _grows(observed: Observed) -> bool:
    return observed.growth or observed.kind == "change"
