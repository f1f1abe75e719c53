"""From the replies of a model to the extraction of one document."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from corpus.structure import Structure
from kg.errors import KnowledgeError
from kg.extraction.result import Extraction
from kg.llm.believing import Believed, believe, parse
from kg.llm.stretch import Stretch, halves, stretches

Complete = Callable[[Stretch], "str | Literal[False]"]
"""Returns a model's reply to a stretch; False where the reply was cut off, so that the stretch must be halved."""


def extract(structure: Structure, complete: Complete, model: str) -> tuple[Extraction, Counter[str]]:
    """Return what a model finds in a document, and how many of its items were dropped, by reason.

    Every item quotes the text verbatim. Raises KnowledgeError for a reply that has no known form, and where a stretch
    that cannot be halved is cut off.
    """
    believed, rule = Believed(), f"llm:{model}"
    for stretch, reply in _replies(stretches(structure), complete):
        believe(believed, parse(reply), stretch, structure.view, rule)
    found = Extraction(tuple(believed.entities), tuple(believed.observations), tuple(believed.claims))
    return found, believed.dropped


def _replies(wanted: tuple[Stretch, ...], complete: Complete) -> Iterator[tuple[Stretch, str]]:
    for stretch in wanted:
        reply = complete(stretch)
        if reply is not False:
            yield stretch, reply
        elif parts := halves(stretch):
            yield from _replies(parts, complete)
        else:
            raise KnowledgeError(
                f"the model's reply to {stretch.text[:20]!r} is cut off",
                "let it write more tokens, or use another model",
            )


def beside(one: Extraction, other: Extraction) -> Extraction:
    """Return two extractors' finds side by side; what both name alike is one thing, with the claims of each."""
    return Extraction(
        (*one.entities, *other.entities),
        (*one.observations, *other.observations),
        (*one.claims, *other.claims),
    )
