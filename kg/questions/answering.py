"""Answers to questions, each with its quote."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kg.questions import evidence as proofs
from kg.questions import numbers, quoting, relaxing, reports, scoping, sentences, sparql
from kg.questions.chips import chips
from kg.questions.evidence import Evidence, evidence_of, mentions_of
from kg.questions.graph import Graph, Row, rows
from kg.questions.item import Item
from kg.questions.lexicon import labels
from kg.questions.linking import Near
from kg.questions.names import Names
from kg.questions.naming import names_of
from kg.questions.plan import Language, Plan, Unanswerable
from kg.questions.slots import theme_of
from kg.questions.understanding import readings
from kg.questions.wording import fold
from ontology.terms import THEME, ZC

QUOTES = 12
"""At most so many quotes bear out one answer."""
SORTED = 300
"""So many things are sorted by what bears them out before they are cut at the limit; of more, the first are shown."""


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
    plan: Plan | None = None

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
            "plan": self.plan.to_dict() if self.plan else None,
        }


def ask(graph: Graph, question: str, *, near: Near | None = None, limit: int = 50) -> Answer:
    """Answer a question from the graph, or abstain with the reason; never raises for any text.

    `near` gives words near in meaning to a word; without it things are found by the words
    of their names alone. At most `limit` answers are given.
    """
    wording, names = fold(question), names_of(graph)
    strictly: list[tuple[Plan | Unanswerable, Answer]] = []
    for plan in readings(wording, names, near):
        found = answer(graph, names, plan, question, wording.language(), limit, strict=True)
        if not found.abstained:
            return found
        strictly.append((plan, found))
    abstaining: list[Answer] = []
    for plan, found in strictly:
        loose = found
        if isinstance(plan, Plan) and plan.family == "things":  # no other is less strict
            loose = answer(graph, names, plan, question, wording.language(), limit)
        if not loose.abstained:
            return loose
        abstaining.append(loose)
    return abstaining[0]


def run(graph: Graph, plan: Plan, question: str = "", *, limit: int = 50) -> Answer:
    """Run a plan as it is given, perhaps one of an answer that was changed; `question` only says in which language."""
    names = names_of(graph)
    return answer(graph, names, replace(plan, chips=chips(plan, names)), question, fold(question).language(), limit)


def answer(
    graph: Graph,
    names: Names,
    plan: Plan | Unanswerable,
    question: str,
    language: Language,
    limit: int = 50,
    strict: bool = False,
) -> Answer:
    """Run a plan; where the graph has nothing for it, its less strict forms are tried, and said in the chips."""
    english = language != "zh"
    if isinstance(plan, Unanswerable):
        reason = plan.reason_en if english else plan.reason_zh
        return Answer(question, language, Reading(plan.chips, reason), "", (), True, reason)
    first = ""
    for form in relaxing.forms(plan, strict):
        text, items, total = _run(graph, names, form, english, limit)
        first = first or text
        if items:
            reading = Reading(form.chips, sentences.sentence(form, total, len(items), english))
            return Answer(question, language, reading, text, tuple(items), False, "", total, plan=form)
    reason = sentences.nothing(plan, english)
    reading = Reading(plan.chips, sentences.understood(plan, english))
    return Answer(question, language, reading, first, (), True, reason, plan=plan)


def _run(graph: Graph, names: Names, wanted: Plan, english: bool, limit: int) -> tuple[str, list[Item], int]:
    """Return the query, the answers up to the limit, and how many there are."""
    plan = scoping.resolved(wanted, names)
    if plan is not None and plan.family == "bodies" and plan.words:
        plan = replace(plan, claims=quoting.saying(graph, plan.words))
    text = sparql.generate(plan or wanted)
    if plan is None:
        return text, [], 0
    if plan.family in ("promises", "changes", "values"):
        items = _special(graph, names, plan, text, english)
        return text, items[:limit], len(items)
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in _shown(names, rows(graph, text)):
        grouped[row["thing"]].append(row)
    if plan.aggregate == "count" and grouped:
        shown = dict(sorted(grouped.items())[:QUOTES])
        counted = _items(graph, names, plan, shown, english)
        counting = sparql.counting(plan)
        number = int(rows(graph, counting)[0]["count"]) if len(grouped) >= sparql.MOST else len(grouped)
        return counting, [_count(plan, number, counted, english)], 1
    if plan.aggregate in ("first", "last") and grouped:
        dated = {iri: names.documents[iri].dated() for iri in grouped}
        known = [iri for iri in grouped if dated[iri]] or list(grouped)
        chosen = (min if plan.aggregate == "first" else max)(known, key=lambda i: (dated[i], i))
        grouped = {chosen: grouped[chosen]}
    shown = dict(sorted(grouped.items())[:limit]) if len(grouped) > max(limit, SORTED) else grouped
    items = _items(graph, names, plan, shown, english)
    return text, items[:limit], max(len(items), len(grouped) if shown is not grouped else 0)


def _special(graph: Graph, names: Names, plan: Plan, text: str, english: bool) -> list[Item]:
    if plan.family == "promises":
        return reports.promises(graph, names, plan, english)
    if plan.family == "changes":
        return reports.changes(graph, plan, english)
    return numbers.items(graph, names, plan, _shown(names, rows(graph, text)), english)


def _shown(names: Names, found: list[Row]) -> list[Row]:
    """Return rows with the things of named graphs under the IRIs by which they are seen in the merge."""
    return [{**row, "thing": names.shown(row["thing"])} for row in found]


def _items(graph: Graph, names: Names, plan: Plan, grouped: dict[str, list[Row]], english: bool) -> list[Item]:
    """Return things with their quotes, the best borne out first; those of no claim are quoted where they are named."""
    grouped = {iri: list(group) for iri, group in grouped.items()}
    if plan.family == "things":
        for query in sparql.claims(plan, grouped):
            for row in rows(graph, query):
                grouped[row["thing"]].append(row)
    bare = [iri for iri, group in grouped.items() if not any(map(_claims, group))]
    for iri, mentions in mentions_of(graph, bare).items():
        grouped[iri] = [{"thing": iri, "claim": mention} for mention in mentions[:QUOTES]]
    evidence = evidence_of(graph, (claim for group in grouped.values() for row in group for claim in _claims(row)))
    items = [_item(names, plan, iri, group, evidence, english) for iri, group in grouped.items()]
    return sorted((i for i in items if i.evidence), key=lambda i: (proofs.order(i.evidence[0]), i.iri))


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


def _count(plan: Plan, total: int, items: Iterable[Item], english: bool) -> Item:
    name = (plan.classes or ("Document",))[0] if len(plan.classes) == 1 or plan.family == "documents" else "Any"
    quotes = tuple(item.evidence[0] for item in items)
    return Item(str(ZC._NS) + name, labels(name)[english], "Count", quotes, str(total))
