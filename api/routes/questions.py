"""Search and questions."""

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from api.library import Library
from api.narrowing import Narrowing
from api.problem import BadRequest
from api.routes.shelf import Shelved
from api.schema import (
    AskAnswer,
    Asked,
    DiffAnswer,
    Indicators,
    QueryPlan,
    SearchAnswer,
    SeriesAnswer,
    TraceAnswer,
)

router = APIRouter(tags=["Questions"])
_STREAMED: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}

Class = Literal["Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"]
Status = Literal["completed", "ongoing", "planned"]


@router.get("/search", summary="Search passages", response_model=SearchAnswer)
def search(
    library: Shelved,
    q: Annotated[str, Query(min_length=1, max_length=2000, examples=["污水处理"], description="words or a question")],
    k: Annotated[int, Query(ge=1, le=100, description="how many passages")] = 10,
    mode: Annotated[
        Literal["hybrid", "dense", "lexical"], Query(description="by meaning and words, by meaning, or by words")
    ] = "hybrid",
    offset: Annotated[int, Query(ge=0, le=10_000, description="pass over so many better ones")] = 0,
    doc: Annotated[list[str] | None, Query(description="only these documents")] = None,
    place: Annotated[
        str, Query(max_length=100, examples=["浙江省"], description="only documents of a place with this in its path")
    ] = "",
    year: Annotated[
        int | None, Query(ge=1900, le=2200, description="only documents that report on, plan for or are of this year")
    ] = None,
    theme: Annotated[
        str,
        Query(
            max_length=100,
            examples=["theme/green-development"],
            description="only passages that name a thing which serves this theme, or stand under a heading of it; "
            "an id, or a name in Chinese or English",
        ),
    ] = "",
    kind: Annotated[
        Class | Literal[""], Query(alias="class", description="only passages that name a thing of this class")
    ] = "",
    status: Annotated[Status | Literal[""], Query(description="only passages that name a thing of this status")] = "",
    fold: Annotated[bool, Query(description="leave out near copies of better passages, and tell them there")] = True,
) -> SearchAnswer:
    """Passages, best first, each a verbatim slice of its document with the things that it names, and why it was found.

    What stands in straight quotation marks must occur as it stands. Class, status and theme are those of one thing.
    A query that names a theme or a thing also finds what stands for it in the graph.
    """
    narrowing = Narrowing(tuple(doc or ()), place, year, theme, kind, status)
    return library.finder.search(q, k=k, mode=mode, offset=offset, narrowing=narrowing, fold=fold)


@router.get("/ask", summary="Ask a question", response_model=AskAnswer, responses=_STREAMED)
def ask(
    library: Shelved,
    q: Annotated[
        str, Query(min_length=1, max_length=2000, examples=["哪些项目服务于绿色发展"], description="a question")
    ],
    drafted: Annotated[
        bool, Query(description="have the server's language model draft the query, where it has one")
    ] = False,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Any:
    """Answers from the graph with their quotes; `abstained` where it has none, with passages instead.

    Where `Accept` asks for text/event-stream the answer comes in parts: `answer` without passages, then `passages`,
    then `done`.
    """
    return _answered(library, q, None, accept, drafted)


@router.post("/ask", summary="Ask a question or run a plan", response_model=AskAnswer, responses=_STREAMED)
def ask_plan(library: Shelved, asked: Asked, accept: Annotated[str, Header(include_in_schema=False)] = "") -> Any:
    """The same for a question in the body, or for a plan: that of an earlier answer, changed or not, or one's own."""
    if not asked.question.strip() and asked.plan is None:
        raise BadRequest("neither a question nor a plan", "give one of the two")
    return _answered(library, asked.question, asked.plan, accept, asked.drafted)


def _answered(library: Library, question: str, plan: QueryPlan | None, accept: str, drafted: bool) -> Any:
    if "text/event-stream" not in accept:
        return library.ask(question, plan, drafted)
    return StreamingResponse(_events(library.asking(question, plan, drafted)), media_type="text/event-stream")


def _events(parts: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield server-sent events (WHATWG HTML, section 9.2), one for each part of the answer."""
    for part in parts:
        name = "passages" if list(part) == ["passages"] else "answer"
        yield f"event: {name}\ndata: {json.dumps(part, ensure_ascii=False)}\n\n"
    yield "event: done\ndata: {}\n\n"


@router.get("/trace", summary="From a reform to its bodies", response_model=TraceAnswer)
def trace(
    library: Shelved,
    q: Annotated[str, Query(min_length=1, max_length=500, examples=["投融资体制改革"], description="a thing's name")],
) -> dict[str, Any]:
    """The chain from a reform, project or task to the bodies responsible, each step with role, basis and quote."""
    return library.trace(q)


@router.get("/indicators", summary="Indicators that have values", response_model=Indicators)
def indicators(
    library: Shelved,
    q: Annotated[str, Query(max_length=500, description="part of a name; empty: all")] = "",
    document: Annotated[str, Query(description="a document's id")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="the most indicators")] = 100,
) -> Indicators:
    """Indicators with values, those told of most years first."""
    return library.indicators(q, document, limit)


@router.get("/series", summary="An indicator over time", response_model=SeriesAnswer)
def series(
    library: Shelved,
    q: Annotated[
        str, Query(min_length=1, max_length=500, examples=["地区生产总值"], description="an indicator's name")
    ],
) -> dict[str, Any]:
    """Targets and outcomes of an indicator over the reports."""
    return library.series(q)


@router.get("/diff", summary="Compare two documents", response_model=DiffAnswer)
def diff(
    library: Shelved,
    a: Annotated[str, Query(max_length=500, description="id of the earlier document")],
    b: Annotated[str, Query(max_length=500, description="id of the later document")],
) -> dict[str, Any]:
    """What two documents share, add, change and drop."""
    return library.diff(a, b)
