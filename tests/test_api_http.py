"""The HTTP contract, over the bundled corpus."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.accepting import choose
from api.building import build
from api.schema import (
    AccessView,
    AskAnswer,
    Card,
    Documents,
    DocumentView,
    Graph,
    Health,
    Indicators,
    MarkList,
    Problem,
    SearchAnswer,
    SeriesAnswer,
    Themes,
    TraceAnswer,
)
from api.serving import listening
from api.settings import Settings
from api.web import create_app

ROWS = "SELECT ?n WHERE { VALUES ?n { 1 2 } }"
GRAPH = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"


def thing(client: TestClient, words: str = "苏岙垃圾场") -> str:
    return str(client.get("/entities", params={"q": words}).json()["nodes"][0]["id"])


@pytest.mark.parametrize(
    ("path", "params", "shape"),
    [
        ("/search", {"q": "污水处理", "k": "3", "mode": "lexical", "doc": "liushi-2016"}, SearchAnswer),
        ("/ask", {"q": "哪些项目服务于绿色发展"}, AskAnswer),
        ("/ask", {"q": "which projects serve green development"}, AskAnswer),
        ("/trace", {"q": "五水共治"}, TraceAnswer),
        ("/series", {"q": "地区生产总值"}, SeriesAnswer),
        ("/documents", {}, Documents),
        ("/documents/liushi-2016", {}, DocumentView),
        ("/themes", {}, Themes),
        ("/graph", {"theme": "theme/green-development", "limit": "20"}, Graph),
        ("/graph", {"status": "planned", "document": "liushi-2016", "class": "Project,Reform"}, Graph),
        ("/graph", {"year": "2016", "basis": ["stated", "inferred"]}, Graph),
        ("/indicators", {"q": "绿地", "document": "liushi-2016"}, Indicators),
        ("/access", {}, AccessView),
        ("/marks", {}, MarkList),
        ("/entities", {"q": "垃圾", "class": "Project"}, Graph),
        ("/entities/theme/green-development", {}, Card),
        ("/entities/theme/green-development/neighbors", {"limit": "5"}, Graph),
        ("/health", {}, Health),
    ],
)
def test_an_answer_has_its_shape(client: TestClient, path: str, params: dict[str, Any], shape: Any) -> None:
    found = client.get(path, params=params)
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    shape.model_validate_json(found.content)


def test_a_path_links_two_things(client: TestClient) -> None:
    start = thing(client)
    found = client.get("/paths", params={"from": start, "to": "theme/green-development"}).json()
    assert {node["id"] for node in found["nodes"]} >= {start, "theme/green-development"}
    assert found["edges"]


def test_quotes_are_slices_of_the_document(client: TestClient) -> None:
    text = client.get("/documents/liushi-2016").json()["text"]
    answer = client.get("/ask", params={"q": "哪些项目服务于绿色发展"}).json()
    quotes = [quote for item in answer["answers"] for quote in item["evidence"]]
    card = client.get(f"/entities/{answer['answers'][0]['id']}").json()
    quotes += card["mentions"] + [quote for claim in card["outgoing"] for quote in claim["evidence"]]
    assert len(quotes) > 10
    assert all(quote["quote"] == text[quote["start"] : quote["end"]] for quote in quotes)


@pytest.mark.parametrize(
    ("status", "method", "path"),
    [
        (400, "GET", "/sparql?query=nonsense"),
        (400, "GET", "/sparql?query=DELETE WHERE { ?s ?p ?o }"),
        (400, "GET", "/sparql?query=SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
        (400, "GET", f"/sparql?query={ROWS}&default-graph-uri=http://a.example/"),
        (404, "GET", "/nowhere"),
        (404, "GET", "/documents/nope"),
        (404, "GET", "/entities/project-nope"),
        (404, "GET", "/entities/theme/nope/neighbors"),
        (404, "GET", "/paths?from=project-nope&to=theme/green-development"),
        (404, "GET", "/diff?a=liushi-2016&b=nope"),
        (404, "GET", "/search?q=x&doc=nope"),
        (404, "GET", "/graph?document=nope"),
        (404, "GET", "/static/..%2fweb.py"),
        (405, "DELETE", "/documents"),
        (405, "PUT", "/sparql"),
        (422, "GET", "/ask"),
        (422, "GET", "/search?q="),
        (422, "GET", "/search?q=x&k=0"),
        (422, "GET", "/search?q=x&mode=psychic"),
        (422, "GET", "/entities?limit=many"),
        (422, "GET", "/sparql"),
    ],
)
def test_an_error_is_a_problem(client: TestClient, status: int, method: str, path: str) -> None:
    found = client.request(method, path)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    problem = Problem.model_validate_json(found.content)
    assert problem.status == status
    assert problem.title
    assert problem.detail
    assert problem.instance == path.partition("?")[0].replace("%2f", "/")
    if status == 405:
        assert "GET" in found.headers["allow"]


def test_every_answer_has_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/health", "/nowhere", "/ask", "/docs", "/static/explorer.js"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


def test_answers_do_not_wait_for_acknowledgement() -> None:
    with (
        listening(Settings(host="127.0.0.1", port=0)) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json;q=0.9, application/json;q=0.1", "application/ld+json"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        ("image/png", "application/json"),
    ],
)
def test_an_entity_takes_the_form_that_is_accepted(client: TestClient, accept: str, kind: str) -> None:
    id = thing(client)
    found = client.get(f"/entities/{id}", headers={"accept": accept})
    assert found.headers["vary"] == "Accept"
    if kind == "text/html":
        assert (found.status_code, found.headers["location"]) == (303, f"/#select={id}")
        assert client.get(found.headers["location"]).headers["content-type"].startswith("text/html")
        return
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == kind
    if kind == "text/turtle":
        subjects = {str(quad.subject) for quad in ox.parse(found.content, format=ox.RdfFormat.TURTLE)}
        assert subjects == {f"<https://w3id.org/zhengce/id/{id}>"}
    else:
        assert "苏岙垃圾场" in json.dumps(found.json(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("accept", "kind", "content"),
    [
        ("*/*", "application/sparql-results+json", '"vars":["n"]'),
        ("application/sparql-results+json", "application/sparql-results+json", '"value":"2"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", '<variable name="n"/>'),
        ("text/csv", "text/csv", "n\r\n1\r\n2\r\n"),
        ("text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values", "?n\n1\n2\n"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml", "<sparql"),
    ],
)
def test_rows_take_the_form_that_is_accepted(client: TestClient, accept: str, kind: str, content: str) -> None:
    headers = {"accept": accept}
    answers = [
        client.get("/sparql", params={"query": ROWS}, headers=headers),
        client.post("/sparql", data={"query": ROWS}, headers=headers),
        client.post("/sparql", content=ROWS, headers={**headers, "content-type": "application/sparql-query"}),
    ]
    for found in answers:
        assert (found.status_code, found.headers["content-type"].partition(";")[0]) == (200, kind)
        assert content in found.text
    assert len({found.content for found in answers}) == 1


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_graphs_take_the_form_that_is_accepted(client: TestClient, kind: str) -> None:
    found = client.get("/sparql", params={"query": GRAPH}, headers={"accept": kind})
    assert found.headers["content-type"].partition(";")[0] == kind
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    assert len(list(ox.parse(found.content, format=form))) == 3


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "application/sparql-query", 400),
        (b"\xff\xfe", "application/sparql-query", 400),
        (ROWS.encode(), "text/plain", 400),
        (ROWS.encode(), "", 400),
        (b"query=a&query=b", "application/x-www-form-urlencoded", 400),
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 100), "application/x-www-form-urlencoded", 400),
        (b"x" * 90_000, "application/sparql-query", 413),
    ],
)
def test_a_bad_body_is_refused(client: TestClient, content: bytes, kind: str, status: int) -> None:
    found = client.post("/sparql", content=content, headers={"content-type": kind})
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")


def test_a_body_of_unknown_length_is_bounded(client: TestClient) -> None:
    sent = 0

    def chunks() -> Any:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b"x" * 10_000

    found = client.post("/sparql", content=chunks(), headers={"content-type": "application/sparql-query"})
    assert found.status_code == 413


def test_queries_are_bounded(built: Path) -> None:
    app = create_app(Settings(data=built, query_rows=5, query_seconds=0.5, request_characters=1000))
    with TestClient(app) as client:
        large = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert (large.status_code, "more than 5 rows" in large.json()["detail"]) == (422, True)
        long = client.get("/ask?q=" + "x" * 5000)
        assert (long.status_code, long.headers["content-type"]) == (413, "application/problem+json")
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        assert client.get("/sparql", params={"query": slow}).status_code == 503
        assert client.get("/sparql", params={"query": ROWS}).status_code == 200


def test_without_data_the_server_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="run `zhengce build` first"):
        create_app(Settings(data=tmp_path))


def test_lost_data_is_a_503_until_they_are_back(tmp_path: Path) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    (corpus / "a.txt").write_text("推进绿色发展。启动东港镇垃圾场治理工程。", encoding="utf-8")
    data = Settings(data=tmp_path / "data")
    build([corpus], data, prune=False, track=lambda items, _: items)
    with TestClient(create_app(data)) as client:
        pointer = data.data / "current"
        name = pointer.read_bytes()
        pointer.unlink()
        found = client.get("/health")
        assert (found.status_code, found.headers["content-type"]) == (503, "application/problem+json")
        pointer.write_bytes(name)
        assert client.get("/health").json()["documents"] == 1


def test_a_build_is_served_without_restart_and_without_failures(tmp_path: Path) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    data = Settings(data=tmp_path / "data")
    (corpus / "a.txt").write_text("推进绿色发展。启动东港镇垃圾场治理工程。", encoding="utf-8")
    build([corpus], data, prune=False, track=lambda items, _: items)
    with TestClient(create_app(data)) as client, ThreadPoolExecutor(4) as threads:
        stop = False

        def ask() -> set[int]:
            seen = set()
            while not stop:
                seen.add(client.get("/documents").status_code)
                seen.add(client.get("/search", params={"q": "绿色发展"}).status_code)
                seen.add(client.get("/sparql", params={"query": ROWS}).status_code)
            return seen

        asking = [threads.submit(ask) for _ in range(3)]
        for name in "bc":
            text = f"推进绿色发展。启动东港镇第{name}污水处理厂工程。"
            (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
            build([corpus], data, prune=False, track=lambda items, _: items)
        deadline = time.monotonic() + 60
        served: list[str] = []
        while len(served) < 3 and time.monotonic() < deadline:  # who asks while it is opened gets the last state
            served = [d["id"] for d in client.get("/documents").json()["documents"]]
        stop = True
        assert [future.result() for future in asking] == [{200}] * 3
        assert served == ["a", "b", "c"]
        assert client.get("/health").json()["documents"] == 3
    assert len(list((data.data / "generations").iterdir())) <= 2


def test_many_at_once_get_the_same(client: TestClient) -> None:
    paths = ["/search?q=污水", "/ask?q=哪些项目服务于绿色发展", "/graph?limit=10", f"/sparql?query={ROWS}"] * 4
    alone = {path: client.get(path).content for path in dict.fromkeys(paths)}
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(client.get, paths))
    assert all(answer.content == alone[path] for path, answer in zip(paths, found, strict=True))


def test_requests_are_counted_by_route(client: TestClient) -> None:
    def count(line: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(text.rpartition(" ")[2]) for text in lines if text.startswith(line))

    wanted = 'zhengce_requests_total{method="GET",route="/documents/{id}",status="404"}'
    before = count(wanted)
    client.get("/documents/one")
    client.get("/documents/two")
    assert count(wanted) == before + 2
    client.request("BREW", "/coffee/1")
    assert count('zhengce_requests_total{method="other",route="unknown"') >= 1
    assert count('zhengce_requests_total{method="BREW"') == 0
    assert count("zhengce_request_seconds_count") > 2


def test_a_fault_of_the_program_is_a_problem_too(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(data=built))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.library.Library.themes", fail)
    with TestClient(app, raise_server_exceptions=False) as client:
        found = client.get("/themes")
    assert (found.status_code, found.headers["content-type"]) == (500, "application/problem+json")
    assert "ZeroDivisionError" not in found.text
    assert "content-security-policy" in found.headers


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_is_accepted_one_of_the_offers_is_chosen(accept: str) -> None:
    assert choose(accept, ["a/b", "c/d"]) in ("a/b", "c/d")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [("", "a/b"), ("c/*", "c/d"), ("*/*, c/d;q=0.1", "a/b"), ("a/b;q=0, */*", "c/d"), ("C/D; Q=1", "c/d")],
)
def test_the_narrowest_range_decides(accept: str, chosen: str) -> None:
    assert choose(accept, ["a/b", "c/d"]) == chosen
