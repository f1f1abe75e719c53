"""What readers may add, where the server allows it: marks and documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.admission import access, admit
from api.library import Library
from api.marks import Marks
from api.problem import BadRequest, Forbidden, NotFound, TooLarge
from api.routes.shelf import Shelved
from api.schema import AccessView, Mark, MarkList, NewMark, UndoneMark, Upload
from api.uploads import Uploads
from corpus.reading import READERS

router = APIRouter(tags=["Writing"])

_MARK = Path(examples=["0a1b2c3d4e5f"], description="a mark's id")
_UPLOAD = Path(examples=["0a1b2c3d4e5f"], description="an upload's id")
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "the bytes of the file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/access", summary="What may be written here", response_model=AccessView)
def may(request: Request) -> AccessView:
    """Whether marks and documents are taken, and within which bounds."""
    settings = request.app.state.settings
    how = access(settings)
    return AccessView(
        marks=how,
        uploads=how if settings.uploads else "closed",
        megabytes=settings.upload_megabytes,
        types=sorted(READERS),
    )


@router.get("/marks", summary="Marks that stand", response_model=MarkList)
def marks(
    library: Shelved, about: Annotated[str, Query(max_length=200, description="a thing's id; empty: all")] = ""
) -> MarkList:
    """What readers said of claims and things, oldest first."""
    found = Marks(library.settings.data).all()
    return MarkList(marks=[m for m in found if not about or about in (*m.about.split("|"), m.other)])


@router.post("/marks", summary="Mark a claim or a thing", response_model=Mark, status_code=201)
def mark(request: Request, library: Shelved, new: NewMark) -> Mark:
    """Say that a claim, value or thing is right or wrong, or that two things are one."""
    admit(request)
    _check(library, new)
    return Marks(library.settings.data).add(new)


@router.delete("/marks/{id}", summary="Undo a mark", response_model=Mark)
def undo(request: Request, library: Shelved, id: Annotated[str, _MARK], by: UndoneMark) -> Mark:
    """Take a mark back; that it was made stays on file."""
    admit(request)
    return Marks(library.settings.data).undo(id, by.author)


def _check(library: Library, new: NewMark) -> None:
    """Raise NotFound for what is not in the graph, BadRequest for a mark that says nothing."""
    thing, predicate, end = (*new.about.split("|", 2), "", "")[:3]
    card = library.card(thing)
    if (new.verdict == "same") != (new.other is not None):
        raise BadRequest("`other` goes with the verdict `same`, and only with it", "name the other thing")
    if new.other is not None:
        other = library.card(new.other)
        if predicate or other.id == card.id or other.class_ != card.class_:
            raise BadRequest(f"{new.about} and {new.other} cannot be one", "mark two things of one class")
    if new.verdict == "wrong" and not predicate and card.class_ == "Theme":
        raise BadRequest(f"{thing} is a theme of the ontology", "mark what is said to serve it")
    if predicate == "value":
        known = any(f"{e.doc}:{e.start}-{e.end}" == end for o in card.observations for e in o.evidence)
    else:
        known = not predicate or any((c.predicate, c.object.id) == (predicate, end) for c in card.outgoing)
    if not known:
        raise NotFound(f"no claim {new.about!r}", "take the parts from /entities/{id}")


@router.post("/uploads", summary="Add a document", response_model=Upload, status_code=202, openapi_extra=_BODY)
async def add(
    request: Request, name: Annotated[str, Query(min_length=1, max_length=300, description="of the file")]
) -> Upload:
    """Take a file, and build its graph in the background."""
    if not request.app.state.settings.uploads:
        raise Forbidden("this server takes no documents", "set ZHENGCE_UPLOADS=true")
    admit(request, "application/octet-stream")
    bound = request.app.state.settings.upload_megabytes << 20
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > bound:
            raise TooLarge(f"the file has more than {bound >> 20} MB", "split it or shrink it")
    uploads: Uploads = request.app.state.uploads
    return await run_in_threadpool(uploads.add, name, bytes(content))


@router.get("/uploads/{id}", summary="How far a document is", response_model=Upload)
def progress(request: Request, id: Annotated[str, _UPLOAD]) -> Upload:
    """The state of an upload."""
    found: Upload | None = request.app.state.uploads.get(id)
    if found is None:
        raise NotFound(f"no upload {id!r}", "add the file again")
    return found
