"""Observations as the graph has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from kg.questions.evidence import Evidence
from kg.questions.graph import PREFIXES, Graph, Row, rows
from kg.questions.naming import names_of
from kg.questions.sparql import values, within
from ontology.terms import DOCUMENT


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


def observations(graph: Graph, indicators: Iterable[str] = (), documents: Iterable[str] = ()) -> tuple[Observed, ...]:
    """Return the observations of indicators (of all where none are given) in documents (in all where none are given),
    by indicator, year and IRI."""
    wanted = tuple(indicators)
    lines = [
        values("indicator", wanted) if wanted else "",
        "?observation zc:indicator ?indicator ; zc:inDocument ?document ; zc:kind ?kind ; zc:bound ?bound ;",
        "  zc:growth ?growth ; zc:unitText ?unit .",
        "OPTIONAL { ?observation zc:value ?value } OPTIONAL { ?observation zc:valueMax ?max }",
        "OPTIONAL { ?observation zc:valueText ?text } OPTIONAL { ?observation zc:baseValue ?base }",
        "OPTIONAL { ?observation zc:period ?period }",
    ]
    body = "\n".join(within(documents, lines))
    query = f"{PREFIXES}SELECT DISTINCT * WHERE {{\n{body}\n}}"
    names = names_of(graph)
    found = (_observed({**row, "indicator": names.shown(row["indicator"])}) for row in rows(graph, query))
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
