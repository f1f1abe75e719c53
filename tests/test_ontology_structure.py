"""OWL 2 DL structure: everything declared as one kind, labelled and commented; each check has a graph that fails it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from ontology_sample import sample
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from ontology.sources import ontology_graph, text, union, vocabulary_graph
from ontology.terms import BASE, ZC

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
BUILT_IN = tuple(str(space) for space in (OWL, RDF, RDFS, XSD))
TERMS = sorted(ZC.__annotations__)
PREFIXES = "\n".join(re.findall(r"^@prefix .*$", text("policy.ttl"), re.MULTILINE))


def built_in(iri: URIRef) -> bool:
    return str(iri).startswith(BUILT_IN)


def kinds(graph: Graph) -> dict[URIRef, set[URIRef]]:
    """What each IRI is declared to be; whatever has a type that is a class is an individual."""
    declared: dict[URIRef, set[URIRef]] = defaultdict(set)
    for subject, kind in graph.subject_objects(RDF.type):
        if not isinstance(subject, URIRef):
            continue
        if kind in KINDS:
            declared[subject].add(kind)
        elif not built_in(kind):
            declared[subject].add(OWL.NamedIndividual)
    return declared


def undeclared(graph: Graph) -> Iterator[str]:
    """Terms in a place where OWL asks for a class or a property and that are not declared as one."""
    declared = kinds(graph)
    for _, predicate, _ in graph:
        if not built_in(predicate) and not declared[predicate] & PROPERTY_KINDS:
            yield f"property {predicate}"
    for _, kind in graph.subject_objects(RDF.type):
        if not built_in(kind) and OWL.Class not in declared[kind]:
            yield f"class {kind}"
    for place in (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.unionOf, OWL.members):
        for value in graph.objects(None, place):
            members = graph.items(value) if (value, RDF.first, None) in graph else [value]
            for each in members:
                if isinstance(each, URIRef) and not built_in(each) and OWL.Class not in declared[each]:
                    yield f"class {each}"
    for value in graph.objects(None, RDFS.subPropertyOf):
        if not declared[value] & PROPERTY_KINDS:
            yield f"property {value}"


def punned(graph: Graph) -> Iterator[str]:
    """IRIs of two kinds, and classes or properties used as individuals: as ends of object properties."""
    declared = kinds(graph)
    for iri, several in declared.items():
        if len(several) > 1:
            yield f"{iri} is {sorted(several)}"
    for subject, predicate, value in graph:
        if declared.get(predicate) == {OWL.ObjectProperty}:
            for end in (subject, value):
                if declared.get(end, set()) & (PROPERTY_KINDS | {OWL.Class}):
                    yield f"{end} is used as an individual of {predicate}"


def reserved(graph: Graph) -> Iterator[str]:
    """Reserved vocabulary that is redefined, or that OWL 2 DL has no place for."""
    for subject in set(graph.subjects()):
        if isinstance(subject, URIRef) and built_in(subject):
            yield f"redefines {subject}"
    for kind in (RDF.Statement, RDF.Property, RDFS.Class, RDF.Bag, RDF.Seq):
        if (None, RDF.type, kind) in graph or (None, None, kind) in graph:
            yield f"uses {kind}"
    if any(graph.objects(None, OWL.imports)):
        yield "imports"


def misplaced(graph: Graph) -> Iterator[str]:
    """Literals and IRIs in the wrong place, and characteristics that DL does not give to the kind of property."""
    declared = kinds(graph)
    for subject, predicate, value in graph:
        if declared.get(predicate) == {OWL.ObjectProperty} and isinstance(value, Literal):
            yield f"{subject} {predicate} has a literal"
        if declared.get(predicate) == {OWL.DatatypeProperty} and not isinstance(value, Literal):
            yield f"{subject} {predicate} has no literal"
    for characteristic in (OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.InverseFunctionalProperty):
        for prop in graph.subjects(RDF.type, characteristic):
            if declared.get(prop) != {OWL.ObjectProperty}:
                yield f"{prop} cannot be {characteristic}"
    for prop in graph.subjects(RDF.type, OWL.FunctionalProperty):
        if OWL.AnnotationProperty in declared[prop]:
            yield f"annotation property {prop} cannot be functional"
    for prop, above in graph.subject_objects(RDFS.subPropertyOf):
        if declared[prop] != declared[above]:
            yield f"{prop} and {above} are of different kinds"
    for prop in graph.subjects(RDF.type, OWL.DatatypeProperty):
        if any(not str(r).startswith(str(XSD)) for r in graph.objects(prop, RDFS.range)):
            yield f"{prop} ranges over no data type"


def unexplained(graph: Graph) -> Iterator[str]:
    """Own terms without a label or a comment in Chinese and English."""
    for iri in kinds(graph):
        if not iri.startswith(BASE):
            continue
        for names in ((RDFS.label, SKOS.prefLabel), (RDFS.comment, SKOS.definition)):
            languages = [o.language for name in names for o in graph.objects(iri, name) if isinstance(o, Literal)]
            if sorted(languages) != ["en", "zh"]:
                yield f"{iri} {names[0].fragment} in {languages}"


def unranged(graph: Graph) -> Iterator[str]:
    """Own object and data properties without a range of their own or of the property above."""
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in graph.subjects(RDF.type, kind):
            ranged = any(graph.value(p, RDFS.range) for p in graph.transitive_objects(prop, RDFS.subPropertyOf))
            if prop.startswith(BASE) and not ranged and prop not in FREE_RANGE:
                yield f"{prop} has no range"


# Both ends of a claim and what a mention names may be of any class.
FREE_RANGE = {ZC.claimSubject, ZC.claimObject, ZC.mentionOf}

Check = Callable[[Graph], Iterator[str]]
COUNTER_EXAMPLES: list[tuple[Check, str]] = [
    (undeclared, "zc:Bridge rdfs:subClassOf zc:Span ."),
    (undeclared, "zc:thing zc:unheardOf zc:other ."),
    (undeclared, "zc:thing a zc:Unheard ."),
    (undeclared, "zc:serves rdfs:domain [ a owl:Class ; owl:unionOf ( zc:Project zc:Unheard ) ] ."),
    (undeclared, 'zc:Project dcterms:created "2017" .'),
    (punned, "zc:serves a owl:Class ."),
    (punned, "zc:serves a owl:DatatypeProperty ."),
    (punned, "zc:c a zc:Claim ; zc:claimObject zc:Project ."),
    (punned, "zc:c a zc:Claim ; zc:claimSubject zc:serves ."),
    (reserved, "zc:Claim rdfs:subClassOf rdf:Statement ."),
    (reserved, "zc:relation a rdf:Property ."),
    (reserved, 'rdfs:label rdfs:comment "mine"@en .'),
    (reserved, "<https://w3id.org/zhengce/ontology> owl:imports <http://www.w3.org/ns/prov> ."),
    (misplaced, 'zc:c zc:basis "stated" .'),
    (misplaced, "zc:o zc:value zc:many ."),
    (misplaced, "zc:value a owl:TransitiveProperty ."),
    (misplaced, "zc:claimPredicate a owl:FunctionalProperty ."),
    (misplaced, "zc:value rdfs:subPropertyOf zc:indicator ."),
    (misplaced, "zc:value rdfs:range zc:Unit ."),
    (unexplained, 'zc:Bridge a owl:Class ; rdfs:label "桥"@zh ; rdfs:comment "桥。"@zh , "A bridge."@en .'),
    (unexplained, 'zc:Bridge a owl:Class ; rdfs:label "桥"@zh , "Bridge"@en .'),
    (unranged, "zc:spans a owl:ObjectProperty ."),
]


@pytest.mark.parametrize("check", [undeclared, punned, reserved, misplaced, unranged])
def test_ontology_with_themes_units_and_data_keeps_to_dl(check: Check) -> None:
    assert sorted(set(check(union((vocabulary_graph(), *sample().values()))))) == []


def test_every_term_of_ours_is_labelled_and_commented() -> None:
    units = ("unit/", "status", "roles", "basis-types", "observation-kinds")
    missing = [m for m in unexplained(vocabulary_graph()) if not m.removeprefix(BASE).startswith(units)]
    assert missing == []


@pytest.mark.parametrize(("check", "turtle"), COUNTER_EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_counter_example_is_found(check: Check, turtle: str) -> None:
    broken = union((ontology_graph(), Graph().parse(data=f"{PREFIXES}\n{turtle}", format="turtle")))
    assert list(check(broken)) != []


def test_terms_in_code_and_in_the_ontology_are_the_same() -> None:
    declared = {iri for iri in kinds(ontology_graph()) if iri.startswith(str(ZC))}
    assert sorted(declared) == sorted(ZC[name] for name in TERMS)


def test_a_mistyped_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        ZC.Projekt  # noqa: B018


def test_claim_predicate_is_an_annotation_property() -> None:
    assert (ZC.claimPredicate, RDF.type, OWL.AnnotationProperty) in ontology_graph()


@pytest.mark.parametrize("name", ["policy.ttl", "themes.ttl", "units.ttl"])
def test_turtle_survives_a_round_trip(name: str) -> None:
    graph = Graph().parse(data=text(name), format="turtle")
    assert isomorphic(graph, Graph().parse(data=graph.serialize(format="turtle"), format="turtle"))
