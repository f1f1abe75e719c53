"""The triples of one graph while they are gathered, and the literals in them."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import XSD

DECIMAL, INTEGER, BOOLEAN = (NamedNode(str(t)) for t in (XSD.decimal, XSD.integer, XSD.boolean))
TRUE, FALSE = Literal("true", datatype=BOOLEAN), Literal("false", datatype=BOOLEAN)


class Triples:
    """Distinct triples of one named graph, in the order in which they were first added."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._quads: dict[Quad, None] = {}

    def add(self, subject: str, predicate: str, value: str | Literal) -> None:
        """Add one triple; a plain string is an IRI."""
        term = node(value) if isinstance(value, str) else value
        self._quads[Quad(node(subject), node(predicate), term, self._graph)] = None

    def __contains__(self, triple: tuple[str, str, str]) -> bool:
        subject, predicate, value = triple
        return Quad(node(subject), node(predicate), node(value), self._graph) in self._quads

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)


@lru_cache(maxsize=4096)
def node(iri: str) -> NamedNode:
    """Return the node of an IRI."""
    return NamedNode(iri)


def chinese(text: str) -> Literal:
    """Return a text tagged as Chinese."""
    return Literal(text, language="zh")


def plain(text: str) -> Literal:
    """Return a text without a language."""
    return Literal(text)


def boolean(value: bool) -> Literal:
    """Return a truth value."""
    return TRUE if value else FALSE


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=INTEGER)


def decimal(value: Decimal | float) -> Literal:
    """Return a number in the canonical form of xsd:decimal, without exponent or trailing zeros."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = format(exact, "f")
    return Literal((text.rstrip("0").rstrip(".") if "." in text else text) or "0", datatype=DECIMAL)
