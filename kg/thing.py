"""Things: the entities of one document by IRI, those that share a name and scored class joined."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from corpus.document import Document
from corpus.span import Span
from kg.entity import Entity, EntityType, scored_class
from kg.naming import entity_iri, jurisdiction
from kg.nodes import RDF, SKOS, ZC
from kg.selector import Selectors
from kg.triples import Triples, boolean, chinese, decimal, plain
from ontology.terms import document_iri


@dataclass(slots=True)
class Thing:
    """What one document says of one IRI: the first name is the preferred one."""

    iri: NamedNode
    types: dict[EntityType, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    mentions: dict[Span, None] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 0.0
    certain: bool = False


def gather(document: Document, entities: Iterable[Entity]) -> tuple[dict[str, NamedNode], list[Thing]]:
    """Return the IRI of each local id, and the things in the order in which they first occur."""
    within = jurisdiction(document)
    iris: dict[str, NamedNode] = {}
    things: dict[NamedNode, Thing] = {}
    for entity in entities:
        iri = NamedNode(entity_iri(entity.type, entity.name, within))
        iris[entity.id] = iri
        thing = things.setdefault(iri, Thing(iri))
        thing.types |= {scored_class(entity.type): None, entity.type: None}
        thing.names |= dict.fromkeys((entity.name, *entity.aliases))
        thing.mentions |= dict.fromkeys(entity.mentions)
        thing.certain |= entity.certain
        if entity.confidence > thing.confidence:
            thing.rule, thing.confidence = entity.rule, entity.confidence
    return iris, list(things.values())


def write(triples: Triples, document: Document, selectors: Selectors, thing: Thing) -> None:
    """Write one thing with its names and mentions."""
    add, iri = triples.add, thing.iri
    for entity_type in thing.types:
        add(iri, RDF.type, getattr(ZC, entity_type))
    preferred, *others = thing.names
    add(iri, SKOS.prefLabel, chinese(preferred))
    for name in others:
        add(iri, SKOS.altLabel, chinese(name))
    if document.metadata.place:
        add(iri, ZC.jurisdiction, plain(document.metadata.place))
    add(iri, ZC.inDocument, NamedNode(document_iri(document.id)))
    add(iri, ZC.certain, boolean(thing.certain))
    add(iri, ZC.confidence, decimal(thing.confidence))
    add(iri, ZC.rule, plain(thing.rule))
    for span in thing.mentions:
        add(selectors.mention(span), ZC.mentionOf, iri)
