"""Which documents a scope means."""

from dataclasses import replace

from kg.naming import normalise
from kg.questions.names import Names, Titled
from kg.questions.plan import Plan, Scope


def resolved(plan: Plan, names: Names) -> Plan | None:
    """Return the plan with its documents listed; None where no document is meant."""
    scope = plan.scope
    if not (scope.place or scope.year or scope.level):
        return plan
    found = tuple(iri for iri, document in names.documents.items() if _meant(scope, iri, document))
    if not found:
        return replace(plan, scope=Scope()) if plan.located else None
    return replace(plan, scope=Scope(documents=found))


def _meant(scope: Scope, iri: str, document: Titled) -> bool:
    if scope.documents and iri not in scope.documents:
        return False
    if scope.level and document.level != scope.level:
        return False
    return scope.place in normalise(document.place) and (not scope.year or _covers(document, scope.year))


def _covers(document: Titled, year: str) -> bool:
    """Tell whether a document was given in a year (or span of years), or is about it."""
    first, last = year[:4], year[-4:]
    given = document.year()
    if given and first <= given <= last:
        return True
    return bool(document.period) and document.period[:4] <= last and first <= document.period[-4:]
