"""The API's description: what FastAPI derives from the routes, with the errors as they are really sent."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from api.schema import Problem

PROBLEM = "application/problem+json"
_ERRORS = {
    "400": "The request's words are off; `detail` says which and what to do.",
    "403": "This server does not take that from you; `detail` says why.",
    "404": "There is no such thing or document.",
    "413": "The request is too long.",
    "422": "A parameter is missing or out of range, or the answer is too large.",
    "503": "The data folder cannot be read, or a query took too long.",
}
_EXAMPLE = {
    "type": "about:blank",
    "title": "Not found",
    "status": 404,
    "detail": "no document 'x'; the corpus has liushi-2016",
    "instance": "/documents/x",
}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, made once for an application."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas = found["components"]["schemas"]
        schemas["Problem"] = TypeAdapter(Problem).json_schema()
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for path in found["paths"].values():
            for operation in path.values():
                operation["responses"] |= {code: _problem(text) for code, text in _ERRORS.items()}
        app.openapi_schema = found
    return app.openapi_schema


def _problem(description: str) -> dict[str, Any]:
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": _EXAMPLE}
    return {"description": description, "content": {PROBLEM: content}}
