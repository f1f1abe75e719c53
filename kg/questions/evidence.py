"""Where claims, observations and mentions are written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from kg.questions.graph import PREFIXES, Graph, rows
from kg.questions.sparql import values
from ontology.terms import DOCUMENT

BASES = ("stated", "section", "inferred", "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote: `source[start:end]` of the document; `basis` is empty for observations and mentions."""

    doc: str
    start: int
    end: int
    quote: str
    basis: str = ""
    rule: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data; the basis is None where there is none."""
        return {
            "doc": self.doc,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "basis": self.basis or None,
        }


def evidence_of(graph: Graph, claims: Iterable[str]) -> dict[str, tuple[Evidence, ...]]:
    """Return the quotes of each claim, observation or mention, in the order of the text."""
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        return {}
    query = f"""{PREFIXES}SELECT DISTINCT ?claim ?basis ?rule ?document ?start ?end ?quote WHERE {{
  {values("claim", wanted)}
  {{ ?claim zc:evidence ?mention }} UNION {{ ?claim zc:mentionOf ?any . BIND(?claim AS ?mention) }}
  ?mention oa:hasSource ?document ; oa:hasSelector ?position , ?text .
  ?position oa:start ?start ; oa:end ?end .
  ?text oa:exact ?quote .
  OPTIONAL {{ ?claim zc:basis ?basis }}
  OPTIONAL {{ ?claim zc:rule ?rule }}
}}"""
    found: dict[str, set[Evidence]] = defaultdict(set)
    for row in rows(graph, query):
        found[row["claim"]].add(
            Evidence(
                unquote(row["document"].removeprefix(str(DOCUMENT))),
                int(row["start"]),
                int(row["end"]),
                row["quote"],
                row.get("basis", "").rpartition("#")[2],
                row.get("rule", ""),
            )
        )
    return {claim: tuple(sorted(items, key=order)) for claim, items in found.items()}


def order(item: Evidence) -> tuple[int, str, int, int]:
    """Sort by strength, then by place."""
    return BASES.index(item.basis), item.doc, item.start, item.end
