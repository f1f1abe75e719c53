"""What HTTP answers look like; the same shapes are printed by `--json`."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Closed: an answer has these fields and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Evidence(Shape):
    """A verbatim quote: `source[start:end]` of the document, in Unicode code points."""

    doc: str = Field(examples=["liushi-2016"])
    start: int = Field(ge=0, examples=[1042])
    end: int = Field(ge=0, examples=[1064])
    quote: str = Field(examples=["启动苏岙垃圾场生态治理工程"])
    basis: str | None = Field(None, description="stated, section or inferred", examples=["stated"])


class Thing(Shape):
    """An entity or theme by its id, for use in /entities/{id}."""

    id: str = Field(examples=["project-0a1b2c3d4e5f6071"])
    label: str = Field(examples=["苏岙垃圾场生态治理工程"])
    label_en: str | None = Field(None, alias="labelEn", description="for themes")
    class_: str = Field(alias="class", examples=["Project"])


class Range(Shape):
    """A half-open range of a text, in code points."""

    start: int
    end: int


class Hit(Shape):
    """A passage that was found."""

    doc: str = Field(examples=["liushi-2016"])
    title: str = Field(examples=["柳市镇政府工作报告"])
    section: list[str] = Field(description="headings from the outermost to the innermost")
    start: int
    end: int
    text: str = Field(description="the verbatim slice of the source")
    score: float = Field(description="higher is better; comparable within one answer")
    why: str = Field(description="which side found it, at which ranks")
    highlights: list[Range] = Field(description="where words of the query stand in `text`")
    entities: list[Thing] = Field(description="things that the passage names")


class SearchAnswer(Shape):
    """Passages, best first."""

    query: str
    mode: Literal["hybrid", "dense", "lexical"]
    hits: list[Hit]


class Node(Thing):
    """A node of the graph; `x` and `y` are places in pixels where the picture was laid out."""

    status: str | None = None
    degree: int = 0
    documents: list[str] = []
    x: float | None = None
    y: float | None = None


Basis = Literal["stated", "section", "inferred"]


class Edge(Shape):
    """All claims of one relation between two nodes; `basis` is the strongest."""

    id: str
    from_: str = Field(alias="from")
    to: str
    predicate: str = Field(examples=["serves"])
    basis: Basis
    confidence: float
    claims: int = Field(description="how many claims state it")


class Graph(Shape):
    """A part of the graph; `total` counts the nodes that met the conditions before the limit."""

    nodes: list[Node]
    edges: list[Edge]
    total: int


class ClaimView(Shape):
    """One relation, with where it is written and on what ground."""

    subject: Thing
    predicate: str
    object: Thing
    role: str | None
    basis: str
    rule: str
    confidence: float
    doc: str
    evidence: list[Evidence]


class ObservationView(Shape):
    """One value of an indicator."""

    value: float | None
    value_max: float | None = Field(alias="valueMax")
    text: str | None
    unit: str
    base_value: float | None = Field(alias="baseValue")
    base_unit: str | None = Field(alias="baseUnit")
    kind: str
    bound: str
    growth: bool
    period: str
    doc: str
    evidence: list[Evidence]


class Card(Thing):
    """All that is known about one thing."""

    iri: str
    aliases: list[str]
    status: str | None
    documents: list[str]
    mentions: list[Evidence]
    outgoing: list[ClaimView]
    incoming: list[ClaimView]
    observations: list[ObservationView]


class DocumentSummary(Shape):
    """A document of the corpus; the fields named in `inferred` were read off its own text."""

    id: str
    title: str
    issuer: str
    place: str
    level: str | None
    kind: str
    number: str
    date: str
    period: str
    inferred: list[str]


class Documents(Shape):
    """The documents of the corpus."""

    documents: list[DocumentSummary]


class SectionView(Shape):
    """A heading and all that stands under it, in offsets of the source."""

    index: int
    parent: int | None
    level: int
    number: str
    title: str
    start: int
    end: int


class MentionView(Shape):
    """Where the text names a thing."""

    entity: str
    label: str
    class_: str = Field(alias="class")
    start: int
    end: int


class PassageView(Shape):
    """A passage in offsets of the source, with its path of headings."""

    start: int
    end: int
    section: list[str]
    fragment: bool


class DocumentView(DocumentSummary):
    """A document with its text, sections, passages and mentions."""

    sha256: str
    text: str
    sections: list[SectionView]
    passages: list[PassageView]
    mentions: list[MentionView]


class Chip(Shape):
    """One thing that was understood; `start` and `end` are its place in the question, equal for a default."""

    slot: str = Field(examples=["theme"])
    value: str
    label_zh: str
    label_en: str
    text: str
    start: int
    end: int


class Reading(Shape):
    """What a question was understood to ask."""

    chips: list[Chip]
    sentence: str = Field(description="in the question's language")


class AnswerItem(Shape):
    """One answer; `value` where it is a number, a role or a count."""

    iri: str
    id: str = Field(description="for /entities/{id}")
    label: str
    class_: str = Field(alias="class")
    value: str | None = None
    evidence: list[Evidence]


class AskAnswer(Shape):
    """Answers from the graph, or `abstained` with the reason; passages come with both."""

    question: str
    language: str
    reading: Reading
    sparql: str = Field(description="the query that was run; empty where none was")
    answers: list[AnswerItem]
    passages: list[Hit]
    abstained: bool
    reason: str = ""


class Named(Shape):
    """A thing by its IRI."""

    iri: str
    label: str
    class_: str | None = Field(None, alias="class")


class Step(Shape):
    """One link of a chain; `depth` counts from the thing traced."""

    subject: Named
    predicate: str
    object: Named
    role: str | None
    basis: str
    rule: str
    depth: int
    evidence: list[Evidence]


class TraceAnswer(Shape):
    """The chain from a thing to the bodies responsible for it."""

    name: str
    things: list[Named]
    steps: list[Step]
    abstained: bool
    reason: str


class SeriesValue(Shape):
    """One value of a series."""

    iri: str
    doc: str
    value: float | None
    value_max: float | None = Field(alias="valueMax")
    text: str | None
    unit: str
    base_value: float | None = Field(alias="baseValue")
    kind: str
    growth: bool
    period: str
    bound: str
    evidence: list[Evidence]


class TargetOutcome(Shape):
    """A target with what a later report says of it."""

    target: SeriesValue
    due: str
    result: SeriesValue | None
    outcome: str


class SeriesLine(Shape):
    """One indicator of one jurisdiction."""

    iri: str
    label: str
    jurisdiction: str
    levels: list[SeriesValue]
    growth: list[SeriesValue]
    pairs: list[TargetOutcome]


class SeriesAnswer(Shape):
    """An indicator's values; without lines the reason why."""

    name: str
    lines: list[SeriesLine]
    reason: str


class DiffSide(Shape):
    """What one document says of a thing."""

    iri: str
    facts: list[str]
    evidence: list[Evidence]


class Change(Shape):
    """A thing in two documents; None where one lacks it."""

    iri: str
    label: str
    class_: str = Field(alias="class")
    before: DiffSide | None
    after: DiffSide | None


class DiffAnswer(Shape):
    """What two documents share, add, change and drop."""

    doc_a: str = Field(alias="docA")
    doc_b: str = Field(alias="docB")
    shared: list[Change]
    added: list[Change]
    changed: list[Change]
    dropped: list[Change]
    reason: str


class ThemeView(Shape):
    """A theme, or a policy field below one."""

    id: str = Field(examples=["theme/green-development"])
    zh: str
    en: str
    broader: str | None


class Themes(Shape):
    """The themes, top concepts first."""

    themes: list[ThemeView]


class Health(Shape):
    """Whether the server can answer, and from what."""

    status: Literal["ok"]
    generation: str
    documents: int
    model: str
    version: str


class Problem(BaseModel):
    """A problem detail (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str


def dump(shape: BaseModel) -> dict[str, Any]:
    """Return an answer as plain data under its public names."""
    return shape.model_dump(mode="json", by_alias=True)
