"""Which IRIs queries see as one: how triples of named graphs look in their merge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from kg.nodes import OWL, SKOS, ZC

_OWN = frozenset((OWL.sameAs, ZC.mergeOf, ZC.mergeInto, ZC.decidedOn))
"""Relations of what is merged itself: they keep the IRIs that they speak of."""


class Same:
    """Things by the IRI that they are merged into; chains lead to their end.

    The name that a document gives a merged thing is another name of the thing that it is merged into.
    """

    def __init__(self, into: Mapping[Any, Any]) -> None:
        self.into: dict[Any, Any] = {iri: self._end(into, iri) for iri in into}
        self._from: dict[Any, list[Any]] = defaultdict(list)
        for iri, shown in self.into.items():
            self._from[shown].append(iri)

    @staticmethod
    def _end(into: Mapping[Any, Any], iri: Any) -> Any:
        seen = {iri}
        while iri in into and into[iri] not in seen:
            iri = into[iri]
            seen.add(iri)
        return iri

    def shown(self, iri: Any) -> Any:
        """Return the IRI under which a thing is seen."""
        return self.into.get(iri, iri)

    def merged(self, iri: Any) -> list[Any]:
        """Return what is merged into a thing."""
        return self._from.get(iri, [])

    def seen(self, quad: Quad) -> Triple:
        """Return what the merge has for a quad of a named graph."""
        subject: Any = quad.subject
        predicate: NamedNode = quad.predicate
        value: Any = quad.object
        if not self.into or predicate in _OWN:
            return quad.triple
        if predicate == SKOS.prefLabel and subject in self.into:
            predicate = SKOS.altLabel
        return Triple(self.into.get(subject, subject), predicate, self.into.get(value, value))

    def ways(self, triple: Triple) -> Iterator[tuple[Any, Any, Any]]:
        """Yield subject, predicate and object of all that may be seen as this triple."""
        subjects = (triple.subject, *self._from.get(triple.subject, ()))
        objects = (triple.object, *self._from.get(triple.object, ())) if self._from else (triple.object,)
        predicates = (triple.predicate, SKOS.prefLabel) if triple.predicate == SKOS.altLabel else (triple.predicate,)
        for subject in subjects:
            for predicate in predicates:
                for value in objects:
                    yield subject, predicate, value
