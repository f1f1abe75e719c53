"""Two documents side by side."""

from pydantic import Field

from api.schema.evidence import Evidence
from api.schema.shape import Shape


class DiffSide(Shape):
    """What one document says of a thing."""

    iri: str = Field(description="for SPARQL")
    facts: list[str] = Field(description="what is said, in short")
    evidence: list[Evidence] = Field(description="where it is written")


class Change(Shape):
    """A thing in two documents; None where one lacks it."""

    iri: str = Field(description="for SPARQL")
    label: str = Field(description="its name")
    class_: str = Field(alias="class", description="its class")
    before: DiffSide | None = Field(description="in the earlier document")
    after: DiffSide | None = Field(description="in the later document")


class DiffAnswer(Shape):
    """What two documents share, add, change and drop."""

    doc_a: str = Field(alias="docA", description="id of the earlier document")
    doc_b: str = Field(alias="docB", description="id of the later document")
    shared: list[Change] = Field(description="in both alike")
    added: list[Change] = Field(description="in the later only")
    changed: list[Change] = Field(description="in both, with other facts")
    dropped: list[Change] = Field(description="in the earlier only")
    reason: str = Field(description="why there is nothing, or not all; empty otherwise")
