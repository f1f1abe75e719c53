"""Observations as the graph has them, and targets paired with what later became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import unquote

from kg.questions.evidence import Evidence
from kg.questions.graph import PREFIXES, Graph, Row, rows
from kg.questions.names import Names, Titled
from kg.questions.sparql import values
from ontology.terms import DOCUMENT

Outcome = Literal["met", "missed", "open"]
NEAR = Decimal("0.02")
"""A value within this share of an approximate target meets it."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One value: `base` is in the base unit where the unit is known; `year` is the last year it is for, or empty."""

    iri: str
    indicator: str
    document: str
    value: Decimal | None
    value_max: Decimal | None
    text: str
    unit: str
    base: Decimal | None
    kind: str
    period: str
    bound: str
    growth: bool

    @property
    def year(self) -> str:
        """The year, or the last one of a span."""
        return self.period[-4:]

    @property
    def amount(self) -> Decimal | None:
        """The number to compare: in the base unit, but percentages and growth as written."""
        return self.value if self.base is None or "%" in self.unit else self.base

    @property
    def scale(self) -> str:
        """What another value must share to be comparable with this one."""
        return self.unit if self.base is None or "%" in self.unit else "base"


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and what was reported for its year; `outcome` is open where nothing was."""

    target: Observed
    due: str
    result: Observed | None
    outcome: Outcome


def observations(graph: Graph, indicators: Iterable[str] = (), documents: Iterable[str] = ()) -> tuple[Observed, ...]:
    """Return the observations of indicators (of all where none are given) in documents (in all where none are given),
    by indicator, year and IRI."""
    wanted, within = tuple(indicators), tuple(documents)
    query = f"""{PREFIXES}SELECT DISTINCT * WHERE {{
  {values("indicator", wanted) if wanted else ""}
  {values("document", within) if within else ""}
  ?observation zc:indicator ?indicator ; zc:inDocument ?document ; zc:kind ?kind ; zc:bound ?bound ;
    zc:growth ?growth ; zc:unitText ?unit .
  OPTIONAL {{ ?observation zc:value ?value }} OPTIONAL {{ ?observation zc:valueMax ?max }}
  OPTIONAL {{ ?observation zc:valueText ?text }} OPTIONAL {{ ?observation zc:baseValue ?base }}
  OPTIONAL {{ ?observation zc:period ?period }}
}}"""
    found = (_observed(row) for row in rows(graph, query))
    return tuple(sorted(found, key=lambda o: (o.indicator, o.year, o.period, o.iri)))


def _observed(row: Row) -> Observed:
    def number(name: str) -> Decimal | None:
        return Decimal(row[name]) if name in row else None

    return Observed(
        row["observation"],
        row["indicator"],
        row["document"],
        number("value"),
        number("max"),
        row.get("text", ""),
        row["unit"],
        number("base"),
        row["kind"].rpartition("#")[2],
        row.get("period", ""),
        row["bound"],
        row["growth"] == "true",
    )


def pairs(names: Names, observed: Iterable[Observed]) -> tuple[Pair, ...]:
    """Pair each target with the value reported for the year in which it is due.

    A target without a year is due at the end of its document's period. Levels are compared with levels reported as
    reached, growth with growth; of several reports the latest counts.
    """
    results: dict[tuple[str, bool, str, str], list[Observed]] = defaultdict(list)
    targets: list[Observed] = []
    for each in observed:
        if each.kind == "target":
            targets.append(each)
        elif each.amount is not None and each.year:
            results[each.indicator, each.growth or each.kind == "change", each.scale, each.year].append(each)
    found = []
    for target in targets:
        document = names.documents.get(target.document)
        due = target.year or (document.period[-4:] if document else "")
        reported = results.get((target.indicator, target.growth, target.scale, due), [])
        result = max(reported, key=lambda o: (_given(names, o), o.period == target.period, o.iri), default=None)
        found.append(Pair(target, due, result, _outcome(target, result)))
    return tuple(found)


def _given(names: Names, observed: Observed) -> str:
    document: Titled | None = names.documents.get(observed.document)
    return (document.issued or document.year()) if document else ""


def _outcome(target: Observed, result: Observed | None) -> Outcome:
    """Compare a result with its target; a planned fall is met by falling at least as much."""
    if result is None or result.amount is None or target.amount is None:
        return "open"
    wanted, reached = target.amount, result.amount
    if target.bound == "~" and abs(reached - wanted) <= NEAR * abs(wanted):
        return "met"
    if target.bound == "<=" or (target.growth and wanted < 0):
        return "met" if reached <= wanted else "missed"
    return "met" if reached >= wanted else "missed"


def to_dict(observed: Observed, evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    """Return one value as plain data; numbers are floats."""
    return {
        "iri": observed.iri,
        "doc": unquote(observed.document.removeprefix(str(DOCUMENT))),
        "value": _float(observed.value),
        "valueMax": _float(observed.value_max),
        "text": observed.text or None,
        "unit": observed.unit,
        "baseValue": _float(observed.base),
        "kind": observed.kind,
        "growth": observed.growth,
        "period": observed.period,
        "bound": observed.bound,
        "evidence": [item.to_dict() for item in evidence],
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
