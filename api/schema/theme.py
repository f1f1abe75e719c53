"""Themes and policy fields."""

from pydantic import Field

from api.schema.shape import Shape


class ThemeView(Shape):
    """A theme, or a policy field below one."""

    id: str = Field(examples=["theme/green-development"])
    zh: str = Field(description="in Chinese")
    en: str = Field(description="in English")
    broader: str | None = Field(description="id of the theme above")


class Themes(Shape):
    """The themes, top concepts first."""

    themes: list[ThemeView] = Field(description="the six themes, then the policy fields")
