"""The chips of a plan that no question stands behind."""

from collections.abc import Iterator

from kg.questions.lexicon import SLOTS, labels
from kg.questions.names import Names
from kg.questions.plan import Chip, Plan
from kg.questions.slots import theme_of
from ontology.terms import THEME, ZC

SHOWN = 5
"""So many things of one slot have a chip."""
_TARGETS = {"responsibleBody": "body", "serves": "goal", "locatedIn": "place", "hasStatus": "status"}


def chips(plan: Plan, names: Names) -> tuple[Chip, ...]:
    """Return a chip for everything that a plan says."""
    return tuple(_chips(plan, names))


def _chips(plan: Plan, names: Names) -> Iterator[Chip]:
    for value in plan.classes:
        yield _chip("class", value, *labels(value))
    slot = "indicator" if plan.family in ("values", "promises") else "thing"
    for iri in plan.subjects[:SHOWN]:
        yield _thing(slot, iri, names)
    if plan.predicate:
        yield _chip("relation", plan.predicate, *labels(plan.predicate))
    for condition in plan.conditions:
        yield _chip("relation", condition.predicate, *labels(condition.predicate))
        for iri in condition.targets[:SHOWN]:
            yield _thing(_TARGETS.get(condition.predicate, "thing"), iri, names)
        if condition.role:
            yield _chip("role", condition.role, *labels(condition.role))
    for group in plan.words:
        yield _chip("words", "/".join(group), "、".join(group), ", ".join(group))
    said = {
        "role": plan.role,
        "kind": plan.kind,
        "growth": "growth" if plan.growth else "",
        "aggregate": plan.aggregate,
        "change": plan.change,
        "outcome": plan.outcome,
        "level": plan.scope.level,
    }
    for name, said_ in said.items():
        if said_:
            yield _chip(name, said_, *labels(said_))
    for place in plan.scope.places:
        yield _chip("place", place, place, place)
    for iri in plan.scope.documents[:SHOWN]:
        title = names.documents[iri].title if iri in names.documents else iri
        yield _chip("document", iri, title, title)
    for year in (*plan.years, *filter(None, (plan.scope.year,))):
        yield _chip("year", year, year, year)


def _thing(slot: str, iri: str, names: Names) -> Chip:
    if iri.startswith(str(THEME)):
        theme = theme_of(iri)
        return _chip("theme", iri, theme.zh, theme.en)
    if iri.startswith(str(ZC._NS)):
        return _chip(slot, iri, *labels(iri.removeprefix(str(ZC._NS))))
    label = names.things[iri].label if iri in names.things else iri
    return _chip(slot, iri, label, label)


def _chip(slot: str, value: str, chinese: str, english: str) -> Chip:
    names = SLOTS.get(slot, (slot, slot))
    return Chip(slot, value, f"{names[0]}：{chinese}", f"{names[1]}: {english}")
