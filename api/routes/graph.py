"""The graph: entities, their neighbours, paths, and the part that a picture shows."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api import schema
from api.routes.shelf import Shelved
from api.schema import Card, Graph, Themes

router = APIRouter(tags=["Graph"])

Class = Literal["Theme", "Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"]
Status = Literal["completed", "ongoing", "planned"]
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Card,
        "description": "The card as JSON; by `Accept` also Turtle, JSON-LD, or the explorer's page.",
        "content": {"text/turtle": {}, "application/ld+json": {}, "text/html": {}},
    }
}


@router.get("/themes", summary="Themes and policy fields", response_model=Themes)
def themes(library: Shelved) -> Themes:
    """The six themes, then the policy fields below them."""
    return library.themes()


@router.get("/graph", summary="A part of the graph, laid out", response_model=Graph)
def graph(
    library: Shelved,
    theme: Annotated[str, Query(examples=["theme/green-development"])] = "",
    status: Status | Literal[""] = "",
    document: Annotated[str, Query(description="a document's id")] = "",
    classes: Annotated[str, Query(alias="class", description="names of classes, with commas")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 80,
) -> Graph:
    """The best linked nodes that meet all conditions, with the relations among them."""
    documents = [document] if document else []
    return library.picture(theme=theme, status=status, documents=documents, classes=classes, limit=limit)


@router.get("/entities", summary="Find things by name", response_model=Graph)
def entities(
    library: Shelved,
    q: Annotated[str, Query(max_length=500, description="part of a name; empty: all")] = "",
    class_: Annotated[Class | Literal[""], Query(alias="class")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Graph:
    """Things whose name or other name holds the words, best linked first."""
    return library.entities(q, class_, limit)


@router.get("/entities/{id:path}/neighbors", summary="Neighbours of a thing", response_model=Graph)
def neighbors(library: Shelved, id: str, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> Graph:
    """The thing, what it is linked to, and the relations among them."""
    return library.neighbors(id, limit)


@router.get("/entities/{id:path}", summary="One thing", response_model=Card, responses=_FORMS)
def entity(library: Shelved, id: str, accept: Annotated[str, Header()] = "*/*") -> Response:
    """All that is known about a thing, each statement with its evidence; the form follows `Accept`."""
    card = library.card(id)
    for kind in (part.partition(";")[0].strip() for part in accept.split(",")):
        if kind == "text/html":
            return RedirectResponse(f"/#select={id}", status_code=303)
        if kind in ("text/turtle", "application/ld+json"):
            return Response(library.description(id, kind), media_type=kind)
        if kind in ("application/json", "*/*"):
            break
    return JSONResponse(schema.dump(card))


@router.get("/paths", summary="How two things are linked", response_model=Graph)
def paths(
    library: Shelved,
    start: Annotated[str, Query(alias="from", description="a thing's id")],
    end: Annotated[str, Query(alias="to", description="a thing's id")],
    longest: Annotated[int, Query(ge=1, le=8, description="in relations")] = 6,
) -> Graph:
    """A shortest path between two things, in whichever direction the relations point; empty where there is none."""
    return library.path(start, end, longest)
