"""Records: what is kept of each document to show its evidence, as one immutable JSON file.

A record is read for each passage that is shown, so only what is asked of it is made of the JSON.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from corpus.document import Document, Metadata
from corpus.span import Span
from corpus.structure import Structure
from kg.annotation import from_annotation, to_annotation
from kg.entity import EntityType
from kg.extraction.result import Extraction

FORMAT = 1


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section in offsets of the source; `start..heading_end` covers its heading, `start..end` all of it."""

    index: int
    parent: int | None
    level: int
    number: str
    title: str
    start: int
    heading_end: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage: its cleaned text, the spans of the source it came from, and sentences as ranges of `text`."""

    index: int
    section: int
    text: str
    spans: tuple[Span, ...]
    sentences: tuple[tuple[int, int], ...]
    fragment: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it was stored."""

    document: Document
    sections: tuple[StoredSection, ...]
    passages: tuple[StoredPassage, ...]
    annotation: bytes
    """The extraction as JSON in the annotation format."""

    def extraction(self) -> Extraction:
        """Make the extraction anew; it takes as long as all else of the record fifty times."""
        return from_annotation(msgspec.json.decode(self.annotation), self.document)

    def mentions(self) -> Iterator[tuple[EntityType, str, Span]]:
        """Yield class and name of each thing with each place where the document names it, thing by thing."""
        for thing in _NAMED.decode(self.annotation).entities:
            for span in thing.spans:
                yield thing.type, thing.name, span

    def path(self, section: int) -> tuple[StoredSection, ...]:
        """Return the sections from the outermost below the document down to `section`."""
        chain: list[StoredSection] = []
        current: int | None = section
        while current:
            chain.append(self.sections[current])
            current = self.sections[current].parent
        return tuple(reversed(chain))


def record_of(document: Document, structure: Structure, extraction: Extraction) -> Record:
    """Return what is kept of a document."""
    view = structure.view
    end = len(document.source)

    def raw(place: int, default: int) -> int:
        return view.offsets[place] if place < len(view.offsets) else default

    sections = tuple(
        StoredSection(
            s.index,
            s.parent,
            s.level,
            s.number,
            s.title,
            raw(s.start, end),
            raw(s.heading_end - 1, end) + 1 if s.heading_end > s.start else raw(s.start, end),
            view.hull(s.start, s.end).end if s.end > s.start else raw(s.start, end),
        )
        for s in structure.sections
    )
    passages = tuple(
        StoredPassage(
            p.index, p.section, view.text[p.start : p.end], view.spans(p.start, p.end), p.sentences, p.fragment
        )
        for p in structure.passages
        if p.start < p.end
    )
    annotation = _canonical(to_annotation(document, extraction))
    return Record(document, sections, passages, annotation)


def to_json(record: Record) -> bytes:
    """Return a record as canonical JSON; the path, which differs between machines, stays out."""
    document = record.document
    data = {
        "format": FORMAT,
        "id": document.id,
        "sha256": document.sha256,
        "metadata": {**asdict(document.metadata), "inferred": sorted(document.metadata.inferred)},
        "source": document.source,
        "sections": record.sections,
        "passages": [
            {
                "index": p.index,
                "section": p.section,
                "text": p.text,
                "spans": [[span.start, span.end] for span in p.spans],
                "sentences": p.sentences,
                "fragment": p.fragment,
            }
            for p in record.passages
        ],
        "annotation": msgspec.Raw(record.annotation),
    }
    return _canonical(data)


def from_json(content: bytes, *, path: str = "") -> Record:
    """Return the record of `to_json`."""
    stored = _STORED.decode(content)
    metadata = Metadata(**{**stored.metadata, "inferred": frozenset(stored.metadata["inferred"])})
    document = Document(stored.id, path, stored.source, stored.sha256, metadata)
    passages = tuple(
        StoredPassage(p.index, p.section, p.text, tuple(Span(*s) for s in p.spans), p.sentences, p.fragment)
        for p in stored.passages
    )
    return Record(document, stored.sections, passages, bytes(stored.annotation))


def _canonical(data: Any) -> bytes:
    return msgspec.json.encode(data, order="deterministic")


class _Passage(msgspec.Struct):
    index: int
    section: int
    text: str
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    fragment: bool


class _Stored(msgspec.Struct):
    id: str
    sha256: str
    source: str
    metadata: dict[str, Any]
    sections: tuple[StoredSection, ...]
    passages: tuple[_Passage, ...]
    annotation: msgspec.Raw


class _Thing(msgspec.Struct):
    type: EntityType
    name: str
    spans: tuple[Span, ...]


class _Named(msgspec.Struct):
    entities: tuple[_Thing, ...]


_STORED, _NAMED = msgspec.json.Decoder(_Stored), msgspec.json.Decoder(_Named)
