"""The Model Context Protocol server: search, questions and the graph as tools for language models."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from api import schema
from api.library import Library
from api.narrowing import Narrowing
from api.problem import known_errors
from api.shelf import Shelf
from kg.answer import Answer

_INSTRUCTIONS = """Chinese policy documents as a knowledge graph. Every answer carries verbatim quotes with document id
and offsets: cite them. `ask` says when the graph holds no answer; then use its passages or `search`."""


def create_tools(shelf: Shelf) -> MCPServer:
    """Return a server whose tools answer from the current state of the data."""
    server = MCPServer(
        "zhengce", title="Zhengce 政策", instructions=_INSTRUCTIONS, version="0.1.0", log_level="WARNING"
    )

    @server.tool(
        description="Search passages of policy documents in Chinese or English, best first. They can be narrowed to "
        "documents, part of a place's name, a year, and a theme, class (Project, Reform, Goal, …) and status "
        "(completed, ongoing, planned) of a thing that they name."
    )
    def search(
        query: str,
        k: int = 10,
        mode: Literal["hybrid", "dense", "lexical"] = "hybrid",
        offset: int = 0,
        documents: list[str] | None = None,
        place: str = "",
        year: int | None = None,
        theme: str = "",
        kind: str = "",
        status: str = "",
    ) -> dict[str, Any]:
        narrowing = Narrowing(tuple(documents or ()), place, year, theme, kind, status)
        many, passed = min(max(k, 1), 100), min(max(offset, 0), 10_000)
        with _lent(shelf) as library:
            return schema.dump(library.search(query, k=many, mode=mode, offset=passed, narrowing=narrowing))

    @server.tool(description="Answer a question in Chinese or English from the graph, each answer with its quote.")
    def ask(question: str) -> dict[str, Any]:
        with _lent(shelf) as library:
            return library.ask(question)

    @server.tool(description="Follow a reform, project or task to the bodies responsible for it.")
    def trace(name: str) -> dict[str, Any]:
        with _lent(shelf) as library:
            return library.trace(name)

    @server.tool(description="An indicator's targets and outcomes over the reports.")
    def series(indicator: str) -> dict[str, Any]:
        with _lent(shelf) as library:
            return library.series(indicator)

    @server.tool(description="What two documents share, add, change and drop, by document id.")
    def diff(doc_a: str, doc_b: str) -> dict[str, Any]:
        with _lent(shelf) as library:
            return library.diff(doc_a, doc_b)

    @server.tool(description="All that is known about one thing, by its id from another answer.")
    def entity(id: str) -> dict[str, Any]:
        with _lent(shelf) as library:
            return schema.dump(library.card(id))

    @server.tool(description="Run a read-only SPARQL 1.1 query; the answer is SPARQL JSON, or Turtle for a graph.")
    def sparql(query: str) -> str:
        with _lent(shelf) as library:
            return _text(library.sparql(query))

    return server


@contextmanager
def _lent(shelf: Shelf) -> Iterator[Library]:
    """Lend the library; errors that carry their explanation go to the caller, all others stay in the server's log."""
    try:
        with shelf.library() as library:
            yield library
    except known_errors() as error:
        raise ToolError(str(error)) from error


def _text(answer: Answer) -> str:
    return answer.serialise("ttl" if answer.kind == "graph" else "json").decode()
