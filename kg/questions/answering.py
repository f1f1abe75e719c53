"""Answers to questions, each with its quote."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.questions import evidence as proofs
from kg.questions import numbers, relaxing, reports, sentences, sparql
from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import Graph, Row, rows
from kg.questions.item import Item
from kg.questions.lexicon import labels
from kg.questions.linking import Near
from kg.questions.names import Names, names_of
from kg.questions.plan import Language, Plan, Unanswerable
from kg.questions.slots import theme_of
from kg.questions.understanding import understand
from kg.questions.wording import fold
from ontology.terms import THEME, ZC

QUOTES = 12
"""At most so many quotes bear out one answer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: chips, and one sentence in the question's language."""

    chips: tuple[Any, ...]
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {"chips": [chip.to_dict() for chip in self.chips], "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; `total` counts the answers before the limit."""

    question: str
    language: Language
    reading: Reading
    sparql: str
    answers: tuple[Item, ...]
    abstained: bool
    reason: str = ""
    total: int = 0
    passages: tuple[Any, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return plain data in the form of the contract."""
        return {
            "question": self.question,
            "language": self.language,
            "reading": self.reading.to_dict(),
            "sparql": self.sparql,
            "answers": [item.to_dict() for item in self.answers],
            "passages": list(self.passages),
            "abstained": self.abstained,
            "reason": self.reason,
        }


def ask(graph: Graph, question: str, *, near: Near | None = None, limit: int = 50) -> Answer:
    """Answer a question from the graph, or abstain with the reason; never raises for any text.

    `near` gives things near in meaning to a text, best first, with their similarity in [0, 1]; without it things are
    found by their names alone. At most `limit` answers are given.
    """
    wording, names = fold(question), names_of(graph)
    plan = understand(wording, names, near)
    return answer(graph, names, plan, question, wording.language(), limit)


def answer(
    graph: Graph, names: Names, plan: Plan | Unanswerable, question: str, language: Language, limit: int = 50
) -> Answer:
    """Run a plan; where the graph has nothing for it, its less strict forms are tried, and said in the chips."""
    english = language != "zh"
    if isinstance(plan, Unanswerable):
        reason = plan.reason_en if english else plan.reason_zh
        return Answer(question, language, Reading(plan.chips, reason), "", (), True, reason)
    first = ""
    for form in relaxing.forms(plan):
        text, items = _run(graph, names, form, english)
        first = first or text
        if items:
            sentence = sentences.sentence(form, len(items), min(limit, len(items)), english)
            return Answer(
                question, language, Reading(form.chips, sentence), text, tuple(items[:limit]), False, "", len(items)
            )
    reason = sentences.nothing(plan, english)
    return Answer(question, language, Reading(plan.chips, sentences.understood(plan, english)), first, (), True, reason)


def _run(graph: Graph, names: Names, plan: Plan, english: bool) -> tuple[str, list[Item]]:
    text = sparql.generate(plan)
    if plan.family == "promises":
        return text, reports.promises(graph, names, plan, english)
    if plan.family == "changes":
        return text, reports.changes(graph, plan, english)
    found = rows(graph, text)
    if plan.family == "values":
        return text, numbers.items(graph, names, plan, found, english)
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row["thing"]].append(row)
    evidence = evidence_of(graph, (claim for row in found for claim in _claims(row)))
    items = [_item(names, plan, iri, group, evidence, english) for iri, group in grouped.items()]
    items = sorted((i for i in items if i.evidence), key=lambda i: (proofs.order(i.evidence[0]), i.iri))
    if plan.aggregate == "count" and items:
        return sparql.counting(text), [_count(plan, items, english)]
    return text, items


def _claims(row: Row) -> list[str]:
    return [value for name, value in row.items() if name.startswith("claim")]


def _item(
    names: Names, plan: Plan, iri: str, group: list[Row], evidence: dict[str, tuple[Evidence, ...]], english: bool
) -> Item:
    quotes = dict.fromkeys(q for row in group for claim in _claims(row) for q in evidence.get(claim, ()))
    ordered = tuple(sorted(quotes, key=proofs.order))[:QUOTES]
    label, kind = described(names, iri, english)
    return Item(iri, label, kind, ordered, _value(names, plan, iri, group, english))


def _value(names: Names, plan: Plan, iri: str, group: list[Row], english: bool) -> str:
    """Return what is said of an answer beside its name: the role of a body, or other names."""
    if plan.predicate == "names" and iri in names.things:
        return "、".join(list(names.things[iri].names)[1:])
    roles = dict.fromkeys(row["role"].rpartition("#")[2] for row in group if "role" in row)
    if plan.family == "bodies" and plan.role:
        roles = {plan.role: None}
    return (", " if english else "、").join(labels(role)[english] for role in sorted(roles))


def described(names: Names, iri: str, english: bool) -> tuple[str, str]:
    """Return label and class of an entity, theme, status or document; what has names in English shows them."""
    if iri in names.things:
        return names.things[iri].label, names.things[iri].kind
    if iri in names.documents:
        return names.documents[iri].title, "Document"
    if iri.startswith(str(THEME)):
        theme = theme_of(iri)
        return (theme.en if english else theme.zh), "Theme"
    local = iri.removeprefix(str(ZC._NS))
    return labels(local)[english], "Status"


def _count(plan: Plan, items: Iterable[Item], english: bool) -> Item:
    counted = list(items)
    name = (plan.classes or ("Document",))[0] if len(plan.classes) == 1 or plan.family == "documents" else "Any"
    quotes = tuple(item.evidence[0] for item in counted[:QUOTES])
    return Item(str(ZC._NS) + name, labels(name)[english], "Count", quotes, str(len(counted)))
