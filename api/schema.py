"""What HTTP answers look like; the same shapes are printed by `--json`."""

from typing import Annotated, Any, Literal

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
    relation: str | None = Field(None, description="what it bears out; observations for a value", examples=["serves"])
    rule: str | None = Field(None, description="the rule or model that found it")
    precision: float | None = Field(
        None, ge=0, le=1, description="how often the rules were right on it in annotated documents; null: not measured"
    )


class Thing(Shape):
    """An entity or theme by its id, for use in /entities/{id}."""

    id: str = Field(examples=["project-0a1b2c3d4e5f6071"])
    label: str = Field(examples=["苏岙垃圾场生态治理工程"])
    label_en: str | None = Field(None, alias="labelEn", description="for themes")
    class_: str = Field(alias="class", examples=["Project"])


class Range(Shape):
    """A half-open range of a text, in code points."""

    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")


class Place(Shape):
    """A passage by where it stands."""

    doc: str = Field(examples=["liushi-2016"])
    title: str = Field(examples=["柳市镇政府工作报告"])
    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")


class Match(Shape):
    """Why a passage was found; ranks count from 1 and are null where that side did not find it."""

    words: list[str] = Field(description="words of the query that stand in it, longest first")
    words_rank: int | None = Field(alias="wordsRank", description="its rank by words (BM25)")
    meaning_rank: int | None = Field(alias="meaningRank", description="its rank by meaning")
    cosine: float | None = Field(description="nearness of meaning, -1 to 1; null where only words were searched")
    names: list[str] = Field(description="names in it that stand for what was asked, by the graph")


class Hit(Shape):
    """A passage that was found."""

    doc: str = Field(examples=["liushi-2016"])
    title: str = Field(examples=["柳市镇政府工作报告"])
    section: list[str] = Field(description="headings from the outermost to the innermost")
    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")
    text: str = Field(description="the verbatim slice of the source")
    score: float = Field(description="higher is better; comparable within one answer")
    why: str = Field(description="which sides found it: words, meaning, names", examples=["words and meaning"])
    match: Match = Field(description="the same in detail")
    highlights: list[Range] = Field(description="where words of the query, or names for it, stand in `text`")
    entities: list[Thing] = Field(description="things that the passage names")
    similar: list[Place] = Field(description="the first ten passages left out as near copies of this one")
    folded: int = Field(description="how many were left out as near copies of this one")


class SearchAnswer(Shape):
    """Passages, best first."""

    query: str = Field(description="as it was given")
    mode: Literal["hybrid", "dense", "lexical"] = Field(description="as it was given")
    names: list[str] = Field(description="names from the graph that stand for what was asked")
    offset: int = Field(description="so many better hits were passed over")
    more: bool = Field(description="whether there are more hits after these")
    hits: list[Hit] = Field(description="best first")


class Node(Thing):
    """A node of the graph; `x` and `y` are places in pixels where the picture was laid out."""

    status: str | None = Field(None, description="completed, ongoing or planned")
    degree: int = Field(0, description="relations it takes part in")
    documents: list[str] = Field([], description="ids of documents")
    x: float | None = Field(None, description="pixels")
    y: float | None = Field(None, description="pixels")


Basis = Literal["stated", "section", "inferred"]


class Edge(Shape):
    """All claims of one relation between two nodes; `basis` is the strongest."""

    id: str = Field(description="unique in this picture")
    from_: str = Field(alias="from", description="id of a node")
    to: str = Field(description="id of a node")
    predicate: str = Field(examples=["serves"])
    basis: Basis = Field(description="the strongest of its claims")
    confidence: float = Field(description="the highest of its claims")
    claims: int = Field(description="how many claims state it")


class Graph(Shape):
    """A part of the graph; `total` counts the nodes that met the conditions before the limit."""

    nodes: list[Node] = Field(description="best linked first")
    edges: list[Edge] = Field(description="relations among the nodes")
    total: int = Field(description="nodes that met the conditions before the limit")


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


class DocumentSummary(Shape):
    """A document of the corpus; the fields named in `inferred` were read off its own text."""

    id: str = Field(description="its id")
    title: str = Field(description="its title")
    issuer: str = Field(description="who issued it")
    place: str = Field(description="administrative path of its jurisdiction")
    level: str | None = Field(description="central, province, city, county or town")
    kind: str = Field(description="work_report, opinion, plan, scheme, notice, news, law or other")
    number: str = Field(description="document number")
    date: str = Field(description="ISO 8601, as precise as known")
    period: str = Field(description="what it reports on or plans for: a year or a span")
    inferred: list[str] = Field(description="fields read off the document's own text")


class Documents(Shape):
    """The documents of the corpus."""

    documents: list[DocumentSummary] = Field(description="by id")


class SectionView(Shape):
    """A heading and all that stands under it, in offsets of the source."""

    index: int = Field(description="place among the sections, from 0")
    parent: int | None = Field(description="index of the section above")
    level: int = Field(description="1 is the outermost")
    number: str = Field(description="as written, such as （一）")
    title: str = Field(description="without its number")
    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")


