"""Questions and their answers."""

from pydantic import Field

from api.schema.evidence import Evidence
from api.schema.plan import QueryPlan
from api.schema.search import Hit
from api.schema.shape import Shape


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
