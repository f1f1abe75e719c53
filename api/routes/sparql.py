"""SPARQL 1.1 Protocol, query operations only (W3C Recommendation, section 2.1)."""

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.accepting import choose
from api.library import Library
from api.problem import BadRequest, TooLarge
from api.routes.shelf import Shelved

router = APIRouter(tags=["SPARQL"])

_ACCEPT = Header(description="the form of the answer", examples=["application/sparql-results+json"])
_UNSUPPORTED = ("default-graph-uri", "named-graph-uri", "update", "using-graph-uri", "using-named-graph-uri")

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
            "application/sparql-results+xml": {},
            "text/csv": {"example": "n\r\n3\r\n"},
            "text/tab-separated-values": {"example": "?n\n3\n"},
            "text/turtle": {"example": "<https://w3id.org/zhengce/id/project-0a1b2c3d4e5f6071> a zc:Project ."},
            "application/n-triples": {},
            "application/ld+json": {},
            "application/rdf+xml": {},
        },
    }
}


@router.get("/sparql", summary="Query", description=_DESCRIPTION, response_class=Response, responses=_RESPONSES)
def query_by_get(
    request: Request,
    library: Shelved,
    query: Annotated[
        str, Query(examples=["SELECT (COUNT(*) AS ?n) WHERE { ?s a ?class }"], description="a query of SPARQL 1.1")
    ],
    accept: Annotated[str, _ACCEPT] = "*/*",
) -> Response:
    """Answer GET with the parameter `query`."""
    _refuse_datasets(request.query_params.keys())
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
            "description": "the query itself, or a form with it",
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": "ASK { ?s ?p ?o }"},
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {"query": {"type": "string", "description": "a query of SPARQL 1.1"}},
                        "required": ["query"],
                    },
                    "example": {"query": "ASK { ?s ?p ?o }"},
                },
            },
        }
    },
)
async def query_by_post(request: Request, library: Shelved, accept: Annotated[str, _ACCEPT] = "*/*") -> Response:
    """Answer POST with the query as the body, or in a form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request, request.app.state.settings.request_characters * 4)
    _refuse_datasets(request.query_params.keys())
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the body is not UTF-8 ({error})", "send the query in UTF-8") from error
    if kind == "application/x-www-form-urlencoded":
        text = _of_form(text)
    elif kind != "application/sparql-query":
        raise BadRequest(
            f"content type {kind or 'missing'}", "send application/sparql-query or application/x-www-form-urlencoded"
        )
    return await run_in_threadpool(_answer, library, text, accept)


async def _body(request: Request, bound: int) -> bytes:
    """Return the body; raises TooLarge as soon as it is, whatever length was announced."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > bound:
            raise TooLarge(f"the body has more than {bound} bytes", "ask for less at a time")
    return body


def _of_form(text: str) -> str:
    """Return the query in a form (section 2.1.2)."""
    try:
        form = parse_qs(text, max_num_fields=20, keep_blank_values=True)
    except ValueError as error:
        raise BadRequest(f"the form cannot be read ({error})", "send one field `query`") from error
    _refuse_datasets(form)
    if len(form.get("query", ())) != 1:
        raise BadRequest(f"the form has {len(form.get('query', ()))} fields `query`", "send one field `query`")
    return form["query"][0]


def _refuse_datasets(names: Iterable[str]) -> None:
    """Raise BadRequest for parameters that would change what the query means."""
    for name in _UNSUPPORTED:
        if name in names:
            raise BadRequest(f"the parameter {name} is not supported", "name graphs in the query, with FROM or GRAPH")


def _answer(library: Library, text: str, accept: str) -> Response:
    """Run a query and give the answer in the form most accepted, else in the usual one."""
    found = library.sparql(text)
    forms = {kind.partition(";")[0]: form for form, kind in found.formats.items()}
    form = forms[choose(accept, list(forms))]
    return Response(found.serialise(form), media_type=found.formats[form], headers={"Vary": "Accept"})
