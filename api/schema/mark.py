"""What readers say of claims and things."""

from typing import Literal

from pydantic import Field

from api.schema.shape import Shape

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
