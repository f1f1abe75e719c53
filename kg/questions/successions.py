"""Indicators that took the place of others: linked, each with the years in which it was in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.questions.graph import PREFIXES, Graph, rows
from kg.questions.names import Names
from kg.questions.sparql import values


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An indicator beside another one: which came `before` or `after` it; `year` is the last or first of its use."""

    of: str
    iri: str
    label: str
    order: str
    year: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {"iri": self.iri, "label": self.label, "order": self.order, "year": self.year, "source": self.source}


def neighbours(graph: Graph, names: Names, indicators: Iterable[str]) -> tuple[Neighbour, ...]:
    """Return what these indicators took the place of and what took theirs, in the order of the years."""
    wanted = tuple(indicators)
    if not wanted:
        return ()
    found = []
    for mine, other, order, year in (
        ("later", "earlier", "before", "validUntil"),
        ("earlier", "later", "after", "validFrom"),
    ):
        query = f"""{PREFIXES}SELECT DISTINCT ?mine ?other ?year ?source WHERE {{
  {values("mine", wanted)}
  ?link zc:{mine} ?mine ; zc:{other} ?other ; zc:{year} ?year ; dcterms:source ?source .
}}"""
        found += [
            Neighbour(row["mine"], row["other"], names.things[row["other"]].label, order, row["year"], row["source"])
            for row in rows(graph, query)
            if row["other"] in names.things
        ]
    return tuple(sorted(found, key=lambda n: (n.of, n.year, n.iri)))
