"""The tools for language models, called by the official client over HTTP."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import run_async
from mcp import Client
from mcp.types import CallToolResult, TextContent

from api.schema import AskAnswer, Card, DiffAnswer, SearchAnswer, SeriesAnswer, TraceAnswer

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """A server as a user starts it, ended by an interrupt."""
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--data", str(built)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert match, process.communicate()
        yield match[0]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors


def with_client(address: str, act: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(f"{address}/mcp") as client:
            return await act(client)

    return run_async(run)


def call(address: str, tool: str, **words: Any) -> CallToolResult:
    found = with_client(address, lambda client: client.call_tool(tool, words))
    assert isinstance(found, CallToolResult)
    return found


def data(result: CallToolResult) -> Any:
    assert not result.is_error, result.content
    (content,) = result.content
    assert isinstance(content, TextContent)
    return json.loads(content.text)


def test_a_client_is_told_what_there_is(address: str) -> None:
    async def act(client: Client) -> tuple[str, dict[str, Any]]:
        tools = (await client.list_tools()).tools
        return client.server_info.name, {tool.name: tool for tool in tools}

    name, tools = with_client(address, act)
    assert name == "zhengce"
    assert set(tools) == {"search", "ask", "trace", "series", "diff", "entity", "sparql"}
    assert all(tool.description for tool in tools.values())
    assert tools["search"].input_schema["required"] == ["query"]


def test_each_tool_answers(address: str) -> None:
    search = SearchAnswer.model_validate(data(call(address, "search", query="污水处理", k=2)))
    assert len(search.hits) == 2
    answer = AskAnswer.model_validate(data(call(address, "ask", question="哪些项目服务于绿色发展")))
    assert answer.answers[0].evidence[0].quote
    assert Card.model_validate(data(call(address, "entity", id=answer.answers[0].id))).outgoing
    TraceAnswer.model_validate(data(call(address, "trace", name="五水共治")))
    SeriesAnswer.model_validate(data(call(address, "series", indicator="地区生产总值")))
    DiffAnswer.model_validate(data(call(address, "diff", doc_a="liushi-2016", doc_b="liushi-2016")))
    assert data(call(address, "sparql", query="ASK { ?s ?p ?o }"))["boolean"] is True


@pytest.mark.parametrize(
    ("tool", "words", "told"),
    [
        ("entity", {"id": "project-nope"}, "project-nope"),
        ("diff", {"doc_a": "nope", "doc_b": "liushi-2016"}, "no document 'nope'"),
        ("sparql", {"query": "CLEAR ALL"}, "SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("search", {}, "query"),
    ],
)
def test_an_error_is_told_with_its_remedy(address: str, tool: str, words: dict[str, Any], told: str) -> None:
    found = call(address, tool, **words)
    assert found.is_error
    assert told in str(found.content)


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}])
def test_other_hosts_and_origins_are_refused(address: str, headers: dict[str, str]) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    assert httpx.post(f"{address}/mcp", json=body, headers=accept).status_code == 200
    assert httpx.post(f"{address}/mcp", json=body, headers={**accept, **headers}).status_code in (403, 421)
