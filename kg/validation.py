"""Validation of documents' graphs against shapes.ttl."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Quad

from kg.shape import Data, Shape, compile_shapes, results
from kg.store import Store, vocabulary_quads
from ontology.sources import shapes_graph


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken constraint: at which node, on which property, by which value ("" where it is missing), and why.

    `message` is English, `message_zh` Chinese.
    """

    focus: str
    path: str
    value: str
    message: str
    message_zh: str


def validate_quads(quads: Iterable[Quad]) -> list[Violation]:
    """Return what one document's graph breaks, sorted; empty where it conforms. Linear in the graph."""
    found = results(_shapes(), Data(quads, vocabulary_quads()))
    violations = {
        Violation(
            str(result.focus),
            "" if result.path is None else result.path.value,
            "" if result.value is None else str(result.value),
            result.messages[0] if result.messages else "",
            result.messages[-1] if result.messages else "",
        )
        for result in found
    }
    return sorted(violations)


def validate(
    store: Store, track: Callable[[Sequence[str]], Iterable[str]] = iter
) -> Iterator[tuple[str, list[Violation]]]:
    """Yield each document's id, then each resolved jurisdiction, with what its graph breaks.

    `track` shows progress over the documents. Memory is bounded by one graph.
    """
    for document_id in track(store.documents()):
        yield document_id, validate_quads(store.graph(document_id))
    for jurisdiction in sorted(store.resolutions()):
        yield jurisdiction, validate_quads(store.resolution(jurisdiction))


@cache
def _shapes() -> tuple[Shape, ...]:
    return compile_shapes(shapes_graph())
