"""The triples of one graph while they are gathered, and the literals in them."""

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.nodes import XSD

TRUE, FALSE = Literal("true", datatype=XSD.boolean), Literal("false", datatype=XSD.boolean)


class Triples:
    """Distinct triples of one named graph, in the order in which they were first added."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Add one triple."""
        self._quads[Quad(subject, predicate, value, self._graph)] = None

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)


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
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal | float) -> Literal:
    """Return a number in the canonical form of xsd:decimal, without exponent or trailing zeros."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = format(exact, "f")
    return Literal((text.rstrip("0").rstrip(".") if "." in text else text) or "0", datatype=XSD.decimal)
