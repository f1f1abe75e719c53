"""What all answers have in common, and how they are given out."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Closed: an answer has these fields and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def dump(shape: BaseModel) -> dict[str, Any]:
    """Return an answer as plain data under its public names."""
    return shape.model_dump(mode="json", by_alias=True)
