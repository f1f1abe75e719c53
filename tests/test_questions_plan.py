"""A plan can be taken from an answer, changed, and run again."""

import dataclasses
import sys
from pathlib import Path

import pytest
from conftest import run_async
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from kg.questions.answering import ask, run
from kg.questions.plan import plan_of
from tests.questions_reports import reports
from tests.questions_sample import liushi

QUESTIONS = [
    "哪些项目服务于绿色发展",
    "镇城投公司负责什么",
    "how many reforms are there",
    "到2021年人均公园绿地面积的目标是多少",
    "什么是五水共治",
    "电力大厦的状态是什么",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_plan_of_an_answer_gives_the_answer_again(question: str) -> None:
    first = ask(liushi(), question)
    assert first.plan is not None
    again = run(liushi(), plan_of(first.plan.to_dict()), question)
    assert again.answers == first.answers
    assert again.sparql == first.sparql
    slots = {chip.slot for chip in again.reading.chips}
    assert {"class", "thing", "indicator", "theme", "body"} & slots


def test_a_changed_plan_gives_another_answer() -> None:
    plan = ask(reports(), "安平县2017年和2018年报告相比新增了哪些项目").plan
    assert plan is not None
    changed = dataclasses.replace(plan_of(plan.to_dict()), change="dropped")
    assert [item.label for item in run(reports(), changed, "zh").answers] == ["西河治理工程"]


def test_words_for_several_things_say_what_tells_them_apart() -> None:
    answer = ask(liushi(), "哪些大道在建")
    chips = [chip for chip in answer.reading.chips if chip.detail]
    assert all("," in chip.detail or chip.detail in ("Project", "Place") for chip in chips)


def test_a_plan_is_asked_over_http(client: TestClient) -> None:
    first = client.get("/ask", params={"q": "哪些项目服务于绿色发展"}).json()
    again = client.post("/ask", json={"plan": first["plan"], "question": "项目"}).json()
    assert [item["iri"] for item in again["answers"]] == [item["iri"] for item in first["answers"]]
    wrong = client.post("/ask", json={"plan": {**first["plan"], "predicate": "serves } DELETE WHERE {"}})
    assert wrong.status_code == 422
    assert client.post("/ask", json={}).status_code == 400


def test_an_answer_comes_in_parts_where_that_is_asked_for(client: TestClient) -> None:
    found = client.get("/ask", params={"q": "什么是五水共治"}, headers={"accept": "text/event-stream"})
    names = [line.removeprefix("event: ") for line in found.text.splitlines() if line.startswith("event: ")]
    assert names == ["answer", "passages", "done"]


def test_tools_are_offered_on_standard_input_and_output(built: Path) -> None:
    async def act() -> set[str]:
        code = "from api.cli import main; main()"
        server = StdioServerParameters(command=sys.executable, args=["-c", code, "mcp", "--data", str(built)])
        async with Client(stdio_client(server)) as tools:
            return {tool.name for tool in (await tools.list_tools()).tools}

    assert run_async(act) == {"search", "ask", "trace", "series", "diff", "entity", "sparql"}
