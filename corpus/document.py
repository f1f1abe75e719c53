"""A published document and what is known about it."""

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["central", "province", "city", "county", "town"]
Kind = Literal["work_report", "opinion", "plan", "scheme", "notice", "news", "law", "other"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts about a document; the fields named in `inferred` were read off its own text.

    `place` is the full administrative path (浙江省温州市乐清市柳市镇) as far as known, and stands for the jurisdiction.
    `date` is ISO 8601, as precise as the text allows (2017, 2017-02, 2017-02-19).
    `period` is what the document reports on or plans for: a year or a span `2012/2016`.
    `year` is the reference year: 今年 in this document.
    """

    title: str = ""
    issuer: str = ""
    place: str = ""
    level: Level | None = None
    kind: Kind = "other"
    number: str = ""
    date: str = ""
    period: str = ""
    year: int | None = None
    source: str = ""
    language: str = "zh"
    inferred: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Document:
    """One document: `source` is the text as read, never altered; every span counts in it.

    `id` is unique in a collection and safe in a path and in an IRI; `sha256` is of the file's bytes;
    `path` is the file as the user named it.
    """

    id: str
    path: str
    source: str
    sha256: str
    metadata: Metadata
