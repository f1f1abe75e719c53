"""From a plan to SPARQL: one generator, read-only, every literal and IRI escaped.

Each query binds `?thing` (what is answered) and `?claim`, `?claim1`, … (claims, observations or mentions that bear it
out).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg.questions.graph import PREFIXES
from kg.questions.plan import Condition, Plan, Scope
from ontology.terms import ZC

ZC_PREFIX = str(ZC._NS)


def generate(plan: Plan) -> str:
    """Return the query of a plan."""
    return _FAMILIES[plan.family](plan)


def iri(value: str) -> str:
    """Return an IRI as SPARQL writes it, by prefix where it has one; raises ValueError for what is no IRI."""
    local = value.removeprefix(ZC_PREFIX)
    if local != value and local.isalnum():
        return f"zc:{local}"
    return str(NamedNode(value))


def literal(value: str) -> str:
    """Return a text as a SPARQL literal."""
    return str(Literal(value))


def values(variable: str, iris: Iterable[str]) -> str:
    """Return a VALUES clause."""
    return f"VALUES ?{variable} {{ {' '.join(map(iri, iris))} }}"


def _select(variables: str, lines: Iterable[str], tail: str = "") -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return f"{PREFIXES}SELECT DISTINCT {variables} WHERE {{\n{body}\n}}{tail}"


def _things(plan: Plan) -> str:
    lines = [values("class", (str(ZC[name]) for name in plan.classes)), "?thing a ?class ."]
    claims = [f"claim{i or ''}" for i in range(len(plan.conditions))] or ["claim"]
    for i, (claim, condition) in enumerate(zip(claims, plan.conditions, strict=False)):
        lines += _condition(f"?{claim}", f"?target{i or ''}", condition)
    if not plan.conditions:
        lines.append("?claim zc:mentionOf ?thing .")
    lines += list(_scoped(plan, "?claim"))
    lines += list(_named(plan))
    shown = [f"?{claim}" for claim in claims]
    return _select("?thing " + " ".join(shown), lines)


def counting(sparql: str) -> str:
    """Return the query that counts the things of another one."""
    head, _, body = sparql.partition("WHERE")
    return f"{head.partition('SELECT')[0]}SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE{body}"


def _condition(claim: str, target: str, condition: Condition) -> Iterator[str]:
    yield values(target[1:], condition.targets)
    yield f"{claim} zc:claimPredicate zc:{condition.predicate} ; zc:claimSubject ?thing ; zc:claimObject {target} ."
    if condition.role:
        yield f"{claim} zc:role zc:{condition.role} ."


def _scoped(plan: Plan, claim: str) -> Iterator[str]:
    """Yield where the claim must be made; a place may also be where the thing is."""
    scope = plan.scope
    if plan.located and scope.place:
        inner = " ".join(_scope(Scope(place=scope.place), claim))
        yield f"{{ {values('place', plan.located)} ?thing zc:locatedIn ?place . }} UNION {{ {inner} }}"
        scope = Scope(scope.documents, "", scope.level, scope.year)
    yield from _scope(scope, claim)


def _scope(scope: Scope, claim: str) -> Iterator[str]:
    if not scope:
        return
    yield f"{claim} zc:inDocument ?document ."
    if scope.documents:
        yield values("document", scope.documents)
    if scope.level:
        yield f"?document zc:level {literal(scope.level)} ."
    if scope.place:
        yield "?document dcterms:spatial ?spatial ."
        yield f'FILTER(CONTAINS(REPLACE(STR(?spatial), "\\\\s", ""), {literal(scope.place)}))'
    if scope.year:
        first, last = literal(scope.year[:4]), literal(scope.year[-4:])
        yield "OPTIONAL { ?document dcterms:issued ?issued } OPTIONAL { ?document dcterms:temporal ?period }"
        yield (
            f"FILTER((BOUND(?issued) && SUBSTR(?issued, 1, 4) >= {first} && SUBSTR(?issued, 1, 4) <= {last}) || "
            f"(BOUND(?period) && SUBSTR(?period, 1, 4) <= {last} && SUBSTR(?period, STRLEN(?period) - 3) >= {first}))"
        )


def _named(plan: Plan) -> Iterator[str]:
    """Yield conditions on names; words of a policy field may also stand in the heading or sentence of the claim."""
    if plan.words:
        yield "?thing skos:prefLabel|skos:altLabel ?name ."
        for group in plan.words:
            yield f"FILTER({_any('LCASE(STR(?name))', group)})"
    if plan.field_words and plan.conditions:
        yield "?thing skos:prefLabel ?title . ?claim zc:evidence/oa:hasSelector/oa:exact ?quote ."
        yield f"FILTER({_any('CONCAT(STR(?title), STR(?quote))', plan.field_words)})"


def _any(text: str, words: Iterable[str]) -> str:
    return " || ".join(f"CONTAINS({text}, {literal(word)})" for word in words)


def _bodies(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    for i, condition in enumerate(plan.conditions):
        yielded = list(_condition(f"?served{i}", f"?target{i}", condition))
        lines += [line.replace("?thing", "?subject") for line in yielded]
    lines.append("?claim zc:claimPredicate zc:responsibleBody ; zc:claimSubject ?subject ; zc:claimObject ?thing .")
    lines.append(f"?claim zc:role zc:{plan.role} ." if plan.role else "OPTIONAL { ?claim zc:role ?role }")
    if plan.words:
        lines.append("?claim zc:evidence/oa:hasSelector/oa:exact ?quote .")
        text = 'REPLACE(STR(?quote), "\\\\s", "")'
        lines += [f"FILTER({_any(text, group)})" for group in plan.words]
    lines += list(_scope(plan.scope, "?claim"))
    return _select("?thing ?subject ?claim" if plan.role else "?thing ?subject ?role ?claim", lines)


def _facts(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    ends = ("?thing", "?subject") if plan.inverse else ("?subject", "?thing")
    lines.append(
        f"?claim zc:claimPredicate zc:{plan.predicate} ; zc:claimSubject {ends[0]} ; zc:claimObject {ends[1]} ."
    )
    if plan.classes:
        lines.append(values("class", (str(ZC[name]) for name in plan.classes)) + " ?thing a ?class .")
    lines += list(_scope(plan.scope, "?claim"))
    return _select("?thing ?subject ?claim", lines)


def _values(plan: Plan) -> str:
    lines = [values("thing", plan.subjects)] if plan.subjects else []
    lines.append(
        "?claim zc:indicator ?thing ; zc:kind ?kind ; zc:bound ?bound ; zc:growth ?growth ; zc:unitText ?unit ; "
        "zc:inDocument ?document ."
    )
    if plan.kind == "reported":
        lines.append("FILTER(?kind != zc:target)")
    elif plan.kind:
        lines.append(f"?claim zc:kind zc:{plan.kind} .")
    if plan.growth is not None:
        lines.append(f"FILTER(?growth = {'true' if plan.growth else 'false'})")
    lines.append("OPTIONAL { ?claim zc:value ?value } OPTIONAL { ?claim zc:valueMax ?max }")
    lines.append("OPTIONAL { ?claim zc:valueText ?text } OPTIONAL { ?claim zc:baseValue ?base }")
    lines.append("OPTIONAL { ?claim zc:period ?when }")
    if plan.years:
        lines.append(f"FILTER({' || '.join(_year(year) for year in plan.years)})")
    lines += [line for line in _scope(plan.scope, "?claim") if line != "?claim zc:inDocument ?document ."]
    order = {"max": "\nORDER BY DESC(COALESCE(?base, ?value))", "min": "\nORDER BY COALESCE(?base, ?value)"}
    return _select(
        "?thing ?claim ?value ?max ?text ?unit ?base ?kind ?when ?bound ?growth ?document",
        lines,
        order.get(plan.aggregate or "", ""),
    )


def _year(year: str) -> str:
    """A year is met by itself and by a span that ends with it; a span only by itself."""
    if "/" in year:
        return f"?when = {literal(year)}"
    return f"?when = {literal(year)} || STRENDS(?when, {literal('/' + year)})"


def _mentions(plan: Plan) -> str:
    lines = [values("thing", plan.subjects), "?claim zc:mentionOf ?thing .", *_scope(plan.scope, "?claim")]
    return _select("?thing ?claim", lines)


def _documents(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    lines += ["?claim zc:mentionOf ?subject ; zc:inDocument ?thing ."]
    lines += list(_scope(plan.scope, "?claim"))
    return _select("?thing ?claim", lines)


def _promises(plan: Plan) -> str:
    """The targets; what became of them is found beside them, by indicator and year."""
    return _values(replace(plan, kind="target", growth=None, years=()))


def _changes(plan: Plan) -> str:
    """The things of the two documents, with the documents that name them."""
    lines = [values("document", plan.scope.documents)]
    lines += [values("class", (str(ZC[name]) for name in plan.classes)) + " ?thing a ?class ."] if plan.classes else []
    return _select("?thing ?document", [*lines, "?claim zc:mentionOf ?thing ; zc:inDocument ?document ."])


_FAMILIES: dict[str, Callable[[Plan], str]] = {
    "things": _things,
    "bodies": _bodies,
    "facts": _facts,
    "values": _values,
    "mentions": _mentions,
    "documents": _documents,
    "promises": _promises,
    "changes": _changes,
}
