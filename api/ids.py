"""Short forms of IRIs, as the faces use them: `project-…`, `theme/…`, a document's id."""

from urllib.parse import unquote

from ontology.terms import BASE, DOCUMENT, THING


def local(iri: str) -> str:
    """Return the short form of the IRI of a thing or theme."""
    return iri.removeprefix(str(THING)).removeprefix(BASE)


def whole(id: str) -> str:
    """Return the IRI of a short form."""
    return BASE + id if id.startswith("theme/") else f"{THING}{id}"


def document_id(iri: str) -> str:
    """Return the id of a document from its IRI."""
    return unquote(iri.removeprefix(str(DOCUMENT)))
