"""From extractions to RDF."""

import json
from collections import Counter
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from kg_strategies import HOSTILE, SOURCE, extractions, structured
from rdflib import Graph
from rdflib.compare import isomorphic

from corpus.reading import read
from corpus.span import Span
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.claim import Claim
from kg.entity import Entity
from kg.errors import KnowledgeError
from kg.extraction.result import Extraction
from kg.observation import Observation
from kg.rdf import quads_of
from kg.store import Store
from ontology.terms import graph_iri

PREFIXES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX theme: <https://w3id.org/zhengce/theme/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX time: <http://www.w3.org/2006/time#>
"""


def place(words: str) -> Span:
    return Span(SOURCE.index(words), SOURCE.index(words) + len(words))


WORKS = Entity(
    "e1", "Project", "苏岙垃圾场生态治理工程", ("苏岙工程",), (place("苏岙垃圾场生态治理工程"),), "works", 0.9
)
COMPANY = Entity("e2", "Agency", "镇城投公司", (), (place("镇城投公司"),), "bodies", 0.8)
GREEN = Entity("e3", "Indicator", "新增公园绿地", (), (place("新增公园绿地"),), "figures", 1.0, certain=False)
AREA = Observation(
    "e3", Decimal("9.60"), "万平方米", "actual", "2012/2016", "=", (place("新增公园绿地9.6万平方米"),), "figures", 0.95
)
LED = Claim("e1", "responsibleBody", "e2", "stated", (place("由镇城投公司负责"),), "by", 0.7, role="lead")
SERVED = Claim("e1", "serves", "theme:绿色发展", "section", (place("推进绿色发展"),), "heading", 0.9)
EXTRACTION = Extraction((WORKS, COMPANY, GREEN), (AREA,), (LED, SERVED))


def stored(extraction: Extraction = EXTRACTION, **metadata: object) -> Store:
    store = Store.open()
    store.load_vocabulary()
    made, shape = structured(inferred=frozenset({"title"}), **metadata)
    store.replace(made.id, quads_of(made, shape, extraction))
    return store


def ask(store: Store, pattern: str) -> bool:
    return bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


@pytest.mark.parametrize(
    "pattern",
    [
        '?p a zc:Project; skos:prefLabel "苏岙垃圾场生态治理工程"@zh; skos:altLabel "苏岙工程"@zh',
        "?p a zc:Project; zc:serves theme:green-development",
        "?p a zc:Project; zc:responsibleBody ?b; zc:leadBody ?b . ?b a zc:Agency",
        "?c a zc:Claim; zc:claimPredicate zc:responsibleBody; zc:role zc:lead; zc:basis zc:stated; zc:confidence 0.7",
        '?c zc:claimObject theme:green-development; zc:basis zc:section; zc:rule "heading"; zc:reportedAt "2017-02"',
        '?o zc:value 9.6; zc:unitText "万平方米"; zc:baseValue 96000.0; zc:kind zc:actual; zc:bound "="',
        "?o zc:during/time:hasEnd/time:inXSDDate ?day FILTER(STR(?day) = '2016-12-31')",
        "?i a zc:Indicator; zc:certain false",
        '?m zc:mentionOf/skos:prefLabel "镇城投公司"@zh; zc:inSection/dcterms:title "深化改革"@zh',
        '?d a zc:Document; dcterms:title "报告"@zh; zc:inferredField "title"; dcterms:identifier "d"',
        "?s a zc:Section; zc:serves theme:green-development; dcterms:isPartOf/a zc:Document",
    ],
)
def test_what_is_written(pattern: str) -> None:
    assert ask(stored(), pattern)


def test_evidence_is_the_verbatim_slice() -> None:
    pattern = "?m oa:hasSelector ?p, ?q . ?p oa:start ?start; oa:end ?end . ?q oa:exact ?quote"
    rows = stored().select(f"{PREFIXES} SELECT ?start ?end ?quote {{ {pattern} }}")
    assert len(rows) == 6
    assert all(SOURCE[int(start) : int(end)] == quote for start, end, quote in rows)


def test_the_unit_written_and_the_base_unit_are_both_kept() -> None:
    pattern = "?o zc:unitText ?text; zc:unit/skos:prefLabel ?name FILTER(LANG(?name) = 'zh')"
    ((text, unit),) = stored().select(f"{PREFIXES} SELECT ?text ?name {{ {pattern} }}")
    assert (text, unit) == ("万平方米", "平方米")


def test_programme_and_project_of_one_name_are_one_node() -> None:
    twin = Entity("e9", "Programme", "“苏岙垃圾场生态治理工程”", (), (place("治理工程"),), "r", 0.95)
    store = stored(Extraction((WORKS, twin)))
    ((count,),) = store.select(PREFIXES + "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a zc:Project }")
    assert count == "1"
    assert ask(store, "?p a zc:Project, zc:Programme; zc:confidence 0.95")


def test_a_thing_is_no_claim_about_itself() -> None:
    twin = Entity("e9", "Programme", WORKS.name, (), WORKS.mentions, "r", 0.9)
    claim = Claim("e1", "partOf", "e9", "stated", WORKS.mentions, "r", 0.9)
    assert not ask(stored(Extraction((WORKS, twin), (), (claim,))), "?c a zc:Claim")


@pytest.mark.parametrize("name", ["e99", "theme:没有", "status:gone", "绿色发展"])
def test_a_claim_about_nothing_is_refused(name: str) -> None:
    claim = Claim("e1", "serves", name, "stated", WORKS.mentions, "r", 0.9)
    with pytest.raises(KnowledgeError, match="nothing is named"):
        quads_of(*structured(), Extraction((WORKS,), (), (claim,)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_they_are(name: str) -> None:
    store = stored(Extraction((Entity("e1", "Project", name, (), WORKS.mentions, "r", 0.9),)), title=name)
    assert store.select(PREFIXES + "SELECT ?n { ?p a zc:Project; skos:prefLabel ?n }") == [(name,)]
    again = Store(ox.Store())
    again.bulk(ox.parse(store.dump(), format=ox.RdfFormat.N_QUADS))
    assert again.dump() == store.dump()


@given(extractions())
def test_no_blank_nodes_and_one_graph(extraction: Extraction) -> None:
    quads = quads_of(*structured(), extraction)
    assert {quad.graph_name.value for quad in quads} == {str(graph_iri("d"))}
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert len(set(quads)) == len(quads)


@given(extractions())
def test_the_same_input_gives_the_same_quads(extraction: Extraction) -> None:
    assert quads_of(*structured(), extraction) == quads_of(*structured(), extraction)


@settings(max_examples=25, deadline=None)
@given(extractions())
def test_turtle_and_back_is_the_same_graph(extraction: Extraction) -> None:
    triples = {q.triple for q in quads_of(*structured(), extraction)}
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    assert {q.triple for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == triples
    flat = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), flat)


def test_every_gold_claim_has_a_node(shared) -> None:
    counted: Counter[str] = Counter()
    for path in sorted((shared / "gold").glob("*.json")):
        text = read(path.with_suffix(".txt"))
        extraction = from_annotation(json.loads(path.read_text(encoding="utf-8")), text)
        store = Store.open()
        store.replace(text.id, quads_of(text, structure(text), extraction))
        counts = "(COUNT(DISTINCT ?c) AS ?claims) (COUNT(DISTINCT ?o) AS ?observations)"
        ((claims, observations),) = store.select(
            f"{PREFIXES} SELECT {counts} {{ {{ ?c a zc:Claim }} UNION {{ ?o a zc:Observation }} }}"
        )
        distinct = {(c.subject, c.predicate, c.object, c.basis, c.role, c.evidence) for c in extraction.claims}
        assert int(claims or 0) == len(distinct)
        counted["observations"] += len(extraction.observations) - int(observations or 0)
    assert counted["observations"] == 0
