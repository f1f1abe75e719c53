"""Answers of a query that a model drafted: things of the graph, each with its quotes, or none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions import evidence as proofs
from kg.questions.answering import QUOTES, described
from kg.questions.evidence import evidence_of, mentions_of
from kg.questions.graph import Graph, Row
from kg.questions.item import Item
from kg.questions.naming import names_of
from ontology.terms import THEME


@dataclass(slots=True)
class _Found:
    values: dict[str, None]
    claims: dict[str, None]


def known(graph: Graph, iri: str) -> bool:
    """Tell whether an IRI is that of a thing or document of a graph."""
    names = names_of(graph)
    return iri in names.things or iri in names.documents


def items(graph: Graph, found: Sequence[Row], english: bool) -> list[Item]:
    """Return what the rows name by `thing`, in their order, with what they say by `value`, borne out by `claim`.

    What is no thing, document or theme of the graph is left out, and so is what has no quote: a thing without a claim
    is quoted where it is named.
    """
    names = names_of(graph)
    things: dict[str, _Found] = defaultdict(lambda: _Found({}, {}))
    for row in found:
        iri = row.get("thing", "")
        if iri in names.things or iri in names.documents or iri.startswith(str(THEME)):
            things[iri].values |= dict.fromkeys(filter(None, (_value(row),)))
            things[iri].claims |= dict.fromkeys(row[name] for name in row if name.startswith("claim"))
    quotes = evidence_of(graph, (claim for each in things.values() for claim in each.claims))
    bare = [iri for iri, each in things.items() if not any(quotes.get(claim) for claim in each.claims)]
    named = {iri: mentions[:QUOTES] for iri, mentions in mentions_of(graph, bare).items()}
    quotes |= evidence_of(graph, (mention for mentions in named.values() for mention in mentions))
    answers = []
    for iri, each in things.items():
        borne = {quote for claim in (*each.claims, *named.get(iri, ())) for quote in quotes.get(claim, ())}
        if borne:
            label, kind = described(names, iri, english)
            evidence = tuple(sorted(borne, key=proofs.order))[:QUOTES]
            answers.append(Item(iri, label, kind, evidence, (", " if english else "、").join(each.values)))
    return answers


def _value(row: Row) -> str:
    return f"{row.get('value', '')}{row.get('unit', '') or row.get('unitText', '')}" if "value" in row else ""
