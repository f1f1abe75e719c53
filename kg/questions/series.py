"""An indicator over years and documents: its levels, its growth, and what became of its targets."""

from dataclasses import dataclass, field
from typing import Any

from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import Graph
from kg.questions.linking import Near, link
from kg.questions.names import names_of
from kg.questions.observations import Observed, Pair, observations, pairs, to_dict


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one jurisdiction; growth is kept apart from level."""

    iri: str
    label: str
    jurisdiction: str
    levels: tuple[Observed, ...]
    growth: tuple[Observed, ...]
    pairs: tuple[Pair, ...]


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
            "levels": [self._value(o) for o in line.levels],
            "growth": [self._value(o) for o in line.growth],
            "pairs": [
                {
                    "target": self._value(p.target),
                    "due": p.due,
                    "result": self._value(p.result) if p.result else None,
                    "outcome": p.outcome,
                }
                for p in line.pairs
            ],
        }

    def _value(self, observed: Observed) -> dict[str, Any]:
        return to_dict(observed, self.evidence.get(observed.iri, ()))


def series(graph: Graph, name: str, near: Near | None = None) -> Series:
    """Return the targets and outcomes of an indicator by year, for each jurisdiction that reports it."""
    names = names_of(graph)
    found = link(name, names, ("Indicator",), near) if name.strip() else None
    if found is None:
        return Series(name, (), {}, f"the graph has no indicator named {name!r}; search for its words instead")
    observed = observations(graph, found.iris)
    lines = tuple(
        Line(
            iri,
            names.things[iri].label,
            "、".join(names.things[iri].within),
            tuple(o for o in mine if not _grows(o)),
            tuple(o for o in mine if _grows(o)),
            pairs(names, mine),
        )
        for iri in found.iris
        if (mine := [o for o in observed if o.indicator == iri])
    )
    reason = "" if lines else f"the graph has no value of {name!r}"
    return Series(name, lines, evidence_of(graph, (o.iri for o in observed)), reason)


def _grows(observed: Observed) -> bool:
    return observed.growth or observed.kind == "change"
