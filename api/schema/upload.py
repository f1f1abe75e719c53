"""Files on their way into the graph, and what may be written."""

from typing import Literal

from pydantic import Field

from api.schema.shape import Shape


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
