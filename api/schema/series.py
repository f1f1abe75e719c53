"""Indicators over years."""

from typing import Literal

from pydantic import Field

from api.schema.evidence import Evidence
from api.schema.shape import Shape


class IndicatorView(Shape):
    """An indicator that has values, and how much is told of it."""

    id: str = Field(description="for /entities/{id}")
    label: str = Field(description="its name")
    jurisdiction: str = Field(description="of the documents that tell of it")
    values: int = Field(description="how many")
    years: list[int] = Field(description="that values are for")
    documents: list[str] = Field(description="ids of the documents with values")


class Indicators(Shape):
    """Indicators, those told of most years first; `total` counts before the limit."""

    indicators: list[IndicatorView] = Field(description="most years first")
    total: int = Field(description="indicators that met the conditions before the limit")


class SeriesValue(Shape):
    """One value of a series."""

    iri: str = Field(description="for SPARQL")
    doc: str = Field(description="id of the document")
    value: float | None = Field(description="in `unit`, as written")
    value_max: float | None = Field(alias="valueMax", description="upper end of a range")
    text: str | None = Field(description="the value in words, where it is no number")
    unit: str = Field(description="as written; empty: a count")
    base_value: float | None = Field(alias="baseValue", description="in the base unit")
    kind: str = Field(description="actual, target or change")
    growth: bool = Field(description="whether the value is a rate of growth")
    period: str = Field(description="a year or a span such as 2012/2016; empty where unknown")
    bound: str = Field(description="=, >=, <= or ~ (about)")
    evidence: list[Evidence] = Field(description="where it is written")


class TargetOutcome(Shape):
    """A target with what a later report says of it."""

    target: SeriesValue = Field(description="what was to be reached")
    due: str = Field(description="a year; empty where unknown")
    result: SeriesValue | None = Field(description="the later value")
    before: SeriesValue | None = Field(description="the level of the year before, where growth is told from two levels")
    outcome: str = Field(
        description="met, exceeded, missed, unclear (rounded levels), open (not reported), pending (no later report)"
    )


class SeriesNeighbour(Shape):
    """An indicator that took another's place, or gave it up."""

    iri: str = Field(description="for SPARQL")
    label: str = Field(description="the indicator's name")
    order: Literal["before", "after"] = Field(description="whether it was in use before or after the line's own")
    year: str = Field(description="the last year of the one before, the first of the one after")
    source: str = Field(description="what says so")


class SeriesLine(Shape):
    """One indicator of one jurisdiction."""

    iri: str = Field(description="for SPARQL")
    label: str = Field(description="the indicator's name")
    jurisdiction: str = Field(description="of the reports")
    neighbours: list[SeriesNeighbour] = Field(description="lines that it took the place of, or that took its place")
    levels: list[SeriesValue] = Field(description="values by period")
    growth: list[SeriesValue] = Field(description="rates of growth by period")
    pairs: list[TargetOutcome] = Field(description="targets with what became of them")


class SeriesAnswer(Shape):
    """An indicator's values; without lines the reason why."""

    name: str = Field(description="as it was asked")
    lines: list[SeriesLine] = Field(description="one for each indicator")
    reason: str = Field(description="why there is nothing, or not all; empty otherwise")
