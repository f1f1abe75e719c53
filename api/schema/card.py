"""All that is known about one thing."""

from pydantic import Field

from api.schema.evidence import Evidence
from api.schema.shape import Shape
from api.schema.thing import Thing


class ClaimView(Shape):
    """One relation, with where it is written and on what ground."""

    subject: Thing = Field(description="from where")
    predicate: str = Field(description="the relation")
    object: Thing = Field(description="to where")
    role: str | None = Field(description="of a body: lead, support or operate")
    basis: str = Field(description="stated, section or inferred")
    rule: str = Field(description="the rule that found it")
    confidence: float = Field(description="0 to 1")
    holds: str = Field("", description="when it holds: a year or a span; empty where unknown")
    doc: str = Field(description="id of the document")
    evidence: list[Evidence] = Field(description="where it is written")


class ObservationView(Shape):
    """One value of an indicator."""

    value: float | None = Field(description="in `unit`, as written")
    value_max: float | None = Field(alias="valueMax", description="upper end of a range")
    text: str | None = Field(description="the value in words, where it is no number")
    unit: str = Field(description="as written; empty: a count")
    base_value: float | None = Field(alias="baseValue", description="in the base unit")
    base_unit: str | None = Field(alias="baseUnit", description="IRI or short form of the base unit")
    kind: str = Field(description="actual, target or change")
    bound: str = Field(description="=, >=, <= or ~ (about)")
    growth: bool = Field(description="whether the value is a rate of growth")
    period: str = Field(description="a year or a span such as 2012/2016; empty where unknown")
    doc: str = Field(description="id of the document")
    evidence: list[Evidence] = Field(description="where it is written")


class Card(Thing):
    """All that is known about one thing."""

    iri: str = Field(description="for SPARQL")
    aliases: list[str] = Field(description="other names")
    status: str | None = Field(description="completed, ongoing or planned")
    documents: list[str] = Field(description="ids of the documents that name it")
    mentions: list[Evidence] = Field(description="every place that names it")
    outgoing: list[ClaimView] = Field(description="relations from it")
    incoming: list[ClaimView] = Field(description="relations to it")
    observations: list[ObservationView] = Field(description="its values, where it is an indicator")
