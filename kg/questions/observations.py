"""Observations as the graph has them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from kg.questions.evidence import Evidence
from kg.questions.graph import PREFIXES, Graph, Row, pairs, rows, withheld
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


_PARTS = {
    "indicator": "indicator",
    "kind": "kind",
    "bound": "bound",
    "growth": "growth",
    "unit": "unitText",
    "value": "value",
    "max": "valueMax",
    "text": "valueText",
    "base": "baseValue",
    "period": "period",
}
"""What is read of an observation, by the property that tells it."""


def observations(graph: Graph, indicators: Iterable[str] = (), documents: Iterable[str] = ()) -> tuple[Observed, ...]:
    """Return the observations of indicators (of all where none are given) in documents (in all where none are given),
    by indicator, year and IRI."""
    wanted, among, names = tuple(indicators), tuple(documents), names_of(graph)
    told = _of_documents(graph, among, frozenset(wanted)) if among else _of_all(graph, wanted)
    found = (_observed({**row, "indicator": names.shown(row["indicator"])}) for row in told)
    return tuple(sorted(found, key=lambda o: (o.indicator, o.year, o.period, o.iri)))


def _of_documents(graph: Graph, documents: Iterable[str], indicators: Collection[str]) -> list[Row]:
    """Return what documents' graphs say, property by property: joining them in the query takes three times as long."""
    found: list[Row] = []
    wrong = withheld(graph)
    for document in documents:
        told: dict[str, Row] = {}
        for part, name in _PARTS.items():
            lines = within((document,), [f"?observation zc:{name} ?value ."])
            for observation, value in pairs(
                graph, f"{PREFIXES}SELECT ?observation ?value WHERE {{ {' '.join(lines)} }}"
            ):
                if part == "indicator" and observation not in wrong:
                    told[observation] = {"observation": observation, "document": document}
                if observation in told:
                    told[observation][part] = value
        found += (row for row in told.values() if not indicators or row["indicator"] in indicators)
    return found


def _of_all(graph: Graph, indicators: Collection[str]) -> list[Row]:
    lines = [
        values("indicator", indicators) if indicators else "",
        "?observation zc:indicator ?indicator ; zc:inDocument ?document ; zc:kind ?kind ; zc:bound ?bound ;",
        "  zc:growth ?growth ; zc:unitText ?unit .",
        "OPTIONAL { ?observation zc:value ?value } OPTIONAL { ?observation zc:valueMax ?max }",
        "OPTIONAL { ?observation zc:valueText ?text } OPTIONAL { ?observation zc:baseValue ?base }",
        "OPTIONAL { ?observation zc:period ?period }",
    ]
    body = "\n".join(lines)
    return rows(graph, f"{PREFIXES}SELECT DISTINCT * WHERE {{\n{body}\n}}")


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
