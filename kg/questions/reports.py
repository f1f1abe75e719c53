"""Answers that compare: targets with outcomes, one report with another."""

from dataclasses import replace
from urllib.parse import unquote

from kg.questions.diff import Change, diff
from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import Graph
from kg.questions.item import Item
from kg.questions.lexicon import labels
from kg.questions.names import Names
from kg.questions.numbers import amount
from kg.questions.observations import observations
from kg.questions.pairing import Pair, pairs
from kg.questions.plan import Plan
from kg.questions.scoping import stems, within

UNREPORTED = ("没有报告", "not reported")


_OUTCOMES = {"met": ("met", "exceeded"), "any": ("met", "exceeded", "missed", "unclear", "open", "pending")}


def promises(graph: Graph, names: Names, plan: Plan, english: bool) -> list[Item]:
    """Return the targets with the outcome asked for, each with the quotes of the target and of its outcome.

    Targets are those of documents given in the first year named, else those due in it; with a second year named, what
    is not reported in documents given then counts as open.
    """
    documents = () if plan.subjects else _region(names, plan)
    observed = observations(graph, names.alike(plan.subjects), documents)
    found = [pair for pair in pairs(names, observed) if _placed(names, pair, plan)]
    if plan.years:
        given = [p for p in found if names.documents[p.target.document].year() == plan.years[0]]
        found = given or [p for p in found if p.due == plan.years[0]]
    if plan.outcome == "open" and len(plan.years) > 1:
        found = [_reported(names, pair, plan.years[1]) for pair in found]
    found = [pair for pair in found if pair.outcome in _OUTCOMES.get(plan.outcome, (plan.outcome,))]
    evidence = evidence_of(graph, (o.iri for p in found for o in (p.target, p.result, p.before) if o))
    return [
        Item(
            pair.target.indicator,
            names.things[pair.target.indicator].label,
            "Indicator",
            tuple(e for o in (pair.target, pair.result, pair.before) if o for e in evidence.get(o.iri, ())),
            _said(pair, english),
        )
        for pair in found
        if evidence.get(pair.target.iri)
    ]


def _region(names: Names, plan: Plan) -> tuple[str, ...]:
    """Return all documents of the places that the scope's documents are of: targets and outcomes both stand in them."""
    seats = {stems(names.documents[iri].place)[-1:] for iri in plan.scope.documents if iri in names.documents}
    return tuple(iri for iri, document in names.documents.items() if stems(document.place)[-1:] in seats)


def _placed(names: Names, pair: Pair, plan: Plan) -> bool:
    document = names.documents.get(pair.target.document)
    if document is None:
        return False
    wanted, places = plan.scope.documents, plan.scope.places
    return (not wanted or document.iri in wanted) and (not places or any(within(document, each) for each in places))


def _reported(names: Names, pair: Pair, year: str) -> Pair:
    """Leave a result out that was not reported in documents of that year."""
    if pair.result is not None and names.documents[pair.result.document].year() != year:
        return replace(pair, result=None, outcome="open")
    return pair


def _said(pair: Pair, english: bool) -> str:
    result = amount(pair.result, english) if pair.result else UNREPORTED[english]
    if pair.before:
        result = f"{amount(pair.before, english)} → {result}"
    outcome = "" if pair.outcome == "open" else f" ({labels(pair.outcome)[english]})"
    return f"{amount(pair.target, english)} → {result}{outcome}"


def changes(graph: Graph, plan: Plan, english: bool) -> list[Item]:
    """Return the things that the later document adds, drops, shares or changes; all but shared where it is not said."""
    before, after = (unquote(iri.rpartition("/")[2]) for iri in plan.scope.documents)
    fates = {"shared": ("shared", "changed"), "added": ("added",), "dropped": ("dropped",)}.get(
        plan.change, ("added", "dropped", "changed")
    )
    found = diff(graph, before, after, fates)
    said = {"changed": "shared"} if plan.change == "shared" else {}
    return [
        _item(each, said.get(fate, fate), english)
        for fate in fates
        for each in getattr(found, fate)
        if _wanted(each, plan)
    ]


def _wanted(change: Change, plan: Plan) -> bool:
    broader = {"Programme": "Project", "Task": "Reform"}.get(change.kind, change.kind)
    return bool(_quotes(change)) and (not plan.classes or change.kind in plan.classes or broader in plan.classes)


def _quotes(change: Change) -> tuple[Evidence, ...]:
    return tuple(e for side in (change.before, change.after) if side for e in side.evidence)


def _item(change: Change, fate: str, english: bool) -> Item:
    value = labels(fate)[english]
    if fate == "changed" and change.before and change.after:
        value = f"{value}: {'、'.join(change.before.facts)} → {'、'.join(change.after.facts)}"
    return Item(change.iri, change.label, change.kind, _quotes(change), value)
