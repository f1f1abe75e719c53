"""Documents and their text."""

from pydantic import Field

from api.schema.shape import Shape


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
