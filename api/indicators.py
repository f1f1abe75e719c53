"""Indicators by how much is told of them."""

from collections import defaultdict
from dataclasses import dataclass, field

from api.ids import document_id, local
from api.schema import IndicatorView
from kg.questions.graph import PREFIXES, rows
from kg.store import Store

_VALUES = f"""{PREFIXES}SELECT ?thing ?document ?period (COUNT(DISTINCT ?o) AS ?values) {{
  ?o zc:indicator ?thing ; zc:inDocument ?document . OPTIONAL {{ ?o zc:period ?period }}
}} GROUP BY ?thing ?document ?period"""
_NAMES = f"""{PREFIXES}SELECT ?thing ?name (MIN(?place) AS ?within) {{
  ?thing a zc:Indicator ; skos:prefLabel ?name . FILTER(LANG(?name) = "zh")
  OPTIONAL {{ ?thing zc:jurisdiction ?place }}
}} GROUP BY ?thing ?name"""


@dataclass(slots=True)
class _Told:
    values: int = 0
    years: set[int] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


def indicators(store: Store) -> list[IndicatorView]:
    """Return the indicators that have values: those told of most years first, then those with most values."""
    told: dict[str, _Told] = defaultdict(_Told)
    for row in rows(store, _VALUES):
        here = told[row["thing"]]
        here.values += int(row["values"])
        here.documents.add(document_id(row["document"]))
        if year := row.get("period", "")[-4:]:
            here.years.add(int(year))
    found = [
        IndicatorView(
            id=local(row["thing"]),
            label=row["name"],
            jurisdiction=row.get("within", ""),
            values=known.values,
            years=sorted(known.years),
            documents=sorted(known.documents),
        )
        for row in rows(store, _NAMES)
        if (known := told.get(row["thing"]))
    ]
    return sorted(found, key=lambda i: (-len(i.years), -i.values, i.label, i.id))
