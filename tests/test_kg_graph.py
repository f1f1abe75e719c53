"""Neighbours, paths and cards, held against networkx and the source."""

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from kg_strategies import SOURCE, extractions, structured
from test_kg_rdf import EXTRACTION

from kg import linking
from kg.card import card
from kg.extraction.result import Extraction
from kg.links import Links, Wanted
from kg.naming import entity_iri
from kg.rdf import quads_of
from kg.store import Store

GREEN = "https://w3id.org/zhengce/theme/green-development"
WORKS = str(entity_iri("Project", "苏岙垃圾场生态治理工程", "乐清市柳市镇"))
COMPANY = str(entity_iri("Agency", "镇城投公司", "乐清市柳市镇"))


def store_of(*extractions: Extraction) -> Store:
    store = Store.open()
    store.load_vocabulary()
    for number, extraction in enumerate(extractions):
        made, shape = structured(f"d{number}")
        store.replace(made.id, quads_of(made, shape, extraction))
    return store


def claimed(store: Store) -> "nx.MultiDiGraph[str]":
    """Return the relations that a query finds in the claims."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing, label in store.select(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX zc: <https://w3id.org/zhengce/ontology#>
        SELECT DISTINCT ?s ?l { ?s zc:inDocument ?d ; skos:prefLabel ?l }"""
    ):
        graph.add_node(str(thing), label=str(label))
    for source, predicate, target, claims in store.select(
        """PREFIX zc: <https://w3id.org/zhengce/ontology#> SELECT ?s ?p ?o (COUNT(DISTINCT ?c) AS ?claims)
        { ?c zc:claimSubject ?s ; zc:claimPredicate ?p ; zc:claimObject ?o FILTER(?p != zc:hasStatus) }
        GROUP BY ?s ?p ?o"""
    ):
        graph.add_edge(source, target, key=str(predicate).rpartition("#")[2], claims=int(claims or 0))
    return graph


def test_what_serves_a_theme_comes_by_the_number_of_documents_that_say_so() -> None:
    links = Links.of(store_of(EXTRACTION, EXTRACTION))
    served = {edge.source: edge.documents for edge in links.neighbors(GREEN, 500).edges if edge.predicate == "serves"}
    labels = {node.iri: node.label for node in links.nodes(served)}
    expected = sorted(served, key=lambda iri: (-served[iri], labels[iri]))
    assert links.serving(GREEN, 500) == list(dict.fromkeys(labels[iri] for iri in expected))
    assert links.serving(GREEN, 1) == links.serving(GREEN, 500)[:1] != []
    assert links.serving("https://w3id.org/zhengce/theme/none", 5) == []


def test_the_graph_has_things_themes_and_counted_relations() -> None:
    links = Links.of(store_of(EXTRACTION, EXTRACTION))
    works, green = links.nodes((WORKS, GREEN))
    assert (works.label, works.type, works.status, works.degree) == ("苏岙垃圾场生态治理工程", "Project", "", 2)
    assert (green.label_en, green.type) == ("Green development", "Theme")
    led, served = links.among((WORKS, COMPANY, GREEN))
    assert (led.predicate, led.roles, led.bases, led.documents) == ("responsibleBody", ("lead",), ("stated",), 2)
    assert (served.predicate, served.claims) == ("serves", 2)
    assert links.documents([WORKS], 9) == {WORKS: ["d0", "d1"]}
    assert links.documents([WORKS], 1) == {WORKS: ["d0"]}


@settings(max_examples=20, deadline=None)
@given(extractions(), extractions())
def test_neighbours_are_those_that_a_query_finds(one: Extraction, other: Extraction) -> None:
    store = store_of(one, other)
    graph, links = claimed(store), Links.of(store)
    for iri in [n for n in graph if "/id/" in n]:
        near = links.neighbors(iri)
        expected = {(s, k, t): graph.edges[s, t, k]["claims"] for s, t, k in graph.in_edges(iri, keys=True)}
        expected |= {(s, k, t): graph.edges[s, t, k]["claims"] for s, t, k in graph.out_edges(iri, keys=True)}
        assert {(e.source, e.predicate, e.target): e.claims for e in near.edges} == expected
        assert near.total == len(near.edges)
        assert {node.iri for node in near.nodes} == {iri, *nx.all_neighbors(graph, iri)}
        (node,) = links.nodes([iri])
        assert (node.label, node.degree) == (graph.nodes[iri]["label"], graph.degree(iri))


@settings(max_examples=20, deadline=None)
@given(extractions(), extractions())
def test_a_path_is_as_short_as_that_of_networkx(one: Extraction, other: Extraction) -> None:
    store = store_of(one, other)
    graph, links = nx.Graph(claimed(store)), Links.of(store)
    graph.remove_nodes_from([n for n in list(graph) if not graph.degree(n)])
    for start, end in itertools.permutations(sorted(graph)[:4], 2):
        path = links.path(start, end, 3)
        near = nx.has_path(graph, start, end) and nx.shortest_path_length(graph, start, end) <= 3
        assert len(path) == (nx.shortest_path_length(graph, start, end) if near else 0)
        place = start
        for edge in path:
            assert place in (edge.source, edge.target)
            place = edge.target if place == edge.source else edge.source
        assert place == (end if near else start)


