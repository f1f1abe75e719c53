"""Which documents a scope means."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from kg.naming import normalise
from kg.questions.names import Names, Titled
from kg.questions.places import stem, units
from kg.questions.plan import Plan, Scope

CALLED = 3_000
"""So many things at most are listed by their IRIs; more are found by their names in the query."""


def resolved(plan: Plan, names: Names) -> Plan | None:
    """Return the plan with its documents and headings listed; None where no document is meant."""
    scope = plan.scope
    if scope.places or scope.year or scope.level:
        found = meant(scope, names)
        if not found and not plan.located:
            return None
        plan = replace(plan, scope=Scope(documents=found))
    if plan.scope.documents:
        # documents are asked each by itself, and each calls things by IRIs of its own
        conditions = tuple(replace(each, targets=names.meant(each.targets)) for each in plan.conditions)
        plan = replace(plan, subjects=names.meant(plan.subjects), conditions=conditions)
    if plan.words and plan.family in ("things", "values"):
        called = called_by(names, plan.words)
        if len(called) <= CALLED:
            plan = replace(plan, called=names.meant(called), words=() if called else plan.words)
            if not called:
                return None
    if plan.field_words:
        plan = replace(plan, headings=_headings(plan, names), fielded=_fielded(plan, names))
    return plan


def _fielded(plan: Plan, names: Names) -> tuple[str, ...] | None:
    """Return the things with a word of the plan's fields in their names, where they are few enough to be listed."""
    found = names.meant(called_by(names, (plan.field_words,)))
    return found if len(found) <= CALLED else None


def called_by(names: Names, words: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the things with one word of each group in a name."""
    found: set[str] | None = None
    for group in words:
        pools = (names.pairs.get(word[:2], ()) if len(word) > 1 else names.by_name for word in group)
        holding = {name for pool, word in zip(pools, group, strict=True) for name in pool if word in name}
        things = {iri for name in holding for iri in names.by_name[name]}
        found = things if found is None else found & things
    return tuple(sorted(found or ()))


def meant(scope: Scope, names: Names) -> tuple[str, ...]:
    """Return the documents that a scope means: those of a place itself before those of places in it."""
    found = [iri for iri, document in names.documents.items() if _meant(scope, iri, document)]
    if not scope.places or scope.level:
        return tuple(found)
    last = {iri: stems(names.documents[iri].place)[-1:] for iri in found}
    kept: dict[str, None] = {}
    for place in scope.places:
        own = [iri for iri in found if last[iri] == (place,)]
        kept |= dict.fromkeys(own or (iri for iri in found if within(names.documents[iri], place)))
    return tuple(iri for iri in found if iri in kept)


def _headings(plan: Plan, names: Names) -> tuple[str, ...]:
    """Return the sections whose titles have a word of the plan's fields, in the documents of its scope."""
    wanted = tuple(f"{document}/" for document in plan.scope.documents)
    named = re.compile("|".join(map(re.escape, plan.field_words)))
    found = (iri for title, iris in names.headings.items() if named.search(title) for iri in iris)
    return tuple(iri for iri in found if not wanted or iri.startswith(wanted))


def within(document: Titled, place: str) -> bool:
    """Tell whether a document is of a place (by its stem) or of one in it; of any where none is given."""
    return not place or place in stems(document.place)


@cache
def stems(place: str) -> tuple[str, ...]:
    """Return the names of the units of a place without their kind, the widest first."""
    return tuple(stem(unit) for unit in units(normalise(place)))


def _meant(scope: Scope, iri: str, document: Titled) -> bool:
    if scope.documents and iri not in scope.documents:
        return False
    if scope.level and document.level != scope.level:
        return False
    placed = not scope.places or any(within(document, place) for place in scope.places)
    return placed and (not scope.year or _covers(document, scope.year))


def _covers(document: Titled, year: str) -> bool:
    """Tell whether a document was given in a year (or span of years), or is about it."""
    first, last = year[:4], year[-4:]
    given = document.year()
    if given and first <= given <= last:
        return True
    return bool(document.period) and document.period[:4] <= last and first <= document.period[-4:]
