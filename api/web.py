"""The HTTP application: headers, bounds, errors and metrics around the routes."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Route

from api import metrics
from api.description import PROBLEM, describe
from api.problem import known_errors, outcome
from api.routes import documents, graph, pages, questions, service, sparql, writing
from api.settings import Settings
from api.shelf import Shelf
from api.tools import create_tools
from api.uploads import Uploads

_DESCRIPTION = """
Chinese policy documents as a knowledge graph: goals, reforms, projects, agencies and indicators, each with its verbatim
quote. 把中文政策文本变成可以提问、检索和浏览的知识图谱；每个答案都有原文依据。

Errors are problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Offsets count Unicode code points of
the source text.
"""

# No request leaves the server: everything the pages need comes from it. The graph library sets inline styles.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Described(FastAPI):
    def openapi(self) -> dict[str, Any]:
        return describe(self)


def create_app(settings: Settings) -> FastAPI:
    """Return the application over one data folder; raises what opening that folder raises, at start."""
    shelf = Shelf(settings)
    tools = create_tools(shelf)
    # For a server on a loopback address, this refuses other hosts and origins (DNS rebinding).
    tools_app = tools.streamable_http_app(
        streamable_http_path="/mcp", stateless_http=True, json_response=True, host=settings.host
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(shelf.close)
            await stack.enter_async_context(tools.session_manager.run())
            yield

    app = _Described(
        title="Zhengce 政策",
        version="0.1.0",
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.shelf = shelf
    app.state.settings = settings
    app.state.uploads = Uploads(settings)
    app.state.plain = {route.path for route in (*app.routes, *tools_app.routes) if isinstance(route, Route)}
    for module in (questions, documents, graph, sparql, writing, service, pages):
        app.include_router(module.router)
    app.router.routes.extend(tools_app.routes)
    app.middleware("http")(_around)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in known_errors():
        app.add_exception_handler(kind, _problem)
    app.add_exception_handler(Exception, _fault)
    return app


async def _around(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what is too long, measure what is answered, and set the headers of every answer."""
    began = time.perf_counter()
    settings = request.app.state.settings
    bound = settings.upload_megabytes << 20 if request.url.path == "/uploads" else settings.request_characters * 4
    length = request.headers.get("content-length", "0")
    if len(str(request.url)) > settings.request_characters * 4 or not length.isdigit() or int(length) > bound:
        response: Response = problem(
            413, "Request too large", f"a request may hold {bound} bytes", str(request.url.path)
        )
    else:
        response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    metrics.observe(*_labels(request), response.status_code, time.perf_counter() - began)
    return response


def _labels(request: Request) -> tuple[str, str]:
    """Return method and route as they are counted: few, whatever a client sends."""
    method = request.method if request.method in _METHODS else "other"
    template = getattr(request.scope.get("route"), "path", None)
    if template is None:  # FastAPI notes its own routes only
        template = request.url.path if request.url.path in request.app.state.plain else "unknown"
    return method, template


def problem(status: int, title: str, detail: str, instance: str) -> JSONResponse:
    """Return a problem detail (RFC 9457, section 3)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": instance}
    return JSONResponse(body, status_code=status, media_type=PROBLEM)


async def _problem(request: Request, error: Exception) -> Response:
    told = outcome(error)
    return problem(told.status, told.title, str(error), request.url.path)


async def _fault(request: Request, _: Exception) -> Response:
    """Answer for a fault of the program; the server logs it with its traceback."""
    response = problem(500, "Internal error", "the server failed on this request; its log has more", request.url.path)
    response.headers.update(_HEADERS)
    return response


async def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    response = problem(status, detail, f"{request.method} {request.url.path}: {detail}", request.url.path)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    detail = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in errors)
    return problem(422, "Unprocessable request", detail, request.url.path)
