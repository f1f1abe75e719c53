"""What readers may write: marks and documents, by whom, and that builds leave marks alone."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from fastapi.testclient import TestClient
from rdflib import OWL, RDF, Graph, URIRef

from api.building import build
from api.marks import Marks
from api.schema import NewMark
from api.settings import Settings
from api.web import create_app
from kg.judgements import FILE

TEXT = """乐丰县政府工作报告
——2018年1月20日在乐丰县第十七届人民代表大会第二次会议上
一、深化改革
深化投融资体制改革（县财政局牵头，县发改局配合）。
"""
LOCAL = "http://127.0.0.1:8000"
Serve = Callable[..., TestClient]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "report.txt"], Settings(data=tmp_path / "data"), prune=False, track=lambda items, _: items)
    return tmp_path / "data"


@pytest.fixture
def serve(data: Path) -> Iterator[Serve]:
    """Open a client of a server over the data, with these settings, that comes from this address."""
    clients = []

    def opened(base: str = LOCAL, **settings: Any) -> TestClient:
        client = TestClient(create_app(Settings(data=data, **settings)), base_url=base)
        clients.append(client)
        return client

    yield opened
    for client in clients:
        client.app.state.shelf.close()  # type: ignore[attr-defined]


def claim(client: TestClient) -> str:
    reform = client.get("/entities", params={"q": "投融资"}).json()["nodes"][0]["id"]
    card = client.get(f"/entities/{reform}").json()
    body = next(c for c in card["outgoing"] if c["predicate"] == "responsibleBody")
    return f"{reform}|responsibleBody|{body['object']['id']}"


def test_a_mark_is_kept_found_and_undone(serve: Serve, data: Path, zhengce: Command) -> None:
    client = serve()
    assert client.get("/access").json() | {"types": 0} == {
        "marks": "open",
        "uploads": "closed",
        "megabytes": 20,
        "types": 0,
    }
    about = claim(client)
    made = client.post("/marks", json={"verdict": "wrong", "about": about, "author": "王", "note": "=cmd"})
    assert made.status_code == 201
    assert client.get("/marks", params={"about": about.split("|")[0]}).json()["marks"] == [made.json()]
    assert client.get("/marks", params={"about": "theme/green-development"}).json()["marks"] == []

    (data.parent / "report.txt").write_text(TEXT + "新建学校1所。\n", encoding="utf-8")
    build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    assert client.get("/marks").json()["marks"] == [made.json()]

    printed = zhengce("marks", "--format", "json", "--data", data)
    assert json.loads(printed.out)["marks"] == [made.json()]
    assert about in zhengce("marks", "--format", "csv", "--data", data).out
    id = made.json()["id"]
    assert client.request("DELETE", f"/marks/{id}", json={"author": "李"}).json()["undone_by"] == "李"
    assert client.get("/marks").json()["marks"] == []
    assert client.request("DELETE", f"/marks/{id}", json={"author": "李"}).status_code == 404
    assert "undone" in (data / FILE).read_text()
    assert zhengce("marks", "--undo", id, "--data", data).code == 1


def rebuild(data: Path) -> None:
    report = build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    assert report.judged
    assert not report.changed


def test_what_is_marked_wrong_is_no_answer_after_the_next_build_until_the_mark_is_undone(
    serve: Serve, data: Path
) -> None:
    client = serve()

    def answers() -> dict[str, Any]:
        """What each face says of who answers for the reform, by the ids of the bodies."""
        asked = client.get("/ask", params={"q": "投融资体制改革由谁负责"}).json()["answers"]
        steps = client.get("/trace", params={"q": "投融资体制改革"}).json()["steps"]
        card = client.get(f"/entities/{reform}").json()["outgoing"]
        near = client.get(f"/entities/{reform}/neighbors").json()["edges"]
        query = f"SELECT ?b {{ <{iri}> <https://w3id.org/zhengce/ontology#leadBody> ?b }}"
        led = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
        return {
            "ask": {a["id"] for a in asked},
            "trace": {s["object"]["iri"].rpartition("/")[2] for s in steps},
            "card": {c["object"]["id"] for c in card if c["predicate"] == "responsibleBody"},
            "links": {e["to"] for e in near if e["predicate"] == "responsibleBody"},
            "led": body in led,
        }

    reform, _, body = (about := claim(client)).split("|")
    iri = client.get(f"/entities/{reform}").json()["iri"]
    before = answers()
    assert all(body in found for name, found in before.items() if name != "led")
    mark = client.post("/marks", json={"verdict": "wrong", "about": about, "author": "王"}).json()
    assert answers() == before
    rebuild(data)
    after = answers()
    assert after == {name: False if name == "led" else found - {body} for name, found in before.items()}
    assert after["card"], "the other body still answers for it"
    target = iri.removesuffix(reform) + body
    query = f"SELECT ?g {{ GRAPH ?g {{ ?c <https://w3id.org/zhengce/ontology#claimObject> <{target}> }} }}"
    kept = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
    assert "report" in kept, "the document's own graph keeps the claim"

    (data.parent / "report.txt").write_text(TEXT + "新建学校1所。\n", encoding="utf-8")
    build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    assert answers() == after
    client.request("DELETE", f"/marks/{mark['id']}", json={"author": "王"})
    rebuild(data)
    assert answers() == before


def test_a_value_marked_wrong_is_withheld(serve: Serve, data: Path) -> None:
    (data.parent / "report.txt").write_text(TEXT + "新建学校1所，新增床位200张。\n", encoding="utf-8")
    build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    client = serve()
    first, second = client.get("/indicators").json()["indicators"][:2]
    place = client.get(f"/entities/{first['id']}").json()["observations"][0]["evidence"][0]
    about = f"{first['id']}|value|{place['doc']}:{place['start']}-{place['end']}"
    assert client.post("/marks", json={"verdict": "wrong", "about": about, "author": "王"}).status_code == 201
    rebuild(data)
    assert [i["id"] for i in client.get("/indicators").json()["indicators"]] == [second["id"]]
    assert client.get(f"/entities/{first['id']}").json()["observations"] == []


def test_a_thing_marked_wrong_is_gone_from_every_face_until_the_mark_is_undone(serve: Serve, data: Path) -> None:
    client = serve()
    label = "投融资体制改革"

    def seen() -> dict[str, bool]:
        """Where each face still has the thing."""
        found = {
            path: client.get(path, params={"q": label}).json() for path in ("/entities", "/ask", "/trace", "/search")
        }
        near = client.get(f"/entities/{body}/neighbors").json()["nodes"]
        return {
            "named": bool(found["/entities"]["nodes"]),
            "asked": any(a["id"] == thing for a in found["/ask"]["answers"]),
            "traced": bool(found["/trace"]["steps"]),
            "searched": any(e["id"] == thing for hit in found["/search"]["hits"] for e in hit["entities"]),
            "card": client.get(f"/entities/{thing}").status_code == 200,
            "claimed": any(c["subject"]["id"] == thing for c in client.get(f"/entities/{body}").json()["incoming"]),
            "near": any(n["id"] == thing for n in near),
            "drawn": any(n["id"] == thing for n in client.get("/graph").json()["nodes"]),
            "read": any(m["entity"] == thing for m in client.get("/documents/report").json()["mentions"]),
        }

    thing, _, body = claim(client).split("|")
    before = seen()
    assert all(there for face, there in before.items() if face != "asked"), before
    mark = client.post("/marks", json={"verdict": "wrong", "about": thing, "author": "王"}).json()
    assert seen() == before
    rebuild(data)
    assert not any(seen().values()), seen()
    query = f'SELECT ?g {{ GRAPH ?g {{ ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> "{label}"@zh }} }}'
    kept = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
    assert "report" in kept, "the document's own graph keeps the thing"
    (data.parent / "report.txt").write_text(TEXT + "新建学校1所。\n", encoding="utf-8")
    build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    assert not any(seen().values())
    client.request("DELETE", f"/marks/{mark['id']}", json={"author": "王"})
    rebuild(data)
    assert seen() == before


def test_a_theme_is_not_taken_away(serve: Serve) -> None:
    client = serve()
    about = "theme/green-development"
    assert client.post("/marks", json={"verdict": "wrong", "about": about, "author": "王"}).status_code == 400


@pytest.mark.parametrize("place", ["", "浙江省温州市乐丰县"])
def test_two_things_marked_as_one_are_one_after_the_next_build(serve: Serve, data: Path, place: str) -> None:
    if place:
        (data.parent / "report.toml").write_text(f'place = "{place}"\n', encoding="utf-8")
        build([data.parent / "report.txt"], Settings(data=data), prune=False, track=lambda items, _: items)
    client = serve()
    one, other = (n["id"] for n in client.get("/entities", params={"class": "Agency", "q": "局"}).json()["nodes"][:2])
    names = {id: client.get(f"/entities/{id}").json()["label"] for id in (one, other)}
    mark = client.post("/marks", json={"verdict": "same", "about": one, "other": other, "author": "王"}).json()
    rebuild(data)
    cards = [client.get(f"/entities/{id}").json() for id in (one, other)]
    assert cards[0]["iri"] == cards[1]["iri"]
    assert set(names.values()) <= {cards[0]["label"], *cards[0]["aliases"]}
    client.request("DELETE", f"/marks/{mark['id']}", json={"author": "王"})
    rebuild(data)
    assert {id: client.get(f"/entities/{id}").json()["label"] for id in (one, other)} == names


def test_two_things_are_marked_as_one_and_exported_as_triples(serve: Serve, data: Path, zhengce: Command) -> None:
    client = serve()
    one, other = (n["id"] for n in client.get("/entities", params={"class": "Agency", "q": "局"}).json()["nodes"][:2])
    made = client.post("/marks", json={"verdict": "same", "about": one, "other": other, "author": "王"}).json()
    graph = Graph().parse(data=zhengce("marks", "--format", "ttl", "--data", data).out)
    statement = graph.value(predicate=RDF.predicate, object=OWL.sameAs)
    assert str(graph.value(statement, RDF.subject)).endswith(one)
    assert str(graph.value(statement, RDF.object)).endswith(other)
    assert (URIRef(f"https://w3id.org/zhengce/mark/{made['id']}"), None, None) in graph
    assert zhengce("marks", "--undo", made["id"], "--data", data).out.startswith("id")
    assert client.get("/marks").json()["marks"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"about": "project-0000000000000000"}, 404),
        ({"about": "theme/green-development|serves|x"}, 404),
        ({"about": "theme/green-development", "author": ""}, 422),
        ({"about": "theme/green-development", "verdict": "same"}, 400),
        ({"about": "theme/green-development", "other": "theme/innovative-development"}, 400),
        ({"about": "theme/green-development", "verdict": "nice"}, 422),
        ({"about": "theme/green-development", "note": "长" * 2001}, 422),
    ],
)
def test_a_mark_of_nothing_is_refused(serve: Serve, body: dict[str, str], status: int) -> None:
    client = serve()
    found = client.post("/marks", json={"verdict": "wrong", "author": "王", **body})
    assert found.status_code == status
    assert client.get("/marks").json()["marks"] == []


@pytest.mark.parametrize(
    ("base", "settings", "headers", "status"),
    [
        (LOCAL, {}, {}, 201),
        (LOCAL, {}, {"Origin": LOCAL}, 201),
        (LOCAL, {}, {"Origin": "http://evil.example"}, 403),
        (LOCAL, {}, {"Origin": "null"}, 403),
        (LOCAL, {}, {"Content-Type": "text/plain"}, 422),
        ("http://rebound.example", {}, {"Origin": "http://rebound.example"}, 403),
        ("http://192.0.2.1:8000", {"host": "0.0.0.0"}, {}, 403),
        ("http://192.0.2.1:8000", {"host": "0.0.0.0", "token": "secret"}, {}, 403),
        ("http://192.0.2.1:8000", {"host": "0.0.0.0", "token": "secret"}, {"Authorization": "Bearer wrong"}, 403),
        ("http://192.0.2.1:8000", {"host": "0.0.0.0", "token": "secret"}, {"Authorization": "Bearer secret"}, 201),
        (LOCAL, {"token": "secret"}, {}, 403),
    ],
)
def test_who_may_write(serve: Serve, base: str, settings: dict[str, Any], headers: dict[str, str], status: int) -> None:
    client = serve(base, **settings)
    body = json.dumps({"verdict": "right", "about": "theme/green-development", "author": "王"})
    found = client.post("/marks", content=body, headers={"Content-Type": "application/json", **headers})
    assert found.status_code == status
    preflight = client.options(
        "/marks", headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in preflight.headers


def test_a_broken_line_is_told_with_its_place(data: Path) -> None:
    marks = Marks(data)
    marks.add(NewMark(verdict="right", about="x", author="y"))
    (data / FILE).write_text((data / FILE).read_text() + "{}\n")
    with pytest.raises(Exception, match="line 2"):
        marks.all()


def test_a_document_is_added_and_built_beside_the_server(serve: Serve, data: Path) -> None:
    client = serve(uploads=True)
    kind = {"Content-Type": "application/octet-stream"}
    text = TEXT.replace("乐丰县", "清平县").encode()
    taken = client.post("/uploads", params={"name": "../清平县.txt"}, content=text, headers=kind)
    assert (taken.status_code, taken.json()["name"]) == (202, "清平县.txt")
    found = taken.json()
    for _ in range(600):
        found = client.get("/uploads/" + found["id"]).json()
        if found["state"] in ("done", "failed"):
            break
        time.sleep(0.1)
    assert (found["state"], found["document"], found["problem"]) == ("done", "清平县", "")
    assert client.get("/documents/清平县").json()["text"].encode() == text
    assert {"report", "清平县"} == {d["id"] for d in client.get("/documents").json()["documents"]}

    empty = client.post("/uploads", params={"name": "scan.pdf"}, content=b"%PDF-1.4 nothing", headers=kind).json()
    for _ in range(600):
        empty = client.get("/uploads/" + empty["id"]).json()
        if empty["state"] in ("done", "failed"):
            break
        time.sleep(0.1)
    assert empty["state"] == "failed"
    assert "scan.pdf" in empty["problem"]
    assert str(data) not in empty["problem"]
    assert not (data / "uploads" / "scan.pdf").exists()


@pytest.mark.parametrize(
    ("name", "content", "headers", "status"),
    [
        ("a.exe", b"x", {}, 400),
        ("..", b"x", {}, 400),
        ("a.txt", b"", {}, 400),
        ("a.txt", b"x" * ((1 << 20) + 1), {}, 413),
        ("a.txt", b"x", {"Content-Type": "multipart/form-data"}, 403),
        ("a.txt", b"x", {"Origin": "http://evil.example"}, 403),
    ],
)
def test_uploads_have_bounds(
    serve: Serve, data: Path, name: str, content: bytes, headers: dict[str, str], status: int
) -> None:
    client = serve(uploads=True, upload_megabytes=1)
    sent = {"Content-Type": "application/octet-stream", **headers}
    found = client.post("/uploads", params={"name": name}, content=content, headers=sent)
    assert found.status_code == status
    assert not (data / "uploads").exists()
    assert client.get("/uploads/none").status_code == 404


def test_uploads_are_off_unless_asked_for(serve: Serve) -> None:
    kind = {"Content-Type": "application/octet-stream"}
    found = serve().post("/uploads", params={"name": "a.txt"}, content=b"x", headers=kind)
    assert found.status_code == 403
    assert "ZHENGCE_UPLOADS" in found.json()["detail"]
