"""Places of a document as evidence: Web Annotation selectors, and the section each stands in."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from pyoxigraph import NamedNode

from corpus.document import Document
from corpus.span import Span
from corpus.structure import Structure
from kg.naming import mention_iri, section_iri
from kg.nodes import OA, RDF, ZC
from kg.triples import Triples, integer, plain
from ontology.terms import document_iri


class Sections:
    """Tells the innermost section of a place of the source, in logarithmic time."""

    def __init__(self, structure: Structure) -> None:
        places = sorted(
            (structure.view.hull(p.start, p.end).start, p.section) for p in structure.passages if p.start < p.end
        )
        self._starts = array("q", (start for start, _ in places))
        self._sections = array("q", (section for _, section in places))

    def at(self, place: int) -> int:
        """Return the index of the section; 0, the document, where the place is before every passage."""
        found = bisect_right(self._starts, place) - 1
        return self._sections[found] if found >= 0 else 0


class Selectors:
    """Writes each place once, however many things it bears out."""

    def __init__(self, triples: Triples, document: Document, structure: Structure) -> None:
        self._triples, self._document, self._sections = triples, document, Sections(structure)
        self._document_node = NamedNode(document_iri(document.id))
        self._done: dict[Span, NamedNode] = {}

    def mention(self, span: Span) -> NamedNode:
        """Return the node of the place, after writing its selectors."""
        if span not in self._done:
            self._done[span] = NamedNode(mention_iri(self._document.id, span))
            self._write(self._done[span], span)
        return self._done[span]

    def evidence(self, subject: NamedNode, spans: Iterable[Span]) -> None:
        """Bear a claim or an observation out by these places."""
        for span in spans:
            self._triples.add(subject, ZC.evidence, self.mention(span))

    def _write(self, iri: NamedNode, span: Span) -> None:
        add, document = self._triples.add, self._document_node
        position, quote = NamedNode(f"{iri.value}-position"), NamedNode(f"{iri.value}-quote")
        add(iri, RDF.type, ZC.Mention)
        add(iri, OA.hasSource, document)
        add(iri, OA.hasSelector, position)
        add(iri, OA.hasSelector, quote)
        add(iri, ZC.inDocument, document)
        section = self._sections.at(span.start)
        if section:
            add(iri, ZC.inSection, NamedNode(section_iri(self._document.id, section)))
        add(position, RDF.type, OA.TextPositionSelector)
        add(position, OA.start, integer(span.start))
        add(position, OA.end, integer(span.end))
        add(quote, RDF.type, OA.TextQuoteSelector)
        add(quote, OA.exact, plain(span.of(self._document.source)))
