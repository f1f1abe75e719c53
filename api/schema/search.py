"""What search finds."""

from typing import Literal

from pydantic import Field

from api.schema.shape import Shape
from api.schema.thing import Thing


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
