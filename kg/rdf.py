"""From a document and its extraction to RDF: one named graph, no blank nodes, everything verbatim."""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad

from corpus.document import Document
from corpus.structure import Structure
from kg import period, thing
from kg.claim import Claim, Role
from kg.errors import KnowledgeError
from kg.extraction.result import Extraction
from kg.naming import item_iri, section_iri
from kg.nodes import DCTERMS, PROV, RDF, ZC
from kg.observation import Observation
from kg.selector import Selectors
from kg.triples import Triples, boolean, chinese, decimal, plain
from kg.units import measure
from ontology.terms import document_iri, graph_iri
from ontology.themes import Themes, load_themes, themes_of_heading

ROLE_PREDICATE: dict[Role, NamedNode] = {"lead": ZC.leadBody, "support": ZC.supportBody, "operate": ZC.operatingBody}
STATUS: dict[str, NamedNode] = {"completed": ZC.completed, "ongoing": ZC.ongoing, "planned": ZC.planned}


def quads_of(
    document: Document, structure: Structure, extraction: Extraction, themes: Themes | None = None
) -> list[Quad]:
    """Return the named graph of one document; the same input gives the same quads in the same order.

    Raises KnowledgeError for a claim or an observation about something that the extraction does not have.
    """
    triples = Triples(graph_iri(document.id))
    _document(triples, document)
    _sections(triples, document, structure)
    selectors = Selectors(triples, document, structure)
    iris, things = thing.gather(document, extraction.entities)
    for each in things:
        thing.write(triples, document, selectors, each)
    known = _Known(document.id, iris, themes or load_themes())
    for observation in extraction.observations:
        _observation(triples, document, selectors, known, observation)
    for claim in extraction.claims:
        _claim(triples, document, selectors, known, claim)
    return list(triples)


class _Known:
    """Resolves what observations and claims name to IRIs."""

    def __init__(self, document_id: str, iris: Mapping[str, NamedNode], themes: Themes) -> None:
        self._document_id, self._iris, self._themes = document_id, iris, themes

    def iri(self, name: str) -> NamedNode:
        """Return the IRI of an entity id, `theme:绿色发展` or `status:planned`."""
        kind, _, rest = name.partition(":")
        if kind == "theme" and rest.lower() in self._themes.by_name:
            return NamedNode(self._themes.by_name[rest.lower()].iri)
        if kind == "status" and rest in STATUS:
            return STATUS[rest]
        if name in self._iris:
            return self._iris[name]
        raise KnowledgeError(
            f"{self._document_id}: nothing is named {name!r}",
            "give an entity of the extraction, theme:<Chinese label> or status:completed|ongoing|planned",
        )


def _document(triples: Triples, document: Document) -> None:
    metadata, iri = document.metadata, NamedNode(document_iri(document.id))
    triples.add(iri, RDF.type, ZC.Document)
    literals: tuple[tuple[NamedNode, Literal | None], ...] = (
        (DCTERMS.title, chinese(metadata.title or document.id)),
        (DCTERMS.creator, chinese(metadata.issuer) if metadata.issuer else None),
        (DCTERMS.spatial, chinese(metadata.place) if metadata.place else None),
        (DCTERMS.identifier, plain(document.id)),
        (DCTERMS.identifier, chinese(metadata.number) if metadata.number else None),
        (DCTERMS.issued, plain(metadata.date) if metadata.date else None),
        (DCTERMS.temporal, plain(metadata.period) if metadata.period else None),
        (DCTERMS.type, plain(metadata.kind)),
        (DCTERMS.source, plain(metadata.source) if metadata.source else None),
        (DCTERMS.language, plain(metadata.language) if metadata.language else None),
        (ZC.level, plain(metadata.level) if metadata.level else None),
    )
    for predicate, literal in literals:
        if literal is not None:
            triples.add(iri, predicate, literal)
    for name in sorted(metadata.inferred):
        triples.add(iri, ZC.inferredField, plain(name))


