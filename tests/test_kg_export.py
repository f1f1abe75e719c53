"""Exports read back as what was exported."""

import csv
import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kg_strategies import HOSTILE, extractions
from test_kg_graph import COMPANY, WORKS, store_of
from test_kg_rdf import EXTRACTION, LED
from test_kg_rdf import WORKS as PROJECT

from kg.entity import Entity
from kg.export import FORMATS, Part
from kg.export import export as exported
from kg.extraction.result import Extraction
from kg.links import Links
from kg.sorting import sorted_lines
from kg.store import Store

READ = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ttl": ox.RdfFormat.TURTLE,
}


def export(store: Store, form: str, part: Part | None = None) -> bytes:
    return b"".join(exported(store, Links.of(store), form, part))


def quads(store: Store) -> set[ox.Quad]:
    return {quad for id in store.documents() for quad in store.graph(id)}


@settings(max_examples=15, deadline=None)
@given(extractions(), extractions())
def test_rdf_reads_back(one: Extraction, other: Extraction) -> None:
    store = store_of(one, other)
    for form in ("nq", "trig", "jsonld"):
        assert set(ox.parse(export(store, form), format=READ[form])) == quads(store)
    triples = {quad.triple for quad in ox.parse(export(store, "ttl"), format=READ["ttl"])}
    assert triples == {quad.triple for quad in quads(store)}


@settings(max_examples=10, deadline=None)
@given(extractions())
def test_graphml_reads_back(extraction: Extraction) -> None:
    store = store_of(extraction)
    again = nx.parse_graphml(export(store, "graphml").decode(), force_multigraph=True)
    nodes, edges = Links.of(store).everything()
    assert {name: data["type"] for name, data in again.nodes(data=True)} == {node.iri: node.type for node in nodes}
    assert {(s, data["relation"], t, data["claims"], data["confidence"]) for s, t, data in again.edges(data=True)} == {
        (edge.source, edge.predicate, edge.target, edge.claims, edge.confidence) for edge in edges
    }


@given(st.lists(st.binary(max_size=8).map(lambda text: text.replace(b"\n", b"") + b"\n")), st.integers(1, 40))
def test_lines_are_sorted_in_runs_as_in_memory(lines: list[bytes], run: int) -> None:
    assert list(sorted_lines(lines, run)) == sorted(set(lines))


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_documents_leaves_no_trace(form: str) -> None:
    assert export(store_of(EXTRACTION, Extraction()), form) == export(_backwards(), form)


def _backwards() -> Store:
    forth, back = store_of(EXTRACTION, Extraction()), Store.open()
    for id in reversed(forth.documents()):
        back.replace(id, forth.graph(id))
    back.load_vocabulary()
    return back


def test_csv_has_a_line_for_each_piece_of_evidence() -> None:
    rows = list(csv.DictReader(io.StringIO(export(store_of(EXTRACTION), "csv").decode("utf-8-sig"))))
    assert [(row["relation"], row["role"], row["object_label"]) for row in rows] == [
        ("responsibleBody", "lead", "镇城投公司"),
        ("serves", "", "绿色发展"),
    ]
    assert rows[0]["quote"] == "由镇城投公司负责"


@pytest.mark.parametrize("name", [*HOSTILE, "=HYPERLINK(1)", "@x"])
def test_hostile_names_are_inert(name: str) -> None:
    thing = Entity("e1", "Project", name, (), PROJECT.mentions, "r", 0.9)
    store = store_of(Extraction((thing, *EXTRACTION.entities[1:]), (), (LED,)))
    for form in ("graphml", "csv", "jsonld"):
        assert b"<script>" not in export(store, "graphml"), form
    (row,) = csv.DictReader(io.StringIO(export(store, "csv").decode("utf-8-sig"), newline=""))
    assert row["subject_label"][0] not in "=+-@\t\r"
    assert row["subject_label"].removeprefix("'") == name
    assert name in {
        value["@value"]
        for item in json.loads(export(store, "jsonld"))
        for node in item.get("@graph", [])
        for value in node.get("http://www.w3.org/2004/02/skos/core#prefLabel", [])
    }


def test_a_document_is_a_part() -> None:
    store = store_of(EXTRACTION, EXTRACTION)
    part = set(ox.parse(export(store, "nq", Part(documents=("d1",))), format=READ["nq"]))
    assert part == set(store.graph("d1"))


def test_a_class_is_a_part_with_its_evidence() -> None:
    store = store_of(EXTRACTION)
    text = export(store, "ttl", Part(type="Agency")).decode()
    assert "镇城投公司" in text
    assert "9.6" not in text
    served = export(store, "nq", Part(theme="green-development")).decode()
    assert WORKS in served
    assert COMPANY in served
    assert "推进绿色发展" in served


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ("pdf", Part()),
        ("nq", Part(documents=("none",))),
        ("nq", Part(type="Nothing")),
        ("csv", Part(theme="nothing")),
    ],
)
def test_what_is_not_known_is_told(form: str, part: Part) -> None:
    with pytest.raises(ValueError, match="no "):
        export(store_of(EXTRACTION), form, part)
