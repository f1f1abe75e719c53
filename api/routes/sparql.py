"""SPARQL 1.1 Protocol, query operations only (W3C Recommendation, section 2.1)."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.library import Library
from api.problem import BadRequest
from api.routes.shelf import Shelved

router = APIRouter(tags=["SPARQL"])

_DESCRIPTION = """A read-only SPARQL 1.1 query over all documents' claims; the default graph is the union of the named
graphs. Bounded in time, rows and memory; SERVICE and updates are refused. 只读 SPARQL 查询。"""
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The result, in the form that `Accept` names.",
        "content": {
            "application/sparql-results+json": {
                "example": {
                    "head": {"vars": ["n"]},
                    "results": {"bindings": [{"n": {"type": "literal", "value": "3"}}]},
                }
            },
            "text/csv": {"example": "n\r\n3\r\n"},
            "text/turtle": {"example": "<https://w3id.org/zhengce/id/project-0> a <...#Project> ."},
        },
    }
}


@router.get("/sparql", summary="Query", description=_DESCRIPTION, response_class=Response, responses=_RESPONSES)
def query_by_get(
    library: Shelved,
    query: Annotated[str, Query(examples=["SELECT (COUNT(*) AS ?n) WHERE { ?s a ?class }"])],
    accept: Annotated[str, Header()] = "*/*",
) -> Response:
    """Answer GET with the parameter `query`."""
    return _answer(library, query, accept)


@router.post(
    "/sparql",
    summary="Query",
    description=_DESCRIPTION,
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": "ASK { ?s ?p ?o }"},
                "application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
                },
            },
        }
    },
)
async def query_by_post(request: Request, library: Shelved, accept: Annotated[str, Header()] = "*/*") -> Response:
    """Answer POST with the query as the body, or in a form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the body is not UTF-8 ({error})", "send the query in UTF-8") from error
    if kind == "application/x-www-form-urlencoded":
        text = parse_qs(text).get("query", [""])[0]
    elif kind != "application/sparql-query":
        raise BadRequest(
            f"content type {kind or 'missing'}", "send application/sparql-query or application/x-www-form-urlencoded"
        )
    return await run_in_threadpool(_answer, library, text, accept)


def _answer(library: Library, text: str, accept: str) -> Response:
    """Run a query and give the answer in the first acceptable form, else in the usual one."""
    found = library.sparql(text)
    wanted = [part.partition(";")[0].strip() for part in accept.split(",")]
    media = {kind.partition(";")[0]: form for form, kind in found.formats.items()}
    form = next((media[kind] for kind in wanted if kind in media), next(iter(found.formats)))
    return Response(found.serialise(form), media_type=found.formats[form])
