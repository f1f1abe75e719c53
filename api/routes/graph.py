"""The graph: entities, their neighbours, paths, and the part that a picture shows."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api import schema
from api.accepting import choose
from api.routes.shelf import Shelved
from api.schema import Basis, Card, Graph, Themes

router = APIRouter(tags=["Graph"])

Class = Literal["Theme", "Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"]
Status = Literal["completed", "ongoing", "planned"]
_LIMIT = Query(ge=1, le=1000, description="the most nodes")
_DRAWN = Query(ge=1, le=5000, description="the most nodes")
_ID = Path(examples=["theme/green-development"], description="a thing's id, as answers give it")
_KINDS = ("application/json", "application/ld+json", "text/turtle", "text/html")
_VARY = {"Vary": "Accept"}
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
    status: Annotated[Status | Literal[""], Query(description="empty: any")] = "",
    document: Annotated[str, Query(description="a document's id")] = "",
    classes: Annotated[str, Query(alias="class", description="names of classes, with commas")] = "",
    year: Annotated[
        int | None, Query(ge=1900, le=2200, description="only documents that report on or plan for it")
    ] = None,
    basis: Annotated[
        list[Basis] | None, Query(description="only relations whose strongest basis is one of these")
    ] = None,
    limit: Annotated[int, _DRAWN] = 80,
    aspect: Annotated[float, Query(ge=0.2, le=5, description="width of the picture by its height")] = 1.5,
) -> Graph:
    """The best linked nodes that meet all conditions, with the relations among them."""
    documents = [document] if document else []
    return library.picture(
        theme=theme,
        status=status,
        documents=documents,
        classes=classes,
        year=year,
        bases=basis or (),
        limit=limit,
        aspect=aspect,
    )


@router.get("/entities", summary="Find things by name", response_model=Graph)
def entities(
    library: Shelved,
    q: Annotated[str, Query(max_length=500, description="part of a name; empty: all")] = "",
    class_: Annotated[Class | Literal[""], Query(alias="class", description="empty: any")] = "",
    limit: Annotated[int, _LIMIT] = 100,
) -> Graph:
    """Things whose name or other name holds the words, best linked first."""
    return library.entities(q, class_, limit)


@router.get("/entities/{id:path}/neighbors", summary="Neighbours of a thing", response_model=Graph)
def neighbors(library: Shelved, id: Annotated[str, _ID], limit: Annotated[int, _LIMIT] = 100) -> Graph:
    """The thing, what it is linked to, and the relations among them."""
    return library.neighbors(id, limit)


@router.get("/entities/{id:path}", summary="One thing", response_model=Card, responses=_FORMS)
def entity(
    library: Shelved,
    id: Annotated[str, _ID],
    accept: Annotated[str, Header(description="the form of the answer", examples=["text/turtle"])] = "*/*",
) -> Response:
    """All that is known about a thing, each statement with its evidence; the form follows `Accept`."""
    card, kind = library.card(id), choose(accept, _KINDS)
    if kind == "text/html":
        return RedirectResponse(f"/#select={id}", status_code=303, headers=_VARY)
    if kind == "application/json":
        return JSONResponse(schema.dump(card), headers=_VARY)
    return Response(library.description(id, kind), media_type=kind, headers=_VARY)


@router.get("/paths", summary="How two things are linked", response_model=Graph)
def paths(
    library: Shelved,
    start: Annotated[str, Query(alias="from", description="a thing's id")],
    end: Annotated[str, Query(alias="to", description="a thing's id")],
    longest: Annotated[int, Query(ge=1, le=8, description="in relations")] = 6,
) -> Graph:
    """A shortest path between two things, in whichever direction the relations point; empty where there is none."""
    return library.path(start, end, longest)
