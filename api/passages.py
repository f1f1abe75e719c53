"""Passages as they are indexed, and as they are shown: verbatim, with their headings and why they were found."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.mentions import mentions_of
from api.narrowing import tags_of
from api.schema import Hit, Match, Place, Range, Thing
from embeddings.index import Hit as Found
from embeddings.index import IndexedPassage
from embeddings.words import words
from kg.record import Record, StoredPassage

SIMILAR = 10
"""So many passages at most are told that a hit stands for."""

_GAP = re.compile(r"[\s\"“”「」『』，。、？?]+")
_HAN = re.compile(r"([\u3400-\u9fff])(?=[\u3400-\u9fff])")


def passage_of(record: Record, id: str) -> StoredPassage:
    """Return the passage of this id; a record leaves out empty ones, so places and indexes may differ."""
    place = bisect_left(record.passages, int(id.rpartition("#")[2]), key=lambda p: p.index)
    return record.passages[place]


def extent(passage: StoredPassage) -> tuple[int, int]:
    """Return the smallest range of the source that covers a passage."""
    return min(s.start for s in passage.spans), max(s.end for s in passage.spans)


@dataclass(frozen=True, slots=True)
class Showing:
    """What a found passage is shown with: the documents, under which IRI a thing is seen, the query, and the names that
    stand for it."""

    record: Callable[[str], Record]
    shown: Callable[[str], str | None]
    query: str
    names: Sequence[str] = ()

    def hit(self, found: Found) -> Hit:
        """Return a passage as it is shown."""
        record = self.record(found.doc)
        passage = passage_of(record, found.id)
        start, end = extent(passage)
        text = record.document.source[start:end]
        inside = mentions_of(record, self.shown, start, end)
        things = {m.id: Thing(id=m.id, label=m.label, class_=m.type) for m in inside}
        asked, named = _standing(_terms(self.query), text), _standing(self.names, text)
        return Hit(
            doc=record.document.id,
            title=record.document.metadata.title,
            section=[section.title for section in record.path(passage.section)],
            start=start,
            end=end,
            text=text,
            score=round(found.score, 6),
            why=found.why,
            match=Match(
                words=list(asked),
                words_rank=found.lexical_rank,
                meaning_rank=found.dense_rank,
                cosine=None if found.dense_score is None else round(found.dense_score, 4),
                names=list(named),
            ),
            highlights=_merged([*asked.values(), *named.values()]),
            entities=list(things.values()),
            similar=[self._place(id) for id in found.folded[:SIMILAR]],
            folded=len(found.folded),
        )

    def _place(self, id: str) -> Place:
        record = self.record(id.rpartition("#")[0])
        start, end = extent(passage_of(record, id))
        return Place(doc=record.document.id, title=record.document.metadata.title, start=start, end=end)


def indexed(record: Record) -> Iterator[IndexedPassage]:
    """Yield the passages of a document as they are indexed: cleaned text under its path of headings, with its tags."""
    tags, name = tags_of(record), record.document.id
    for passage in record.passages:
        heading = " ".join(section.title for section in record.path(passage.section))
        yield IndexedPassage(f"{name}#{passage.index}", name, passage.text, heading, tags[passage.index])


def _terms(query: str) -> list[str]:
    """Return what is looked for in a text to show why it was found: parts of the query, and words in them."""
    found = [*_GAP.split(query), *words(query)]
    long = [word for word in found if len(word) > 1]
    return long or found


def highlights(text: str, wanted: Sequence[str]) -> list[Range]:
    """Return where words stand in a text, regardless of case and of blanks between Chinese characters, in order."""
    return _merged(list(_standing(wanted, text).values()))


def _standing(wanted: Sequence[str], text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the words that stand in a text, the longest first, with their places; English ones as starts of words.

    A word inside of a longer one that stands there is left out.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for word in sorted({w.strip() for w in wanted if w.strip()}, key=lambda w: (-len(w), w)):
        # Scanned text has blanks and line breaks inside of words.
        pattern = _HAN.sub(r"\1\\s*", re.escape(word))
        edge = r"(?<![^\W_])" if word.isascii() else ""
        if any(word in longer for longer in found):
            continue
        places = [match.span() for match in re.finditer(edge + pattern, text, re.IGNORECASE)]
        if places:
            found[word] = places
    return found


def _merged(places: Sequence[Sequence[tuple[int, int]]]) -> list[Range]:
    ranges: list[Range] = []
    for start, end in sorted(place for group in places for place in group):
        if ranges and start <= ranges[-1].end:
            ranges[-1] = Range(start=ranges[-1].start, end=max(end, ranges[-1].end))
        else:
            ranges.append(Range(start=start, end=end))
    return ranges
