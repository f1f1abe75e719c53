"""Pages for people: the explorer, the ontology's documentation, the API's documentation. All assets are local."""

from functools import cache

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api import assets
from api.problem import NotFound
from ontology import documentation

router = APIRouter(include_in_schema=False)


@router.get("/")
def explorer() -> HTMLResponse:
    """The explorer."""
    return HTMLResponse(assets.page())


@router.get("/static/{name}")
def static(name: str, v: str = "") -> Response:
    """A part of the explorer, kept by the browser where its version `v` is told; NotFound for a name that is none."""
    if name not in assets.NAMES:
        raise NotFound(f"no file {name}", f"the files are: {', '.join(sorted(assets.NAMES))}")
    headers = {"Cache-Control": "max-age=604800" if v or name in assets.FONTS else "no-cache"}
    return Response(assets.read(name), media_type=assets.media_type(name), headers=headers)


@router.get("/favicon.ico")
def icon() -> Response:
    """The icon, for pages that name none."""
    return Response(assets.read("icon.svg"), media_type=assets.media_type("icon.svg"))


@cache
def _ontology() -> str:
    # The documentation is a page of its own; served, it finds the Chinese font beside it.
    return documentation.html().replace("</head>", '<link rel="stylesheet" href="static/han.css">\n</head>', 1)


@router.get("/ontology")
def ontology() -> HTMLResponse:
    """The ontology's documentation."""
    return HTMLResponse(_ontology())


@router.get("/docs")
def api_documentation(request: Request) -> HTMLResponse:
    """The API's documentation, from the same description as /openapi.json."""
    return HTMLResponse(assets.api_page(request.app.openapi()))
