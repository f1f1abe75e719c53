"""Answers that compare: targets with outcomes, one report with another."""

from dataclasses import replace
from urllib.parse import unquote

from kg.naming import normalise
from kg.questions.diff import Change, diff
from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import Graph
from kg.questions.item import Item
from kg.questions.lexicon import labels
from kg.questions.names import Names
from kg.questions.numbers import amount
from kg.questions.observations import Pair, observations, pairs
from kg.questions.plan import Plan

UNREPORTED = ("没有报告", "not reported")


def promises(graph: Graph, names: Names, plan: Plan, english: bool) -> list[Item]:
    """Return the targets with the outcome asked for, each with the quotes of the target and of its outcome.

    Targets are those of documents given in the first year named, else those due in it; with a second year named, what
    is not reported in documents given then counts as open.
    """
    observed = observations(graph, plan.subjects)
    found = [pair for pair in pairs(names, observed) if _placed(names, pair, plan)]
    if plan.years:
        given = [p for p in found if names.documents[p.target.document].year() == plan.years[0]]
        found = given or [p for p in found if p.due == plan.years[0]]
    if plan.outcome == "open" and len(plan.years) > 1:
        found = [_reported(names, pair, plan.years[1]) for pair in found]
    found = [pair for pair in found if pair.outcome == plan.outcome]
    evidence = evidence_of(graph, (o.iri for p in found for o in (p.target, p.result) if o))
    return [
        Item(
            pair.target.indicator,
            names.things[pair.target.indicator].label,
            "Indicator",
            (*evidence.get(pair.target.iri, ()), *(evidence.get(pair.result.iri, ()) if pair.result else ())),
            _said(pair, english),
        )
        for pair in found
        if evidence.get(pair.target.iri)
    ]


def _placed(names: Names, pair: Pair, plan: Plan) -> bool:
    document = names.documents.get(pair.target.document)
    if document is None:
        return False
    wanted = plan.scope.documents
    return (not wanted or document.iri in wanted) and plan.scope.place in normalise(document.place)


def _reported(names: Names, pair: Pair, year: str) -> Pair:
    """Leave a result out that was not reported in documents of that year."""
    if pair.result is not None and names.documents[pair.result.document].year() != year:
        return replace(pair, result=None, outcome="open")
    return pair


def _said(pair: Pair, english: bool) -> str:
    result = amount(pair.result, english) if pair.result else UNREPORTED[english]
    return f"{amount(pair.target, english)} → {result} ({labels(pair.outcome)[english]})"


def changes(graph: Graph, plan: Plan, english: bool) -> list[Item]:
    """Return the things that the later document adds, drops, shares or changes; all but shared where it is not said."""
    before, after = (unquote(iri.rpartition("/")[2]) for iri in plan.scope.documents)
    found = diff(graph, before, after)
    fates = {"added": found.added, "dropped": found.dropped, "changed": found.changed, "shared": found.shared}
    if plan.change == "shared":
        fates = {"shared": (*found.shared, *found.changed)}
    elif plan.change in ("added", "dropped"):
        fates = {plan.change: fates[plan.change]}
    else:
        del fates["shared"]
    return [_item(each, fate, english) for fate, items in fates.items() for each in items if _wanted(each, plan)]


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
