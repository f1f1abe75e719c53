"""Things by their ids."""

from pydantic import Field

from api.schema.shape import Shape


class Thing(Shape):
    """An entity or theme by its id, for use in /entities/{id}."""

    id: str = Field(examples=["project-0a1b2c3d4e5f6071"])
    label: str = Field(examples=["苏岙垃圾场生态治理工程"])
    label_en: str | None = Field(None, alias="labelEn", description="for themes")
    class_: str = Field(alias="class", examples=["Project"])
