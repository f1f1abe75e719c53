"""Documents of the corpus."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.routes.shelf import Shelved
from api.schema import Documents, DocumentView

router = APIRouter(tags=["Documents"])

_ID = Path(examples=["liushi-2016"], description="a document's id")


@router.get("/documents", summary="All documents", response_model=Documents)
def documents(library: Shelved) -> Documents:
    """The documents of the corpus with what is known about each."""
    return library.documents()


@router.get("/documents/{id}", summary="One document", response_model=DocumentView)
def document(library: Shelved, id: Annotated[str, _ID]) -> DocumentView:
    """A document with its text, sections, passages, and every place where it names a thing."""
    return library.document(id)
