"""From a plan to SPARQL: one generator, read-only, every literal and IRI escaped.

Each query binds `?thing`, what is answered; those of few things also `?claim`, what bears it out. For lists of things
`claims` asks for that afterwards, of those that are shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg.questions.graph import PREFIXES
from kg.questions.plan import Condition, Plan, Scope
from ontology.terms import DOCUMENT, GRAPH, THEME, ZC

ROLES = {"lead": "leadBody", "support": "supportBody", "operate": "operatingBody"}
ZC_PREFIX = str(ZC._NS)
UNROLLED = 24
"""Up to so many documents are looked up each by itself."""
MOST = 301
"""So many things are fetched at most; whoever needs the number of more counts them."""


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


def _things(plan: Plan, counted: bool = False) -> str:
    """The condition on the fewest comes first, all others only look at what it lets through.

    Where all are counted the class is joined at once: looking it up thing by thing takes seven times as long.
    """
    conditions, themed = sorted(plan.conditions, key=_breadth), _serves_theme(plan)
    classes = [str(ZC[name]) for name in plan.classes]
    checks = {each: _exists(each.predicate, _predicate(each), each.targets) for each in conditions}
    fielded = [_fielded(plan)] if plan.field_words and themed else []
    every = [*checks.values(), _exists("kind", "", classes), *fielded, *_named(plan)]
    if plan.called:
        lines = [values("thing", plan.called), *every]
    elif not conditions:
        lines = [values("class", classes), "?thing a ?class .", *_named(plan)]
    else:
        first = conditions[0]
        if fielded and first == themed:
            opening, fielded = _worded(_predicate(first), first.targets, plan), []
        else:
            opening = [values("target", first.targets), f"?thing zc:{_predicate(first)} ?target ."]
        joined = f"{{ SELECT DISTINCT ?thing WHERE {{ {values('class', classes)} ?thing a ?class . }} }}"
        kinds = joined if counted and not plan.scope.documents else _exists("kind", "", classes)
        rest = [check for each, check in checks.items() if each != first]
        lines = [*opening, *rest, kinds, *fielded, *_named(plan)]
    body = within(plan.scope.documents, lines)
    if plan.located:
        called = [values("thing", plan.called)] if plan.called else []
        lies = [values("place", plan.located), "?thing zc:locatedIn ?place .", *called, *every]
        other = ["{", *(f"  {line}" for line in lies), "}"]
        body = ["{", *(f"  {line}" for line in body), "} UNION", *other] if plan.scope else other
    return _select("?thing", body, f"\nLIMIT {MOST}")


def _breadth(condition: Condition) -> int:
    """Sort conditions by how many things meet them: those on a named thing few, those on a theme or a status many."""
    return 2 if condition.predicate == "hasStatus" else any(each.startswith(str(THEME)) for each in condition.targets)


def _serves_theme(plan: Plan) -> Condition | None:
    return next((each for each in plan.conditions if _breadth(each) == 1), None)


def _predicate(condition: Condition) -> str:
    return ROLES.get(condition.role or "", condition.predicate)


def _exists(name: str, predicate: str, targets: Iterable[str]) -> str:
    """A condition on things that are known by another one; without a predicate on their class."""
    among = ", ".join(map(iri, targets))
    link = f"zc:{predicate}" if predicate else "a"
    return f"FILTER EXISTS {{ ?thing {link} ?{name} . FILTER(?{name} IN ({among})) }}"


def _worded(predicate: str, targets: Iterable[str], plan: Plan) -> list[str]:
    """What serves a theme and has words of a field in its name, or stands under a heading that has them."""
    known = list(targets)
    if plan.fielded is not None:
        lines = [f"{{ {values('thing', plan.fielded)} {_exists('goal', predicate, known)} }}"]
    else:
        serving = f"{values('target', known)} ?thing zc:{predicate} ?target ."
        lines = [f"{{ {serving} ?thing skos:prefLabel ?title . {_matches('STR(?title)', plan.field_words)} }}"]
    if plan.headings:
        headed = f"{values('heading', plan.headings)} ?mention zc:inSection ?heading ; zc:mentionOf ?thing ."
        lines = [f"{lines[0]} UNION", f"{{ {headed} {_exists('goal', predicate, known)} }}"]
    return lines


def _fielded(plan: Plan) -> str:
    """The same as a condition on things that are known by another one."""
    named = f"EXISTS {{ ?thing skos:prefLabel ?title . {_matches('STR(?title)', plan.field_words)} }}"
    among = f"FILTER(?heading IN ({', '.join(map(iri, plan.headings))}))"
    headed = f" || EXISTS {{ ?mention zc:mentionOf ?thing ; zc:inSection ?heading . {among} }}" if plan.headings else ""
    return f"FILTER({named}{headed})"


def within(documents: Iterable[str], lines: list[str]) -> list[str]:
    """Put patterns into the graphs of documents, each of which must say all of it; of none where they are any.

    Oxigraph looks few named graphs up one by one at a tenth of the cost of a graph that is a variable.
    """
    graphs = [iri(each.replace(str(DOCUMENT), str(GRAPH), 1)) for each in documents]
    if not graphs:
        return lines
    inner = [f"  {line}" for line in lines]
    if len(graphs) > UNROLLED:
        return [f"VALUES ?graph {{ {' '.join(graphs)} }}", "GRAPH ?graph {", *inner, "}"]
    found: list[str] = []
    for graph in graphs:
        found += [f"{'} UNION {' if found else '{'} GRAPH {graph} {{", *inner, "}"]
    return [*found, "}"]


def claims(plan: Plan, things: Iterable[str]) -> Iterator[str]:
    """Yield the queries for the claims (`?claim`) by which things meet the conditions of a plan, one for each."""
    known = values("thing", things)
    for condition in plan.conditions:
        lines = [
            known,
            f"?claim zc:claimSubject ?thing ; zc:claimPredicate zc:{condition.predicate} ; zc:claimObject ?target .",
            f"FILTER(?target IN ({', '.join(map(iri, condition.targets))}))",
            *([f"?claim zc:role zc:{condition.role} ."] if condition.role else []),
            *([] if plan.located else _scope(plan.scope)),
        ]
        yield _select("?thing ?claim", lines)


def counting(plan: Plan) -> str:
    """Return the query that counts the things of a plan."""
    text = _things(plan, counted=True) if plan.family == "things" else generate(plan)
    head, _, body = text.removesuffix(f"\nLIMIT {MOST}").partition("WHERE")
    return f"{head.partition('SELECT')[0]}SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE{body}"


def _scope(scope: Scope) -> Iterator[str]:
    if scope.documents:
        yield "?claim zc:inDocument ?document ."
        yield f"FILTER(?document IN ({', '.join(map(iri, scope.documents))}))"


def _named(plan: Plan) -> Iterator[str]:
    for group in plan.words:
        yield f"FILTER EXISTS {{ ?thing skos:prefLabel|skos:altLabel ?name {_matches('LCASE(STR(?name))', group)} }}"


def _matches(text: str, words: Iterable[str]) -> str:
    """Return a filter for texts with one of the words, whatever white space stands in them."""
    pattern = "|".join(r"\s*".join(re.escape(char) for char in word) for word in words)
    return f"FILTER(REGEX({text}, {literal(pattern)}))"


def _bodies(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    for condition in plan.conditions:
        lines += [values("target", condition.targets), f"?subject zc:{condition.predicate} ?target ."]
    lines.append("?claim zc:claimPredicate zc:responsibleBody ; zc:claimSubject ?subject ; zc:claimObject ?thing .")
    lines.append(f"?claim zc:role zc:{plan.role} ." if plan.role else "OPTIONAL { ?claim zc:role ?role }")
    if plan.claims is not None:
        lines.insert(0, values("claim", plan.claims))
    elif plan.words:
        lines.append("?claim zc:evidence/oa:hasSelector/oa:exact ?quote .")
        lines += [_matches("?quote", group) for group in plan.words]
    variables = "?thing ?subject ?claim" if plan.role else "?thing ?subject ?role ?claim"
    return _select(variables, within(plan.scope.documents, lines))


def _facts(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    lines.append(f"?claim zc:claimPredicate zc:{plan.predicate} ; zc:claimSubject ?subject ; zc:claimObject ?thing .")
    if plan.classes:
        lines.append(_exists("kind", "", (str(ZC[name]) for name in plan.classes)))
    return _select("?thing ?subject ?claim", within(plan.scope.documents, lines))


def _values(plan: Plan) -> str:
    lines = [values("thing", plan.subjects)] if plan.subjects else []
    for condition in plan.conditions:
        lines += [values("target", condition.targets), f"?thing zc:{condition.predicate} ?target ."]
    lines += [values("thing", plan.called)] if plan.called else list(_named(plan))
    lines.append(
        "?claim zc:indicator ?thing ; zc:kind ?kind ; zc:bound ?bound ; zc:growth ?growth ; zc:unitText ?unit ; "
        "zc:inDocument ?document ."
    )
    if plan.kind == "reported":
        lines.append("FILTER(?kind != zc:target)")
    elif plan.kind:
        lines.append(f"?claim zc:kind zc:{plan.kind} .")
    if plan.unit:
        lines.append(f"FILTER(CONTAINS(?unit, {literal(plan.unit)}))")
    if plan.growth is not None:
        lines.append(f"FILTER(?growth = {'true' if plan.growth else 'false'})")
    lines.append("OPTIONAL { ?claim zc:value ?value } OPTIONAL { ?claim zc:valueMax ?max }")
    lines.append("OPTIONAL { ?claim zc:valueText ?text } OPTIONAL { ?claim zc:baseValue ?base }")
    lines.append("OPTIONAL { ?claim zc:period ?when }")
    if plan.years:
        lines.append(f"FILTER({' || '.join(_year(year) for year in plan.years)})")
    order = {"max": "\nORDER BY DESC(COALESCE(?base, ?value))", "min": "\nORDER BY COALESCE(?base, ?value)"}
    return _select(
        "?thing ?claim ?value ?max ?text ?unit ?base ?kind ?when ?bound ?growth ?document",
        within(plan.scope.documents, lines),
        order.get(plan.aggregate or "", ""),
    )


def _year(year: str) -> str:
    """A year is met by itself and by a span that ends with it; a span only by itself."""
    if "/" in year:
        return f"?when = {literal(year)}"
    return f"?when = {literal(year)} || STRENDS(?when, {literal('/' + year)})"


def _mentions(plan: Plan) -> str:
    lines = [values("thing", plan.subjects), "?claim zc:mentionOf ?thing ."]
    return _select("?thing ?claim", within(plan.scope.documents, lines))


def _documents(plan: Plan) -> str:
    lines = [values("subject", plan.subjects)] if plan.subjects else []
    lines += ["?claim zc:mentionOf ?subject ; zc:inDocument ?thing ."]
    return _select("?thing ?claim", within(plan.scope.documents, lines))


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