class MentionView(Shape):
    """Where the text names a thing."""

    entity: str = Field(description="the thing's id")
    label: str = Field(description="its name")
    class_: str = Field(alias="class", description="its class")
    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")


class PassageView(Shape):
    """A passage in offsets of the source, with its path of headings."""

    start: int = Field(description="first code point")
    end: int = Field(description="one past the last code point")
    section: list[str] = Field(description="headings from the outermost to the innermost")
    fragment: bool = Field(description="whether it is a piece of a broken sentence")


class DocumentView(DocumentSummary):
    """A document with its text, sections, passages and mentions."""

    sha256: str = Field(description="of the file's bytes")
    text: str = Field(description="the source text, unaltered")
    sections: list[SectionView] = Field(description="headings in the order of the text")
    passages: list[PassageView] = Field(description="in the order of the text")
    mentions: list[MentionView] = Field(description="places that name things, in the order of the text")


class Chip(Shape):
    """One thing that was understood; `start` and `end` are its place in the question, equal for a default."""

    slot: str = Field(examples=["theme"])
    value: str = Field(description="what fills the slot")
    label_zh: str = Field(description="in Chinese")
    label_en: str = Field(description="in English")
    text: str = Field(description="the words of the question")
    start: int = Field(description="in the question")
    end: int = Field(description="in the question")
    detail: str = Field("", description="where the words stand for several things: class and jurisdiction of this one")


class Reading(Shape):
    """What a question was understood to ask."""

    chips: list[Chip] = Field(description="in the order of the question")
    sentence: str = Field(description="in the question's language")


_Iri = Annotated[str, Field(pattern=r"^https?://[^\s<>\x22{}|\\^`]{1,400}$")]
_Word = Annotated[str, Field(min_length=1, max_length=100)]
_Iris = Annotated[list[_Iri], Field(max_length=5000)]
_Class = Literal["Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place", "Theme"]
_Relation = Literal[
    "serves", "responsibleBody", "establishes", "partOf", "locatedIn", "hasStatus", "measures", "names", ""
]
_Role = Literal["lead", "support", "operate"]
_Year = Annotated[str, Field(pattern=r"^(\d{4}(/\d{4})?)?$")]


class PlanCondition(Shape):
    """Things must have this relation to one of the targets."""

    predicate: _Relation = Field(description="the relation, by its local name")
    targets: _Iris = Field(description="IRIs of things, themes or states")
    role: _Role | None = Field(None, description="of a responsible body")


class PlanScope(Shape):
    """In which documents; all conditions must hold."""

    documents: _Iris = Field(default=[], description="IRIs of documents")
    places: list[_Word] = Field(default=[], max_length=50, description="names without the kind of unit: 高阳")
    level: Literal["", "central", "province", "city", "county", "town"] = Field("", description="of government")
    year: _Year = Field("", description="in which it was given or about which it is")


class QueryPlan(Shape):
    """A typed query: what a question was understood to ask, or what a program asks. Which fields count depends on
    `family`; those left out have no effect."""

    family: Literal["things", "bodies", "values", "facts", "mentions", "documents", "promises", "changes"] = Field(
        description="what is asked for"
    )
    classes: list[_Class] = Field(default=[], max_length=9, description="of the things asked for")
    subjects: _Iris = Field(default=[], description="the things asked about")
    predicate: _Relation = Field("", description="of facts: which one")
    role: _Role | None = Field(None, description="of bodies")
    conditions: list[PlanCondition] = Field(default=[], max_length=10, description="on things")
    words: list[Annotated[list[_Word], Field(min_length=1, max_length=50)]] = Field(
        default=[], max_length=10, description="one word of each group stands in the name"
    )
    field_words: list[_Word] = Field(default=[], max_length=200, description="words of a policy field")
    own_words: list[_Word] = Field(default=[], max_length=50, description="those of them to try first")
    headings: _Iris = Field(default=[], description="found when the plan is run")
    called: _Iris = Field(default=[], description="what `words` stand for, found when the plan is run")
    scope: PlanScope = Field(default=PlanScope(), description="in which documents")
    located: _Iris = Field(default=[], description="places where things lie, told by any document")
    years: list[_Year] = Field(default=[], max_length=50, description="of values")
    kind: Literal["", "reported", "actual", "target", "change"] = Field("", description="of values")
    growth: bool | None = Field(None, description="rates of growth, levels, or both")
    unit: str = Field("", max_length=20, description="what the unit must hold")
    aggregate: Literal["count", "max", "min", "first", "last"] | None = Field(None, description="of the answers")
    change: Literal["", "added", "dropped", "shared", "changed"] = Field("", description="between two documents")
    outcome: Literal["", "any", "met", "exceeded", "missed", "unclear", "open", "pending"] = Field(
        "", description="of targets"
    )


