"""Where claims, observations and mentions are written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from kg.questions.graph import PREFIXES, Graph, Row, rows
from kg.questions.sparql import values
from ontology.terms import DOCUMENT, THING

_MENTION = f"{THING}mention-"
BASES = ("stated", "section", "inferred", "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote: `source[start:end]` of the document; `basis` is empty for observations and mentions.

    `relation` is what a claim states, "observations" for a value, empty for a mention.
    """

    doc: str
    start: int
    end: int
    quote: str
    basis: str = ""
    rule: str = ""
    relation: str = field(default="", compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data; the basis is None where there is none."""
        return {
            "doc": self.doc,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "basis": self.basis or None,
            "relation": self.relation or None,
            "rule": self.rule or None,
        }


def evidence_of(graph: Graph, claims: Iterable[str]) -> dict[str, tuple[Evidence, ...]]:
    """Return the quotes of each claim, observation or mention, in the order of the text."""
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        return {}
    found: dict[str, set[Evidence]] = defaultdict(set)
    mentions = [iri for iri in wanted if iri.startswith(_MENTION)]
    others = [iri for iri in wanted if not iri.startswith(_MENTION)]
    bearing = """?claim zc:evidence ?mention . OPTIONAL { ?claim zc:basis ?basis } OPTIONAL { ?claim zc:rule ?rule }
  OPTIONAL { ?claim zc:claimPredicate ?relation } OPTIONAL { ?claim zc:indicator ?indicator }"""
    for iris, pattern, at in ((others, bearing, "?mention"), (mentions, "", "?claim")):
        query = f"""{PREFIXES}SELECT ?claim ?basis ?rule ?relation ?indicator ?document ?start ?end ?quote WHERE {{
  {values("claim", iris)}
  {pattern}
  {at} oa:hasSource ?document ; oa:hasSelector ?position , ?text .
  ?position oa:start ?start ; oa:end ?end .
  ?text oa:exact ?quote .
}}"""
        for row in rows(graph, query) if iris else ():
            found[row["claim"]].add(_evidence(row))
    return {claim: tuple(sorted(items, key=order)) for claim, items in found.items()}


def _evidence(row: Row) -> Evidence:
    return Evidence(
        unquote(row["document"].removeprefix(str(DOCUMENT))),
        int(row["start"]),
        int(row["end"]),
        row["quote"],
        row.get("basis", "").rpartition("#")[2],
        row.get("rule", ""),
        "observations" if "indicator" in row else row.get("relation", "").rpartition("#")[2],
    )


def mentions_of(graph: Graph, things: Iterable[str]) -> dict[str, list[str]]:
    """Return where things are named, by thing, in the order of the IRIs."""
    wanted = tuple(things)
    if not wanted:
        return {}
    known = values("thing", wanted)
    query = f"{PREFIXES}SELECT DISTINCT ?thing ?mention WHERE {{ {known} ?mention zc:mentionOf ?thing . }}"
    found: dict[str, list[str]] = defaultdict(list)
    for thing, mention in sorted((row["thing"], row["mention"]) for row in rows(graph, query)):
        found[thing].append(mention)
    return found


def order(item: Evidence) -> tuple[int, str, int, int]:
    """Sort by strength, then by place."""
    return BASES.index(item.basis), item.doc, item.start, item.end
