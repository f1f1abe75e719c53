"""The Model Context Protocol server: search, questions and the graph as tools for language models."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


class Tools:
    """What a language model may call, each answered from the state of the data at that moment.

    A tool's docstring is what the model is told of it.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def search(
        self,
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
        """Search passages of policy documents in Chinese or English, best first. They can be narrowed to
        documents, part of a place's name, a year, and a theme, class (Project, Reform, Goal, …) and status
        (completed, ongoing, planned) of a thing that they name.
        """
        narrowing = Narrowing(tuple(documents or ()), place, year, theme, kind, status)
        many, passed = min(max(k, 1), 100), min(max(offset, 0), 10_000)
        with _lent(self._shelf) as library:
            return library.finder.search(query, k=many, mode=mode, offset=passed, narrowing=narrowing)

    def ask(
        self,
        question: Annotated[str, Field(description="in Chinese or English; also says the language of the answer")] = "",
        plan: Annotated[
            schema.QueryPlan | None, Field(description="instead: a typed query, such as the plan of an earlier answer")
        ] = None,
        drafted: Annotated[
            bool, Field(description="have the server's language model draft the query, where it has one")
        ] = False,
    ) -> schema.AskAnswer:
        """Answer a question in Chinese or English from the graph, each answer with its quote."""
        with _lent(self._shelf) as library:
            return schema.AskAnswer.model_validate(library.ask(question, plan, drafted))

    def trace(self, name: Annotated[str, Field(description="a thing's name")]) -> schema.TraceAnswer:
        """Follow a reform, project or task to the bodies responsible for it."""
        with _lent(self._shelf) as library:
            return schema.TraceAnswer.model_validate(library.trace(name))

    def series(self, indicator: Annotated[str, Field(description="an indicator's name")]) -> schema.SeriesAnswer:
        """An indicator's targets and outcomes over the reports."""
        with _lent(self._shelf) as library:
            return schema.SeriesAnswer.model_validate(library.series(indicator))

    def diff(
        self,
        doc_a: Annotated[str, Field(description="id of the earlier document")],
        doc_b: Annotated[str, Field(description="id of the later document")],
    ) -> schema.DiffAnswer:
        """What two documents share, add, change and drop."""
        with _lent(self._shelf) as library:
            return schema.DiffAnswer.model_validate(library.diff(doc_a, doc_b))

    def entity(self, id: Annotated[str, Field(description="from another answer")]) -> schema.Card:
        """All that is known about one thing, with its quotes."""
        with _lent(self._shelf) as library:
            return library.card(id)

    def sparql(self, query: Annotated[str, Field(description="SELECT, ASK, CONSTRUCT or DESCRIBE")]) -> str:
        """Run a read-only SPARQL 1.1 query; the answer is SPARQL JSON, or Turtle for a graph."""
        with _lent(self._shelf) as library:
            return _text(library.sparql(query))


def create_tools(shelf: Shelf) -> MCPServer:
    """Return a server whose tools answer from the current state of the data; each says the shape of what it returns."""
    server = MCPServer(
        "zhengce", title="Zhengce 政策", instructions=_INSTRUCTIONS, version="0.1.0", log_level="WARNING"
    )
    tools, hints = Tools(shelf), ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.search, tools.ask, tools.trace, tools.series, tools.diff, tools.entity):
        server.add_tool(tool, description=_told(tool), annotations=hints)
    # an answer of SPARQL has a form of its own
    server.add_tool(tools.sparql, description=_told(tools.sparql), annotations=hints, structured_output=False)
    return server


def _told(tool: Callable[..., object]) -> str:
    return " ".join((tool.__doc__ or "").split())


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
