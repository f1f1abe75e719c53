"""Queries from outside: what may run, and within which bounds."""

import csv
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from kg_strategies import structured
from rdflib import Graph
from test_kg_rdf import EXTRACTION, PREFIXES

from kg import worker
from kg.errors import QueryError, QueryRefused, QueryTimeout, QueryTooLarge
from kg.gate import admit
from kg.rdf import quads_of
from kg.sparql import Limits, Pool
from kg.store import Store

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?k) }"
PROJECTS = PREFIXES + "SELECT ?p ?name { ?p a zc:Project; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "store"
    store = Store.open(path)
    store.load_vocabulary()
    for id in ("a", "b"):
        made, shape = structured(id)
        store.replace(id, quads_of(made, shape, EXTRACTION))
    store.flush()
    store.close()
    return path


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[Pool]:
    with Pool(folder, size=1, limits=Limits(seconds=5.0, rows=2_000)) as made:
        yield made


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "ASK { ?s ?p 'SERVICE <http://example.org/> { ?a ?b ?c }' }",
        "SELECT * { ?SERVICE ?p ?o } # LOAD <http://example.org/>",
        "SELECT * FROM <https://w3id.org/zhengce/graph/a> FROM NAMED <https://w3id.org/zhengce/ontology> { ?s ?p ?o }",
        "DESCRIBE <https://w3id.org/zhengce/doc/a>",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
        "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) { ?s (<a:p>|<a:q>)+ ?o } GROUP BY ?s HAVING (?n > 1) ORDER BY DESC(?n)",
    ],
)
def test_what_is_admitted(text: str) -> None:
    assert admit(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { { SELECT * { SERVICE <http://x/> {} } } } }", "SERVICE"),
        ("ASK { OPTIONAL { GRAPH ?g { ?s ?p ?o MINUS { service <http://x/> { ?s ?p ?o } } } } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "reads from file"),
        ("SELECT * FROM NAMED <http://example.org/> { ?s ?p ?o }", "reads from http"),
        ("PREFIX g: <https://w3id.org/zhengce/graph/> SELECT * FROM g:a { ?s ?p ?o }", "in full"),
        ("LOAD <http://example.org/>", "cannot be read"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "cannot be read"),
        ("DROP ALL", "cannot be read"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "cannot be read"),
        ("SELECT * { ?s zc:serves ?o", "cannot be read"),
        ("SELECT * { ?s ?p ?o FILTER(" + "(" * 500 + "1" + ")" * 500 + ") }", "nested"),
        ("SELECT * { ?s ?p 'x' } # " + "x" * 20_000, "20,0"),
        # what two parsers could read differently
        (r'SELECT * { ?s ?p "\u0022 } # " . SERVICE <http://x/> { ?a ?b ?c } }', "escaped"),
        ("SELECT * { ?s ?p ?o # \r SERVICE <http://x/> { ?a ?b ?c } \n }", "SERVICE"),
        ("SELECT * { ?s ?p '\0' }", "NUL"),
        ("", "cannot be read"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(QueryRefused, match=why):
        admit(text)


def test_an_unknown_prefix_is_refused(pool: Pool) -> None:
    with pytest.raises(QueryRefused, match="Prefix not found"):
        pool.run("SELECT * { ?s nowhere:x ?o }")


def test_rows(pool: Pool) -> None:
    answer = pool.run(PREFIXES + "SELECT DISTINCT ?p ?name { ?p a zc:Project; skos:prefLabel ?name }")
    (row,) = answer.bindings()
    assert answer.variables == ["p", "name"]
    assert row["name"] == {"type": "literal", "value": "苏岙垃圾场生态治理工程", "xml:lang": "zh"}


def test_every_form_says_the_same(pool: Pool) -> None:
    answer = pool.run(PREFIXES + "SELECT ?name ?none { ?d a zc:Document; dcterms:identifier ?name } ORDER BY ?name")
    assert list(answer.formats) == ["json", "xml", "csv", "tsv"]
    assert list(csv.reader(io.StringIO(answer.serialise("csv").decode()))) == [["name", "none"], ["a", ""], ["b", ""]]
    for form, kind in (("xml", ox.QueryResultsFormat.XML), ("tsv", ox.QueryResultsFormat.TSV)):
        results = ox.parse_query_results(answer.serialise(form), format=kind)
        assert isinstance(results, ox.QuerySolutions)
        assert [row["name"] for row in results] == [ox.Literal("a"), ox.Literal("b")]


def test_rows_have_no_turtle(pool: Pool) -> None:
    with pytest.raises(ValueError, match="only json, xml, csv, tsv"):
        pool.run("SELECT * { ?s ?p ?o } LIMIT 1").serialise("ttl")


def test_booleans(pool: Pool) -> None:
    assert pool.run(PREFIXES + "ASK { ?p a zc:Project }").boolean
    no = pool.run(PREFIXES + "ASK { ?p a zc:Nothing }")
    assert not no.boolean
    assert json.loads(no.serialise("json")) == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    ("form", "rdflib_form"), [("ttl", "turtle"), ("nt", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
def test_graphs(pool: Pool, form: str, rdflib_form: str) -> None:
    answer = pool.run("DESCRIBE <https://w3id.org/zhengce/doc/a>")
    content = answer.serialise(form)
    size = answer.content.count(b"\n")
    assert size > 5
    if form == "jsonld":  # rdflib warns of its own deprecated parts there
        assert len(list(ox.parse(content, format=ox.RdfFormat.JSON_LD))) == size
    else:
        assert len(Graph().parse(data=content, format=rdflib_form)) == size


def test_the_merge_of_all_graphs_is_asked(pool: Pool) -> None:
    assert len(pool.run(PROJECTS).bindings()) == 1
    assert len(pool.run(PROJECTS.replace("{ ?p", "{ GRAPH ?g { ?p") + "}").bindings()) == 2
    only = PROJECTS.replace("{ ?p", "FROM <https://w3id.org/zhengce/graph/a> { ?p")
    assert len(pool.run(only).bindings()) == 1
    assert pool.run(PREFIXES + "ASK { theme:green-development skos:prefLabel '绿色发展'@zh }").boolean


def test_an_endless_query_is_stopped_and_the_next_one_runs(folder: Path) -> None:
    with Pool(folder, size=1, limits=Limits(seconds=1.0)) as pool:
        with pytest.raises(QueryTimeout, match="more than 1 seconds; ask for less"):
            pool.run(ENDLESS)
        assert pool.run("ASK { ?s ?p ?o }").boolean


def test_too_many_rows_are_refused(pool: Pool) -> None:
    with pytest.raises(QueryTooLarge, match="2,000 rows; add a LIMIT"):
        pool.run("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryTooLarge):
        pool.run("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert len(pool.run("SELECT * { ?s ?p ?o } LIMIT 2000").bindings()) == 2000


def test_too_much_memory_is_refused_and_the_next_query_runs(folder: Path) -> None:
    with Pool(folder, size=1, limits=Limits(seconds=30.0, memory=64 << 20)) as pool:
        with pytest.raises(QueryTooLarge, match="64 MB of memory"):
            pool.run("SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
        assert pool.run("ASK { ?s ?p ?o }").boolean


def test_reopening_asks_the_new_store(folder: Path, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "store")
    other.load_vocabulary()
    other.flush()
    other.close()
    with Pool(folder, size=1) as pool:
        assert pool.run(PREFIXES + "ASK { ?p a zc:Project }").boolean
        pool.reopen(tmp_path / "store")
        assert not pool.run(PREFIXES + "ASK { ?p a zc:Project }").boolean


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with Pool(tmp_path / "none", size=1) as pool, pytest.raises(QueryError, match="cannot be queried"):
        pool.run("ASK { ?s ?p ?o }")


def test_many_threads_share_a_pool(folder: Path) -> None:
    answers: list[int] = []
    with Pool(folder, size=2) as pool:
        threads = [
            threading.Thread(target=lambda: answers.append(len(pool.run(PROJECTS).bindings()))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [1] * 8


def test_a_worker_can_reach_no_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.server_port}/sparql> {{ ?s ?p ?o }} }}"
    try:
        script = f"import pyoxigraph; list(pyoxigraph.Store().query({query!r}))"
        assert subprocess.run([sys.executable, "-c", script], stderr=subprocess.PIPE).returncode == 1
        assert reached, "without a closed network the server is reached"
        reached.clear()
        monkeypatch.setattr("kg.sparql.admit", lambda text: text)
        with Pool(folder, size=1) as pool, pytest.raises(QueryRefused, match="cannot be run"):
            pool.run(query)
        assert reached == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# Results known from the SPARQL 1.1 recommendation, https://www.w3.org/TR/sparql11-query/, by section.
BOOKS = """
@prefix : <http://example.org/> . @prefix dc: <http://purl.org/dc/elements/1.1/> . @prefix foaf: <http://foaf/> .
:b1 dc:title "SPARQL Tutorial" ; :price 42 . :b2 dc:title "The Semantic Web" ; :price 23 .
:a foaf:name "Alice" ; foaf:knows :b . :b foaf:name "Bob" ; foaf:knows :c . :c foaf:name "Clare" .
:o1 :books :x1, :x2 . :x1 :cost 9 . :x2 :cost 5 . :o2 :books :x3 . :x3 :cost 7 .
"""
HEAD = "PREFIX : <http://example.org/> PREFIX dc: <http://purl.org/dc/elements/1.1/> PREFIX foaf: <http://foaf/> "


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT ?t { ?x dc:title ?t FILTER regex(?t, "^SPARQL") }', [["SPARQL Tutorial"]]),  # 3.1
        ('SELECT ?t { ?x dc:title ?t FILTER regex(?t, "web", "i") }', [["The Semantic Web"]]),  # 3.1
        ("SELECT ?t { ?x :price ?p FILTER (?p < 30.5) ?x dc:title ?t }", [["The Semantic Web"]]),  # 3.2
        ("SELECT ?n { ?x foaf:name ?n OPTIONAL { ?x foaf:knows ?y } FILTER(!BOUND(?y)) }", [["Clare"]]),  # 6
        ("SELECT ?n { ?x foaf:name ?n FILTER NOT EXISTS { ?x foaf:knows ?y } }", [["Clare"]]),  # 8.1
        ("SELECT ?n { :a foaf:knows+ / foaf:name ?n } ORDER BY ?n", [["Bob"], ["Clare"]]),  # 9.1
        ("SELECT (SUM(?c) AS ?s) { ?o :books ?b . ?b :cost ?c } GROUP BY ?o HAVING (SUM(?c) > 10)", [["14"]]),  # 11.1
        ("SELECT ?t { VALUES ?x { :b1 } ?x dc:title ?t }", [["SPARQL Tutorial"]]),  # 10.2
        ("SELECT ?n { ?x foaf:name ?n } ORDER BY DESC(?n) LIMIT 1 OFFSET 1", [["Bob"]]),  # 15
    ],
)
def test_the_recommendations_own_examples(query: str, expected: list[list[str]]) -> None:
    store = ox.Store()
    store.load(BOOKS.encode(), format=ox.RdfFormat.TURTLE)
    kind, content = worker.answer(store, admit(HEAD + query), 10)
    rows = json.loads(content)
    assert kind == "rows"
    assert [[row[name]["value"] for name in rows["head"]["vars"]] for row in rows["results"]["bindings"]] == expected
