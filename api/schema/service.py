"""How the server is, and what went wrong."""

from typing import Literal

from pydantic import BaseModel, Field

from api.schema.shape import Shape


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