def _sections(triples: Triples, document: Document, structure: Structure) -> None:
    whole = NamedNode(document_iri(document.id))
    for section in structure.sections[1:]:
        iri = NamedNode(section_iri(document.id, section.index))
        parent = NamedNode(section_iri(document.id, section.parent)) if section.parent else whole
        triples.add(iri, RDF.type, ZC.Section)
        triples.add(iri, DCTERMS.isPartOf, parent)
        triples.add(iri, ZC.inDocument, whole)
        triples.add(iri, DCTERMS.title, chinese(section.title or section.number))
        for theme in themes_of_heading(section.title):
            triples.add(iri, ZC.serves, NamedNode(theme.iri))


def _observation(
    triples: Triples, document: Document, selectors: Selectors, known: _Known, observation: Observation
) -> None:
    o, indicator = observation, known.iri(observation.indicator)
    parts = (document.id, indicator.value, o.value, o.value_max, o.text, o.unit, o.kind, o.growth, o.period, o.bound)
    iri = NamedNode(item_iri("observation", (*parts, *((s.start, s.end) for s in o.evidence))))
    add = triples.add
    add(iri, RDF.type, ZC.Observation)
    add(iri, ZC.indicator, indicator)
    for value, written, base in ((o.value, ZC.value, ZC.baseValue), (o.value_max, ZC.valueMax, ZC.baseValueMax)):
        if value is not None:
            add(iri, written, decimal(value))
            measured = measure(o.unit, value)
            if measured is not None:
                add(iri, ZC.unit, NamedNode(measured.unit))
                add(iri, base, decimal(measured.value))
    if o.text is not None:
        add(iri, ZC.valueText, plain(o.text))
    add(iri, ZC.unitText, plain(o.unit))
    add(iri, ZC.kind, getattr(ZC, o.kind))
    add(iri, ZC.bound, plain(o.bound))
    add(iri, ZC.growth, boolean(o.growth))
    if o.period:
        add(iri, ZC.period, plain(o.period))
        _during(triples, iri, o.period)
    add(iri, ZC.rule, plain(o.rule))
    add(iri, ZC.confidence, decimal(o.confidence))
    add(iri, ZC.inDocument, NamedNode(document_iri(document.id)))
    selectors.evidence(iri, o.evidence)


def _claim(triples: Triples, document: Document, selectors: Selectors, known: _Known, claim: Claim) -> None:
    subject, target = known.iri(claim.subject), known.iri(claim.object)
    if subject == target:  # two entities of the extraction that turned out to be one thing
        return
    spans = tuple((s.start, s.end) for s in claim.evidence)
    parts = (document.id, subject.value, claim.predicate, target.value, claim.basis, claim.role, claim.rule, *spans)
    iri, whole = NamedNode(item_iri("claim", parts)), NamedNode(document_iri(document.id))
    add, metadata = triples.add, document.metadata
    predicate: NamedNode = getattr(ZC, claim.predicate)
    add(subject, predicate, target)
    if claim.predicate == "responsibleBody" and claim.role:
        add(subject, ROLE_PREDICATE[claim.role], target)
    add(iri, RDF.type, ZC.Claim)
    add(iri, ZC.claimSubject, subject)
    add(iri, ZC.claimPredicate, predicate)
    add(iri, ZC.claimObject, target)
    add(iri, ZC.basis, getattr(ZC, claim.basis))
    if claim.role:
        add(iri, ZC.role, getattr(ZC, claim.role))
    add(iri, ZC.rule, plain(claim.rule))
    add(iri, ZC.confidence, decimal(claim.confidence))
    add(iri, ZC.certain, boolean(claim.certain))
    add(iri, ZC.inDocument, whole)
    add(iri, PROV.wasDerivedFrom, whole)
    if metadata.period:
        add(iri, ZC.holdsDuring, plain(metadata.period))
        _during(triples, iri, metadata.period)
    if metadata.date:
        add(iri, ZC.reportedAt, plain(metadata.date))
    selectors.evidence(iri, claim.evidence)


def _during(triples: Triples, subject: NamedNode, expression: str) -> None:
    interval = period.write(triples, expression)
    if interval is not None:
        triples.add(subject, ZC.during, interval)
