"""Less strict forms of a plan, for where the graph has nothing for the strict one; each says what it let go."""

from collections.abc import Iterator
from dataclasses import replace

from kg.questions.lexicon import labels
from kg.questions.plan import Chip, Condition, Plan
from ontology.terms import THING, ZC

ANY = ("Project", "Reform", "Goal")


def forms(plan: Plan, strict: bool = False) -> Iterator[Plan]:
    """Yield the plan, then what still answers the question: no role, growth beside level, what measures a whole.

    Strict ones of a list of things let nothing go.
    """
    if plan.own_words:
        yield replace(plan, field_words=plan.own_words)
    yield plan
    if strict and plan.family == "things":
        return
    if plan.family == "bodies" and plan.role:
        yield _without(replace(plan, role=None), "role", "角色：不限", "role: any")
    if plan.family == "bodies" and plan.subjects and not plan.conditions:
        parts = replace(plan, subjects=(), conditions=(Condition("partOf", plan.subjects),), role=None)
        yield _with(parts, "relation", "部分的责任单位", "of its parts")
    if plan.family == "things" and any(c.role for c in plan.conditions):
        loose = tuple(replace(c, role=None) for c in plan.conditions)
        yield _without(replace(plan, conditions=loose), "role", "角色：不限", "role: any")
    if plan.family == "things" and len(plan.conditions) > 1:
        yield from _elsewhere(plan)
    if plan.family == "promises" and not plan.years and not plan.subjects:
        yield from _goals(plan)
    if plan.family == "values":
        yield from _values(plan)
    if plan.family == "things" and plan.conditions and plan.aggregate is None:
        yield from _measured(plan)
        yield from _broader(plan)


def _values(plan: Plan) -> Iterator[Plan]:
    """Changes and targets where no level is reported, growth where no level is given, any unit at last."""
    plans = [plan]
    if plan.kind == "actual":
        plans.append(replace(plan, kind="reported"))
        yield plans[-1]
    if plans[-1].kind == "reported":
        yield _without(replace(plan, kind="target"), "kind", "类别：目标值", "kind: target")
    if plan.growth is False:
        for kind in ("reported", "target") if plan.kind in ("actual", "reported") else (plan.kind,):
            grown = replace(plan, growth=None, kind=kind, unit="")
            yield _without(grown, "growth", "增幅：包括", "growth: included")
    if plan.growth:
        yield _without(replace(plan, growth=None, kind="change"), "growth", "类别：变化值", "kind: change")
        yield _without(replace(plan, growth=False), "growth", "增幅：没有，给出水平值", "growth: none, its level")


def _elsewhere(plan: Plan) -> Iterator[Plan]:
    """Without the place or the whole that only said where to look, where a thing still says what is asked for."""
    for predicate in ("partOf", "locatedIn", "serves"):
        kept = tuple(c for c in plan.conditions if c.predicate != predicate)
        named = any(iri.startswith(str(THING)) for c in kept if c.predicate != "locatedIn" for iri in c.targets)
        if predicate == "serves":
            named = any(c.predicate == "responsibleBody" for c in kept)
        if named and kept != plan.conditions:
            chinese, english = labels(predicate)
            yield _without(
                replace(plan, conditions=kept, field_words=()), "relation", f"{chinese}：不限", f"{english}: any"
            )


def _measured(plan: Plan) -> Iterator[Plan]:
    """What has no parts may still have quantities: kilometres built, wells dug."""
    parts = [c for c in plan.conditions if c.predicate == "partOf"]
    if len(parts) == len(plan.conditions) == 1:
        counted = replace(plan, classes=("Indicator",), conditions=(replace(parts[0], predicate="measures"),))
        counted = _without(counted, "class", "类别：指标", "class: Indicator")
        yield _without(counted, "relation", "关系：衡量", "relation: measures")


def _goals(plan: Plan) -> Iterator[Plan]:
    """Goals by the state that one report gives them, where no later report tells what became of targets."""
    states = {"met": ("completed",), "open": ("ongoing", "planned"), "missed": ("ongoing", "planned")}.get(plan.outcome)
    if states:
        condition = Condition("hasStatus", tuple(str(ZC[state]) for state in states))
        goals = Plan("things", classes=("Goal",), conditions=(condition,), scope=plan.scope, chips=plan.chips)
        yield _without(goals, "kind", "类别：目标", "class: Goal")


def _broader(plan: Plan) -> Iterator[Plan]:
    """Whatever has the relation to the thing named, of any class: an action may be read as a reform too."""
    named = any(iri.startswith(str(THING)) for c in plan.conditions for iri in c.targets)
    if named and plan.classes and plan.classes != ANY and not plan.words:
        yield _without(replace(plan, classes=ANY), "class", "类别：不限", "class: any")


def _with(plan: Plan, slot: str, chinese: str, english: str) -> Plan:
    return replace(plan, chips=(*plan.chips, Chip(slot, "any", chinese, english)))


def _without(plan: Plan, slot: str, chinese: str, english: str) -> Plan:
    kept = tuple(chip for chip in plan.chips if chip.slot != slot)
    return replace(plan, chips=(*kept, Chip(slot, "any", chinese, english)))
