"""Neighbours, paths and cards, held against networkx and the source."""

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from kg_strategies import SOURCE, extractions, structured
from test_kg_rdf import EXTRACTION

from kg.card import card
from kg.extraction.result import Extraction
from kg.graph import entity_graph, neighbors, paths
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


def test_the_graph_has_things_themes_and_counted_relations() -> None:
    graph = entity_graph(store_of(EXTRACTION, EXTRACTION))
    assert graph.nodes[WORKS] == {"label": "苏岙垃圾场生态治理工程", "label_en": "", "type": "Project", "status": ""}
    assert graph.nodes[GREEN]["label_en"] == "Green development"
    assert graph.edges[WORKS, GREEN, "serves"]["claims"] == 2
    assert graph.edges[WORKS, COMPANY, "responsibleBody"]["roles"] == "lead"
    assert graph.edges[WORKS, COMPANY, "responsibleBody"]["bases"] == "stated"


@settings(max_examples=20, deadline=None)
@given(extractions(), extractions())
def test_neighbours_are_those_of_networkx(one: Extraction, other: Extraction) -> None:
    store = store_of(one, other)
    graph = entity_graph(store)
    for iri in [n for n in graph if "/id/" in n]:
        near = neighbors(store, iri)
        expected = {(s, k, t) for s, t, k in (*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True))}
        assert {(e.source, e.predicate, e.target) for e in near.edges} == expected
        assert near.total == len(near.edges) == len(expected)
        assert {node.iri for node in near.nodes} == {iri, *nx.all_neighbors(graph, iri)}


@settings(max_examples=20, deadline=None)
@given(extractions(), extractions())
def test_paths_are_as_short_as_those_of_networkx(one: Extraction, other: Extraction) -> None:
    store = store_of(one, other)
    graph = nx.Graph(entity_graph(store))
    graph.remove_nodes_from([n for n in list(graph) if not graph.degree(n)])
    things = sorted(graph)[:3]
    for start, end in itertools.permutations(things, 2):
        found = {tuple(ends(e.source, e.target) for e in path) for path in paths(store, start, end, 3, 99)}
        near = nx.has_path(graph, start, end) and nx.shortest_path_length(graph, start, end) <= 3
        expected = nx.all_shortest_paths(graph, start, end) if near else ()
        assert found == {tuple(ends(*pair) for pair in nx.utils.pairwise(path)) for path in expected}


def ends(one: str, other: str) -> frozenset[str]:
    return frozenset((one, other))


def test_a_path_leads_over_shared_things() -> None:
    ((first, second),) = paths(store_of(EXTRACTION), COMPANY, GREEN)
    assert (first.source, first.target) == (WORKS, COMPANY)
    assert (second.source, second.target) == (WORKS, GREEN)
    assert paths(store_of(EXTRACTION), COMPANY, GREEN, max_length=1) == []


def test_the_limit_keeps_the_best_attested() -> None:
    near = neighbors(store_of(EXTRACTION), WORKS, limit=1)
    assert (len(near.edges), near.total) == (1, 2)
    assert near.edges[0].confidence == 0.9


@pytest.mark.parametrize("iri", ["https://w3id.org/zhengce/id/project-0000000000000000", "urn:x"])
def test_what_is_not_there_has_no_neighbours_and_no_card(iri: str) -> None:
    store = store_of(EXTRACTION)
    assert neighbors(store, iri).edges == ()
    assert paths(store, iri, WORKS) == []
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
