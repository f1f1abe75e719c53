"""Queries that a language model drafts: what is refused of them, and what a server with such a model answers."""

import json
import threading
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import Command
from fastapi.testclient import TestClient
from model_server import Answer, Script, serving
from questions_sample import LIUSHI

from api.drafting import ATTEMPTS
from api.library import Library
from api.problem import BadRequest
from api.settings import Settings
from api.web import create_app
from corpus.reading import read
from kg.errors import KnowledgeError, QueryRefused
from kg.llm import drafting

PREFIXES = """PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
PROJECTS = f"{PREFIXES}SELECT ?thing WHERE {{ ?thing a zc:Project }}"
COUNTED = f"{PREFIXES}SELECT ?thing (COUNT(?x) AS ?value) {{ ?x zc:responsibleBody ?thing }} GROUP BY ?thing LIMIT 9"
QUESTION = "which of it all is the most remarkable?"


def reply(query: str) -> Answer:
    return Answer(json.dumps({"sparql": query}))


def ask(data: Path, script: Script, question: str = QUESTION, **more: Any) -> tuple[dict[str, Any], list[Any]]:
    """The answer of a library whose model does what the script tells it, and what the model was asked."""
    with serving(script) as model:
        given = Settings(data=data, llm_base_url=model.url, llm_model="m", llm_drafts=True, **more)
        with Library.open(given) as library:
            return library.ask(question, drafted=True), model.asked


def checked(query: str) -> str:
    return drafting.checked(PREFIXES + query, lambda _: False)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?thing { SERVICE <http://other/> { ?thing a zc:Project } }", "SERVICE"),
        ("DELETE WHERE { ?thing ?b ?c }", "cannot be read"),
        ("SELECT ?thing FROM <https://w3id.org/zhengce/ontology> { ?thing a zc:Project }", "FROM"),
        ("SELECT ?thing { ?thing a zc:Banana }", "zc:Banana"),
        ("SELECT ?thing { ?thing zc:partOf+/zc:frobnicates ?x }", "zc:frobnicates"),
        ("SELECT ?thing { ?thing a ?c FILTER NOT EXISTS { ?thing <http://other/p> ?b } }", "http://other/p"),
        ("SELECT ?thing { GRAPH <http://other/> { ?thing a zc:Project } }", "http://other/"),
        ("SELECT ?thing { ?thing zc:partOf <https://w3id.org/zhengce/id/project-0> }", "id:project-0"),
        ("SELECT ?thing (42 AS ?value) { ?thing a zc:Project }", "makes values up"),
        ("SELECT ?thing ?value { ?thing a zc:Project BIND('x' AS ?value) }", "makes values up"),
        ("SELECT ?thing ?value { ?thing a zc:Project VALUES ?value { 42 } }", "makes values up"),
        ("SELECT ?thing (MAX(42) AS ?value) { ?thing a zc:Project } GROUP BY ?thing", "makes values up"),
        ("SELECT ?thing { { SELECT ?thing (1 AS ?value) { ?thing a zc:Project } } }", "makes values up"),
        ("SELECT ?x { ?x a zc:Project }", r"\?thing"),
        ("SELECT ?thing { ?thing a zc:Project } LIMIT 100000", "100,000 rows"),
        ("ASK { ?thing a zc:Project }", "AskQuery"),
    ],
)
def test_a_draft_that_may_not_run_is_refused_with_the_reason(query: str, told: str) -> None:
    with pytest.raises(QueryRefused, match=told):
        checked(query)


def test_a_draft_gets_a_limit_where_it_has_none() -> None:
    assert checked("SELECT ?thing { ?thing a zc:Project }").endswith(f"LIMIT {drafting.MOST}")
    counted = "SELECT ?thing (COUNT(?x) AS ?value) { ?x zc:responsibleBody ?thing } GROUP BY ?thing LIMIT 5"
    assert checked(counted) == PREFIXES + counted


def test_the_instructions_name_the_ontology_and_their_examples_may_run() -> None:
    said = drafting.system()
    assert all(name in said for name in ("zc:responsibleBody", "zc:Indicator", "绿色发展", "LIMIT 200"))
    queries = [part.partition("\n")[2] for part in said.split("Question: ")[1:]]
    assert len(queries) == 3
    for query in queries:
        drafting.checked(query, lambda _: False)


def test_a_reply_has_the_form_of_the_schema() -> None:
    jsonschema.validate({"sparql": PROJECTS}, drafting.schema())
    for broken in ("", "[]", '{"sparql": 1}', "SELECT"):
        with pytest.raises(KnowledgeError):
            drafting.query_of(broken)


def test_a_draft_is_run_and_its_things_are_quoted(built: Path) -> None:
    found, asked = ask(built, lambda _, __: reply(PROJECTS))
    assert found["draftedBy"] == "m"
    assert "drafted by the language model m" in found["reading"]["sentence"]
    assert found["sparql"].startswith(PROJECTS)
    assert found["answers"]
    source = read(LIUSHI, id="liushi-2016").source
    for item in found["answers"]:
        assert item["evidence"]
        assert all(source[e["start"] : e["end"]] == e["quote"] for e in item["evidence"])
    assert [m["role"] for m in asked[0]["messages"]] == ["system", "user"]
    assert asked[0]["response_format"]["json_schema"]["schema"] == drafting.schema()


def test_numbers_are_counts_of_the_graph(built: Path) -> None:
    found, _ = ask(built, lambda _, __: reply(COUNTED))
    assert all(item["class"] == "Agency" and int(item["value"]) > 0 for item in found["answers"])


def test_a_refused_draft_may_be_written_anew_once(built: Path) -> None:
    bad = f"{PREFIXES}SELECT ?thing {{ ?thing a zc:Banana }}"
    found, asked = ask(built, lambda _, nth: reply(bad if nth == 0 else PROJECTS))
    assert found["draftedBy"] == "m"
    assert "zc:Banana" in asked[1]["messages"][-1]["content"]
    found, asked = ask(built, lambda _, __: reply(bad))
    assert len(asked) == 2
    assert found["draftedBy"] == ""
    assert "zc:Banana" in found["notice"]
    assert found["passages"]


def test_a_draft_that_runs_too_long_is_stopped(built: Path) -> None:
    cross = f"{PREFIXES}SELECT ?thing (COUNT(?c) AS ?value) {{ ?thing ?a ?b . ?c ?d ?e . ?f ?g ?h }} GROUP BY ?thing"
    found, _ = ask(built, lambda _, __: reply(cross), query_seconds=0.5)
    assert found["draftedBy"] == ""
    assert "0.5 seconds" in found["notice"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer("no JSON"), "no JSON"),
        (Answer(status=429, headers={"Retry-After": "0"}), "status 429"),
        (Answer(status=401), "status 401"),
        (Answer(raw="<html>"), "no choice"),
    ],
)
def test_an_endpoint_that_fails_leaves_the_answer_without_it(built: Path, answer: Answer, told: str) -> None:
    found, _ = ask(built, lambda _, __: answer, question="which projects serve green development")
    assert told in found["notice"]
    assert found["plan"]["family"] == "things"
    assert found["answers"]


def test_an_endpoint_that_does_not_reply_in_time_is_told(built: Path) -> None:
    never = threading.Event()
    try:
        found, asked = ask(built, lambda _, __: Answer(held=never), llm_seconds=0.2)
    finally:
        never.set()
    assert "Timeout" in found["notice"]
    assert found["passages"]
    assert len(asked) == ATTEMPTS


def test_what_the_grammar_understands_is_not_drafted_unasked(built: Path) -> None:
    with serving(lambda _, __: reply(PROJECTS)) as model:
        given = Settings(data=built, llm_base_url=model.url, llm_model="m", llm_drafts=True)
        with TestClient(create_app(given), base_url="http://127.0.0.1:8000") as client:
            own = client.get("/ask", params={"q": "which projects serve green development"}).json()
            assert own["draftedBy"] == ""
            assert model.asked == []
            drafted = client.post("/ask", json={"question": "哪些项目服务于绿色发展", "drafted": True}).json()
            assert drafted["draftedBy"] == "m"
            assert "草拟" in drafted["reading"]["sentence"]


def test_no_model_is_asked_where_none_is_set(built: Path, client: TestClient, zhengce: Command) -> None:
    assert client.get("/ask", params={"q": QUESTION, "drafted": True}).status_code == 400
    with Library.open(Settings(data=built)) as library, pytest.raises(BadRequest):
        library.ask(QUESTION, drafted=True)
    found = zhengce("ask", QUESTION, "--drafted", "--data", built)
    assert found.code == 2
    assert "--llm-base-url" in found.err


def test_the_command_shows_the_query(built: Path, zhengce: Command) -> None:
    with serving(lambda _, __: reply(PROJECTS)) as model:
        words = ("--drafted", "--llm-base-url", model.url, "--llm-model", "m", "--data", built)
        found = zhengce("ask", QUESTION, *words)
    assert found.code == 0
    assert "SELECT ?thing" in found.out
    assert "drafted by the language model m" in found.out
