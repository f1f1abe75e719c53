"""The Model Context Protocol server: search, questions and the graph as tools for language models."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from api import schema
from api.library import Library
from api.narrowing import Narrowing
from api.problem import known_errors
from api.settings import Settings
from api.shelf import Shelf
from kg.answer import Answer

_INSTRUCTIONS = """Chinese policy documents as a knowledge graph. Every answer carries verbatim quotes with document id
and offsets: cite them. `ask` says when the graph holds no answer; then use its passages or `search`."""


def create_tools(shelf: Shelf) -> MCPServer:
    """Return a server whose tools answer from the current state of the data; each says the shape of what it returns."""
    server = MCPServer(
        "zhengce", title="Zhengce 政策", instructions=_INSTRUCTIONS, version="0.1.0", log_level="WARNING"
    )
    tool = partial(server.tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))

    @tool(
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
    ) -> schema.SearchAnswer:
        narrowing = Narrowing(tuple(documents or ()), place, year, theme, kind, status)
        many, passed = min(max(k, 1), 100), min(max(offset, 0), 10_000)
        with _lent(shelf) as library:
            return library.finder.search(query, k=many, mode=mode, offset=passed, narrowing=narrowing)

    @tool(description="Answer a question in Chinese or English from the graph, each answer with its quote.")
    def ask(
        question: Annotated[str, Field(description="in Chinese or English; also says the language of the answer")] = "",
        plan: Annotated[
            schema.QueryPlan | None, Field(description="instead: a typed query, such as the plan of an earlier answer")
        ] = None,
        drafted: Annotated[
            bool, Field(description="have the server's language model draft the query, where it has one")
        ] = False,
    ) -> schema.AskAnswer:
        with _lent(shelf) as library:
            return schema.AskAnswer.model_validate(library.ask(question, plan, drafted))

    @tool(description="Follow a reform, project or task to the bodies responsible for it.")
    def trace(name: Annotated[str, Field(description="a thing's name")]) -> schema.TraceAnswer:
        with _lent(shelf) as library:
            return schema.TraceAnswer.model_validate(library.trace(name))

    @tool(description="An indicator's targets and outcomes over the reports.")
    def series(indicator: Annotated[str, Field(description="an indicator's name")]) -> schema.SeriesAnswer:
        with _lent(shelf) as library:
            return schema.SeriesAnswer.model_validate(library.series(indicator))

    @tool(description="What two documents share, add, change and drop.")
    def diff(
        doc_a: Annotated[str, Field(description="id of the earlier document")],
        doc_b: Annotated[str, Field(description="id of the later document")],
    ) -> schema.DiffAnswer:
        with _lent(shelf) as library:
            return schema.DiffAnswer.model_validate(library.diff(doc_a, doc_b))

    @tool(description="All that is known about one thing, with its quotes.")
    def entity(id: Annotated[str, Field(description="from another answer")]) -> schema.Card:
        with _lent(shelf) as library:
            return library.card(id)

    @tool(
        description="Run a read-only SPARQL 1.1 query; the answer is SPARQL JSON, or Turtle for a graph.",
        structured_output=False,
    )
    def sparql(query: Annotated[str, Field(description="SELECT, ASK, CONSTRUCT or DESCRIBE")]) -> str:
        with _lent(shelf) as library:
            return _text(library.sparql(query))

    return server


def serve_stdio(settings: Settings) -> None:
    """Serve the tools on standard input and output, for a client that starts this process, until input ends."""
    shelf = Shelf(settings)
    try:
        create_tools(shelf).run("stdio")
    finally:
        shelf.close()


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
