"""Found passages as they are shown: verbatim, with their headings, their matching words and the things they name."""

from bisect import bisect_left
from collections.abc import Sequence

from api.mentions import Mention
from api.schema import Hit, Range, Thing
from embeddings.index import Hit as Found
from kg.record import Record, StoredPassage


def passage_of(record: Record, passage: int) -> StoredPassage:
    """Return the passage of this index; a record leaves out empty ones, so places and indexes may differ."""
    place = bisect_left(record.passages, passage, key=lambda p: p.index)
    return record.passages[place]


def extent(passage: StoredPassage) -> tuple[int, int]:
    """Return the smallest range of the source that covers a passage."""
    return min(s.start for s in passage.spans), max(s.end for s in passage.spans)


def shown(found: Found, record: Record, mentions: Sequence[Mention], words: Sequence[str]) -> Hit:
    """Return a found passage; `mentions` are those of its document in order, `words` those of the query."""
    passage = passage_of(record, int(found.id.rpartition("#")[2]))
    start, end = extent(passage)
    text = record.document.source[start:end]
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    things = {m.id: Thing(id=m.id, label=m.label, class_=m.type) for m in inside}
    return Hit(
        doc=record.document.id,
        title=record.document.metadata.title,
        section=[section.title for section in record.path(passage.section)],
        start=start,
        end=end,
        text=text,
        score=round(found.score, 6),
        why=found.why,
        highlights=highlights(text, words),
        entities=list(things.values()),
    )


def highlights(text: str, words: Sequence[str]) -> list[Range]:
    """Return where words stand in a text, regardless of case, overlaps merged, in order."""
    low = text.lower()
    if len(low) != len(text):  # lower case may be longer (İ); places would shift
        low = text
    marked: set[int] = set()
    for word in {w.lower() for w in words if w.strip()}:
        place = low.find(word)
        while place >= 0:
            marked.update(range(place, place + len(word)))
            place = low.find(word, place + 1)
    ranges: list[Range] = []
    for place in sorted(marked):
        if ranges and ranges[-1].end == place:
            ranges[-1] = Range(start=ranges[-1].start, end=place + 1)
        else:
            ranges.append(Range(start=place, end=place + 1))
    return ranges
