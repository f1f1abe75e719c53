"""Quotes."""

from pydantic import Field

from api.schema.shape import Shape


class Evidence(Shape):
    """A verbatim quote: `source[start:end]` of the document, in Unicode code points."""

    doc: str = Field(examples=["liushi-2016"])
    start: int = Field(ge=0, examples=[1042])
    end: int = Field(ge=0, examples=[1064])
    quote: str = Field(examples=["启动苏岙垃圾场生态治理工程"])
    basis: str | None = Field(None, description="stated, section or inferred", examples=["stated"])
    relation: str | None = Field(None, description="what it bears out; observations for a value", examples=["serves"])
    rule: str | None = Field(None, description="the rule or model that found it")
    precision: float | None = Field(
        None, ge=0, le=1, description="how often the rules were right on it in annotated documents; null: not measured"
    )
