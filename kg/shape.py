"""SHACL shapes, compiled for checking the graph of one document at a time.

Knows the core constraints that shapes.ttl uses and refuses any other; tests hold it equal to pySHACL, which takes
seconds where this takes hundredths.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import Graph
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.errors import KnowledgeError

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
_TYPE = NamedNode(str(RDF.type))
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_DESCRIBES = {SH.path, SH.targetClass, SH.property, SH.message, SH.ignoredProperties, SH.qualifiedMinCount}
_DESCRIBES |= {SH.qualifiedMaxCount, RDF.type, RDFS.label, RDFS.comment}


class Data:
    """Triples by subject and predicate, with the classes of each node, those above them included."""

    def __init__(self, quads: Iterable[Quad], vocabulary: Iterable[Quad]) -> None:
        self.out: dict[Term, dict[NamedNode, list[Term]]] = {}
        above: dict[Term, set[Term]] = {}
        self._types: dict[Term, set[Term]] = {}
        for quad in vocabulary:
            if quad.predicate.value == str(RDFS.subClassOf):
                above.setdefault(quad.subject, set()).add(quad.object)
            elif quad.predicate == _TYPE:
                self._types.setdefault(quad.subject, set()).add(quad.object)
        for quad in quads:
            self.out.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
            if quad.predicate == _TYPE:
                self._types.setdefault(quad.subject, set()).add(quad.object)
        for types in self._types.values():
            waiting = list(types)
            while waiting:
                fresh = above.get(waiting.pop(), set()) - types
                types |= fresh
                waiting += fresh

    def values(self, focus: Term, path: NamedNode) -> list[Term]:
        return self.out.get(focus, {}).get(path, [])

    def is_a(self, node: Term, wanted: NamedNode) -> bool:
        return wanted in self._types.get(node, ())


@dataclass(frozen=True, slots=True)
class Result:
    """A constraint that a focus node breaks, by which value, if by one."""

    focus: Term
    path: NamedNode | None
    value: Term | None
    messages: tuple[str, ...]


Check: TypeAlias = Callable[[Data, Term, Sequence[Term]], Iterator[Term | None]]


@dataclass(frozen=True, slots=True)
class Shape:
    """`path` is None for a node shape, whose one value is the focus node itself."""

    targets: tuple[NamedNode, ...]
    path: NamedNode | None
    checks: tuple[Check, ...]
    properties: tuple["Shape", ...]
    messages: tuple[str, ...]
    closed: frozenset[NamedNode] | None

    def results(self, data: Data, focus: Term) -> Iterator[Result]:
        """Yield what is broken at a focus node."""
        values = [focus] if self.path is None else data.values(focus, self.path)
        for check in self.checks:
            for value in check(data, focus, values):
                yield Result(focus, self.path, value, self.messages)
        for inner in self.properties:
            for value in values:
                yield from inner.results(data, value)
        if self.closed is not None:
            for path, found in data.out.get(focus, {}).items():
                if path not in self.closed:
                    yield from (Result(focus, path, value, self.messages) for value in found)

    def conforms(self, data: Data, node: Term) -> bool:
        return next(self.results(data, node), None) is None


def results(shapes: Sequence[Shape], data: Data) -> Iterator[Result]:
    """Yield all that is broken, in the order of the data."""
    targets = [(target, shape) for shape in shapes for target in shape.targets]
    for focus in data.out:
        done: list[Shape] = []
        for target, shape in targets:
            if data.is_a(focus, target) and not any(shape is other for other in done):
                done.append(shape)
                yield from shape.results(data, focus)


def compile_shapes(graph: Graph) -> tuple[Shape, ...]:
    """Return the shapes that have targets; raises KnowledgeError for a constraint that is not known here."""
    return tuple(_shape(graph, node) for node in sorted(set(graph.subjects(SH.targetClass)), key=str))


def _shape(graph: Graph, node: Node) -> Shape:
    properties = tuple(_shape(graph, inner) for inner in sorted(graph.objects(node, SH.property), key=str))
    path = graph.value(node, SH.path)
    messages = sorted(graph.objects(node, SH.message), key=lambda m: getattr(m, "language", None) or "")
    closed = None
    for predicate, value in graph.predicate_objects(node):
        if predicate == SH.closed and str(value) == "true":
            ignored = graph.value(node, SH.ignoredProperties)
            names = Collection(graph, ignored) if ignored is not None else ()
            closed = frozenset([*(p.path for p in properties if p.path), *(NamedNode(str(n)) for n in names)])
    return Shape(
        targets=tuple(NamedNode(str(t)) for t in sorted(graph.objects(node, SH.targetClass), key=str)),
        path=None if path is None else NamedNode(str(path)),
        checks=tuple(_checks(graph, node)),
        properties=properties,
        messages=tuple(str(m) for m in messages),
        closed=closed,
    )


def _checks(graph: Graph, node: Node) -> Iterator[Check]:
    for predicate, value in sorted(graph.predicate_objects(node), key=str):
        if predicate in _DESCRIBES or predicate == SH.closed:
            continue
        if predicate == SH.qualifiedValueShape:
            low = int(str(graph.value(node, SH.qualifiedMinCount) or 0))
            high = graph.value(node, SH.qualifiedMaxCount)
            yield from _qualified(_shape(graph, value), low, None if high is None else int(str(high)))
        elif predicate == SH["or"]:
            yield _any_of([_shape(graph, option) for option in Collection(graph, value)])
        elif predicate in (SH["in"], SH.languageIn):
            yield _member(predicate == SH.languageIn, [_term(option) for option in Collection(graph, value)])
        elif predicate in _COUNTS:
            yield _COUNTS[predicate](int(str(value)))
        elif predicate in _RELATIONS:
            yield _RELATIONS[predicate](NamedNode(str(value)))
        elif predicate in _VALUES:
            yield _each(_VALUES[predicate](str(value)))
        else:
            raise KnowledgeError(f"shapes.ttl uses {predicate}, which is not checked", "teach it to kg/shape.py")


def _term(value: Node) -> Term:
    if not isinstance(value, RdflibLiteral):
        return NamedNode(str(value))
    if value.language:
        return Literal(str(value), language=value.language)
    return Literal(str(value), datatype=NamedNode(str(value.datatype or _STRING)))


def _any_of(options: Sequence[Shape]) -> Check:
    def check(data: Data, _focus: Term, values: Sequence[Term]) -> Iterator[Term]:
        return (value for value in values if not any(option.conforms(data, value) for option in options))

    return check


def _member(language: bool, allowed: Sequence[Term]) -> Check:
    tags = {term.value for term in allowed if isinstance(term, Literal)}
    if language:
        return _each(lambda term: isinstance(term, Literal) and (term.language or "").split("-")[0] in tags)
    members = set(allowed)
    return _each(lambda term: term in members)


def _qualified(shape: Shape, low: int, high: int | None) -> Iterator[Check]:
    def count(data: Data, values: Sequence[Term]) -> int:
        return sum(shape.conforms(data, value) for value in values)

    yield lambda data, _focus, values: iter([None] if count(data, values) < low else [])
    if high is not None:
        yield lambda data, _focus, values: iter([None] if count(data, values) > high else [])


def _each(holds: Callable[[Term], bool]) -> Check:
    return lambda _data, _focus, values: (value for value in values if not holds(value))


def _less_than(other: NamedNode) -> Check:
    def check(data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Term]:
        limits = [_number(limit) for limit in data.values(focus, other)]
        for value in values:
            for limit in limits:
                number = _number(value)
                if number is None or limit is None or number >= limit:
                    yield value

    return check


def _number(term: Term) -> Decimal | None:
    return Decimal(term.value) if isinstance(term, Literal) and _NUMBER.fullmatch(term.value) else None


def _compare(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[str], Callable[[Term], bool]]:
    def make(text: str) -> Callable[[Term], bool]:
        limit = Decimal(text)
        return lambda term: (number := _number(term)) is not None and holds(number, limit)

    return make


def _pattern(text: str) -> Callable[[Term], bool]:
    regex = re.compile(text)
    return lambda term: isinstance(term, Literal | NamedNode) and regex.search(term.value) is not None


def _datatype(iri: str) -> Callable[[Term], bool]:
    return lambda term: isinstance(term, Literal) and term.datatype.value == iri


def _min_length(text: str) -> Callable[[Term], bool]:
    return lambda term: isinstance(term, Literal | NamedNode) and len(term.value) >= int(text)


def _node_kind(iri: str) -> Callable[[Term], bool]:
    if iri != str(SH.IRI):
        raise KnowledgeError(f"shapes.ttl asks for the node kind {iri}", "teach it to kg/shape.py")
    return lambda term: isinstance(term, NamedNode)


_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")
_COUNTS: dict[Node, Callable[[int], Check]] = {
    SH.minCount: lambda n: lambda _data, _focus, values: iter([None] if len(values) < n else []),
    SH.maxCount: lambda n: lambda _data, _focus, values: iter([None] if len(values) > n else []),
}
_RELATIONS: dict[Node, Callable[[NamedNode], Check]] = {
    SH["class"]: lambda c: lambda data, _focus, values: (v for v in values if not data.is_a(v, c)),
    SH.lessThan: _less_than,
}
_VALUES: dict[Node, Callable[[str], Callable[[Term], bool]]] = {
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH.pattern: _pattern,
    SH.minLength: _min_length,
    SH.minInclusive: _compare(lambda a, b: a >= b),
    SH.maxInclusive: _compare(lambda a, b: a <= b),
    SH.minExclusive: _compare(lambda a, b: a > b),
    SH.maxExclusive: _compare(lambda a, b: a < b),
}