def test_a_path_leads_over_shared_things() -> None:
    links = Links.of(store_of(EXTRACTION))
    first, second = links.path(COMPANY, GREEN)
    assert (first.source, first.target) == (WORKS, COMPANY)
    assert (second.source, second.target) == (WORKS, GREEN)
    assert links.path(COMPANY, GREEN, longest=1) == ()


def test_the_limit_keeps_the_best_attested() -> None:
    near = Links.of(store_of(EXTRACTION)).neighbors(WORKS, limit=1)
    assert (len(near.edges), near.total) == (1, 2)
    assert near.edges[0].confidence == 0.9


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(theme=GREEN), {GREEN, WORKS}),
        (Wanted(theme=GREEN, classes=("Project",)), {WORKS}),
        (Wanted(documents=("d0",), classes=("Agency",)), {COMPANY}),
        (Wanted(documents=("none",), classes=("Agency",)), set()),
        (Wanted(status="planned"), set()),
        (Wanted(bases=("stated",)), {COMPANY, WORKS}),
        (Wanted(theme=GREEN, bases=("stated",)), set()),
        (Wanted(bases=("section", "inferred")), {GREEN, WORKS}),
        (Wanted(words="苏岙工程"), {WORKS}),
        (Wanted(words="GREEN dev"), {GREEN}),
        (Wanted(words="' OR 1 --"), set()),
    ],
)
def test_conditions_must_all_hold(wanted: Wanted, expected: set[str]) -> None:
    found, total = Links.of(store_of(EXTRACTION)).best(wanted, 10)
    assert {node.iri for node in found} == expected
    assert total == len(expected)


@settings(max_examples=10, deadline=None)
@given(extractions(), extractions(), extractions())
def test_a_changed_document_leaves_the_links_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, one: Extraction, other: Extraction, new: Extraction
) -> None:
    file = tmp_path_factory.mktemp("links") / "links.sqlite"
    store = store_of(one, other)
    linking.write(file, store, store.documents())
    made, shape = structured("d0")
    store.replace("d0", quads_of(made, shape, new))
    store.remove("d1")
    linking.write(file, store, ["d0", "d1"])
    links = Links.open(file)
    for changed, whole in zip(links.everything(), Links.of(store).everything(), strict=True):
        assert list(changed) == list(whole)
    links.close()


@pytest.mark.parametrize("iri", ["https://w3id.org/zhengce/id/project-0000000000000000", "urn:x"])
def test_what_is_not_there_has_no_neighbours_and_no_card(iri: str) -> None:
    store = store_of(EXTRACTION)
    assert Links.of(store).neighbors(iri).edges == ()
    assert Links.of(store).path(iri, WORKS) == ()
    assert card(store, iri) is None


def test_a_card_tells_all_with_its_places() -> None:
    shown = card(store_of(EXTRACTION, EXTRACTION), WORKS)
    assert shown is not None
    assert (shown.names, shown.aliases) == (("苏岙垃圾场生态治理工程",), ("苏岙工程",))
    assert shown.documents == ("d0", "d1")
    assert [c.predicate for c in shown.outgoing].count("serves") == 2
    assert shown.incoming == ()
    assert shown.ends[COMPANY].label == "镇城投公司"
    for quote in (*shown.mentions, *(q for c in shown.outgoing for q in c.evidence)):
        assert SOURCE[quote.start : quote.end] == quote.quote
    assert {quote.section for quote in shown.mentions} == {"推进绿色发展"}


def test_a_card_is_bounded() -> None:
    shown = card(store_of(EXTRACTION, EXTRACTION), WORKS, limit=1)
    assert shown is not None
    assert (len(shown.outgoing), len(shown.mentions)) == (1, 1)


def test_the_card_of_an_indicator_has_its_values() -> None:
    iri = str(entity_iri("Indicator", "新增公园绿地", "乐清市柳市镇"))
    shown = card(store_of(EXTRACTION), iri)
    assert shown is not None
    (value,) = shown.observations
    assert (value.value, value.unit, value.base_value, value.kind, value.period) == (
        "9.6",
        "万平方米",
        "96000",
        "actual",
        "2012/2016",
    )
    assert value.evidence[0].quote == "新增公园绿地9.6万平方米"


def test_the_card_of_a_theme_has_what_serves_it() -> None:
    shown = card(store_of(EXTRACTION), GREEN)
    assert shown is not None
    assert [claim.subject for claim in shown.incoming] == [WORKS]
