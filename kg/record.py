"""Records: what is kept of each document to show its evidence, as one immutable JSON file."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.document import Document, Metadata
from corpus.span import Span
from corpus.structure import Structure
from kg.annotation import from_annotation, to_annotation
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
    extraction: Extraction

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
    return Record(document, sections, passages, extraction)


def to_json(record: Record) -> bytes:
    """Return a record as canonical JSON; the path, which differs between machines, stays out."""
    document = record.document
    data = {
        "format": FORMAT,
        "id": document.id,
        "sha256": document.sha256,
        "metadata": {**asdict(document.metadata), "inferred": sorted(document.metadata.inferred)},
        "source": document.source,
        "sections": [asdict(section) for section in record.sections],
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
        "annotation": to_annotation(document, record.extraction),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def from_json(content: bytes, *, path: str = "") -> Record:
    """Return the record of `to_json`."""
    data = json.loads(content)
    metadata = Metadata(**{**data["metadata"], "inferred": frozenset(data["metadata"]["inferred"])})
    document = Document(data["id"], path, data["source"], data["sha256"], metadata)
    return Record(
        document,
        tuple(StoredSection(**section) for section in data["sections"]),
        tuple(_passage(passage) for passage in data["passages"]),
        from_annotation(data["annotation"], document),
    )


def _passage(data: dict[str, Any]) -> StoredPassage:
    pairs: Sequence[Sequence[int]] = data["sentences"]
    return StoredPassage(
        data["index"],
        data["section"],
        data["text"],
        tuple(Span(start, end) for start, end in data["spans"]),
        tuple((start, end) for start, end in pairs),
        data["fragment"],
    )
