"""Typed queries."""

from typing import Annotated, Literal

from pydantic import Field

from api.schema.shape import Shape

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
