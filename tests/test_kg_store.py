"""The store: one graph per document."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from kg_strategies import extractions, structured

from kg.errors import RepositoryError
from kg.extraction.result import Extraction
from kg.rdf import quads_of
from kg.store import ONTOLOGY_GRAPH, Store, vocabulary_quads


def lines(store: Store, id: str) -> set[bytes]:
    return {line for line in store.dump().split(b"\n") if f"/graph/{id}>".encode() in line}


def put(store: Store, id: str, extraction: Extraction) -> None:
    made, shape = structured(id)
    store.replace(id, quads_of(made, shape, extraction))


@settings(max_examples=25, deadline=None)
@given(extractions(), extractions(), extractions())
def test_replacing_touches_one_graph(one: Extraction, other: Extraction, new: Extraction) -> None:
    store, expected = Store.open(), Store.open()
    put(store, "a", one)
    put(store, "b", other)
    before = lines(store, "b")
    put(store, "a", new)
    put(expected, "a", new)
    assert lines(store, "b") == before
    assert lines(store, "a") == lines(expected, "a")


@settings(max_examples=25, deadline=None)
@given(extractions(), extractions())
def test_removing_undoes_adding(one: Extraction, other: Extraction) -> None:
    store = Store.open()
    store.load_vocabulary()
    put(store, "a", one)
    before = store.dump()
    put(store, "b", other)
    assert store.documents() == ["a", "b"]
    assert store.remove("b")
    assert store.dump() == before
    assert not store.remove("b")


@settings(max_examples=25, deadline=None)
@given(extractions(), extractions())
def test_the_order_of_documents_leaves_no_trace(one: Extraction, other: Extraction) -> None:
    forth, back = Store.open(), Store.open()
    put(forth, "a", one)
    put(forth, "b", other)
    put(back, "b", other)
    put(back, "a", one)
    assert forth.dump() == back.dump()


@settings(max_examples=10, deadline=None)
@given(extractions())
def test_disk_and_memory_hold_the_same(tmp_path_factory: pytest.TempPathFactory, extraction: Extraction) -> None:
    folder = tmp_path_factory.mktemp("store") / "s"
    disk, memory = Store.open(folder), Store.open()
    for store in (disk, memory):
        store.load_vocabulary()
        put(store, "a", extraction)
    disk.flush()
    dump = disk.dump()
    disk.close()
    again = Store.open(folder, read_only=True)
    assert again.dump() == dump == memory.dump()


def test_the_vocabulary_is_there_once_and_without_blank_nodes() -> None:
    store = Store.open()
    store.load_vocabulary()
    size = len(store)
    store.load_vocabulary()
    assert len(store) == size == len(vocabulary_quads()) > 1000
    assert b"_:" not in b"".join(line for line in store.dump().split(b"\n") if line.startswith(b"_:"))
    assert store.documents() == []
    assert {q.graph_name for q in store.graph()} == {ONTOLOGY_GRAPH}


def test_odd_document_ids_come_back() -> None:
    store = Store.open()
    for id in ("ontology", "a/b", "政府 工作报告", "100%", "a?b#c"):
        put(store, id, Extraction())
    assert store.documents() == sorted(["ontology", "a/b", "政府 工作报告", "100%", "a?b#c"])


def test_quads_of_another_graph_are_refused() -> None:
    made, shape = structured("a")
    with pytest.raises(ValueError, match="graph of 'b'"):
        Store.open().replace("b", quads_of(made, shape, Extraction()))


def test_a_store_has_one_writer(tmp_path: Path) -> None:
    first = Store.open(tmp_path / "s")
    with pytest.raises(RepositoryError, match="end the process that writes it"):
        Store.open(tmp_path / "s")
    first.close()


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="cannot be opened"):
        Store.open(tmp_path / "none", read_only=True)


def test_values_are_bound_and_never_pasted() -> None:
    store = Store.open()
    put(store, "a", Extraction())
    hostile = ox.Literal('"} DROP ALL #')
    assert store.select("SELECT ?s { ?s ?p ?name }", name=hostile) == []
    title, title_of = ox.Literal("报告", language="zh"), ox.NamedNode("http://purl.org/dc/terms/title")
    assert len(store.select("SELECT ?s { ?s ?title_of ?title }", title=title, title_of=title_of)) == 1
