"""Chains from things to bodies."""

from pydantic import Field

from api.schema.evidence import Evidence
from api.schema.shape import Shape


class Named(Shape):
    """A thing by its IRI."""

    iri: str = Field(description="for SPARQL")
    label: str = Field(description="its name")
    class_: str | None = Field(None, alias="class", description="its class")


class Step(Shape):
    """One link of a chain; `depth` counts from the thing traced."""

    subject: Named = Field(description="from where")
    predicate: str = Field(description="the relation")
    object: Named = Field(description="to where")
    role: str | None = Field(description="of a body: lead, support or operate")
    basis: str = Field(description="stated, section or inferred")
    rule: str = Field(description="the rule that found it")
    depth: int = Field(description="from the thing traced, counted from 0")
    evidence: list[Evidence] = Field(description="where it is written")


class TraceAnswer(Shape):
    """The chain from a thing to the bodies responsible for it."""

    name: str = Field(description="as it was asked")
    things: list[Named] = Field(description="what the name stands for")
    steps: list[Step] = Field(description="from the thing to its bodies")
    abstained: bool = Field(description="whether the graph holds no answer")
    reason: str = Field(description="why there is nothing, or not all; empty otherwise")