class Asked(Shape):
    """A question, or a plan (perhaps of an earlier answer, changed); of both the plan is run."""

    question: str = Field("", max_length=2000, description="in Chinese or English; says in which language to answer")
    plan: QueryPlan | None = Field(None, description="what to run as it is")
    drafted: bool = Field(False, description="have the server's language model draft the query, where it has one")


class AnswerItem(Shape):
    """One answer; `value` where it is a number, a role or a count."""

    iri: str = Field(description="for SPARQL")
    id: str = Field(description="for /entities/{id}")
    label: str = Field(description="name of the answer")
    class_: str = Field(alias="class", description="its class")
    value: str | None = Field(None, description="a number with its unit, a role or a count")
    evidence: list[Evidence] = Field(description="where it is written")


class AskAnswer(Shape):
    """Answers from the graph, or `abstained` with the reason; passages come with both."""

    question: str = Field(description="as it was asked")
    language: str = Field(description="zh or en")
    reading: Reading = Field(description="how the question was understood")
    sparql: str = Field(description="the query that was run; empty where none was")
    answers: list[AnswerItem] = Field(description="best first")
    passages: list[Hit] = Field(description="found by search, best first")
    abstained: bool = Field(description="whether the graph holds no answer")
    reason: str = Field("", description="why there is nothing, or not all; empty otherwise")
    plan: QueryPlan | None = Field(None, description="what was run; change it and ask again by POST")
    drafted_by: str = Field("", alias="draftedBy", description="the language model that drafted the query, if one did")
    notice: str = Field("", description="why a language model that was to draft the query did not; empty otherwise")


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


class ThemeView(Shape):
    """A theme, or a policy field below one."""

    id: str = Field(examples=["theme/green-development"])
    zh: str = Field(description="in Chinese")
    en: str = Field(description="in English")
    broader: str | None = Field(description="id of the theme above")


class Themes(Shape):
    """The themes, top concepts first."""

    themes: list[ThemeView] = Field(description="the six themes, then the policy fields")


Verdict = Literal["right", "wrong", "same"]


class NewMark(Shape):
    """What a reader says of a claim, a value or a thing."""

    verdict: Verdict = Field(description="right or wrong; same: the two things are one")
    about: str = Field(
        min_length=1,
        max_length=600,
        description="a thing's id; a relation as from|predicate|to; a value as indicator|value|document:start-end",
        examples=["reform-0a1b2c3d4e5f6071|responsibleBody|agency-0a1b2c3d4e5f6071"],
    )
    other: str | None = Field(None, max_length=200, description="the other thing's id, where the verdict is `same`")
    note: str = Field("", max_length=2000, description="why")
    author: str = Field(min_length=1, max_length=100, description="who says so")


class Mark(NewMark):
    """A mark that was made, perhaps undone since."""

    id: str = Field(description="for undoing it")
    time: str = Field(description="when, in ISO 8601 and UTC")
    undone: str | None = Field(None, description="when it was undone")
    undone_by: str | None = Field(None, description="by whom")


class UndoneMark(Shape):
    """Who takes a mark back."""

    author: str = Field(min_length=1, max_length=100, description="who undoes it")


class MarkList(Shape):
    """The marks that stand."""

    marks: list[Mark] = Field(description="oldest first")


class Upload(Shape):
    """A file on its way into the graph."""

    id: str = Field(description="for asking how far it is")
    name: str = Field(description="of the file")
    state: Literal["waiting", "building", "done", "failed"] = Field(description="how far it is")
    step: str = Field("", description="what is being done")
    done: int = Field(0, description="of `total`")
    total: int = Field(0, description="how much the step has to do")
    document: str | None = Field(None, description="the document's id, when it is done")
    problem: str = Field("", description="what went wrong and what to do; empty otherwise")


class AccessView(Shape):
    """What may be written here."""

    marks: Literal["open", "token", "closed"] = Field(description="to all, to who has the token, to nobody")
    uploads: Literal["open", "token", "closed"] = Field(description="to all, to who has the token, to nobody")
    megabytes: int = Field(description="the largest file that may be added")
    types: list[str] = Field(description="endings of files that can be read")


class Health(Shape):
    """Whether the server can answer, and from what."""

    status: Literal["ok"] = Field(description="ok")
    generation: str = Field(description="name of the state of the data that is served")
    data: str = Field(description="hash of what that state was made of: equal data have equal ones, wherever built")
    documents: int = Field(description="how many")
    model: str = Field(description="embedding model with its revision")
    version: str = Field(description="of the software")


class Problem(BaseModel):
    """A problem detail (RFC 9457)."""

    type: str = Field("about:blank", description="about:blank: the status says it all")
    title: str = Field(description="what kind of error")
    status: int = Field(description="the HTTP status")
    detail: str = Field(description="what is wrong and what to do")
    instance: str = Field(description="the path that was asked")


def dump(shape: BaseModel) -> dict[str, Any]:
    """Return an answer as plain data under its public names."""
    return shape.model_dump(mode="json", by_alias=True)
