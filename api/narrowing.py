"""What a search is narrowed to: documents by what is known about them, passages by the things that they name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.ids import local
from api.problem import BadRequest, NotFound
from embeddings.index import Scope
from kg.extraction.result import Extraction
from kg.manifest import Entry
from kg.record import Record, StoredPassage
from ontology.themes import Theme, load_themes, themes_of_heading

_YEAR = re.compile(r"\d{4}")
_LONGEST = 30  # years; a span beyond is a slip


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions that a passage must meet, all of them; empty ones hold for every passage.

    `place` is part of the administrative path of the document's jurisdiction, `year` one that the document reports on,
    plans for or is dated by. `theme` (an id, or a name in Chinese or English), `kind` (a class) and `status` are those
    of one thing that the passage names; without class and status, standing under a heading of the theme is enough.
    """

    documents: tuple[str, ...] = ()
    place: str = ""
    year: int | None = None
    theme: str = ""
    kind: str = ""
    status: str = ""

    def scope(self, documents: Mapping[str, Entry], tags: Collection[str]) -> Scope:
        """Return the passages meant, of a corpus of these documents whose index has these tags.

        Raises NotFound for a document that is not there, BadRequest for a theme that there is not.
        """
        check(self.documents, documents)
        chosen: frozenset[str] | None = None
        if self.documents or self.place or self.year is not None:
            chosen = frozenset(id for id, entry in documents.items() if self._holds(id, entry))
        if not (self.theme or self.kind or self.status):
            return Scope(chosen)
        themes = _below(self.theme)
        wanted = frozenset(tag for tag in tags if self._tagged(tag.split("|"), themes))
        return Scope(chosen, (wanted,))

    def _holds(self, id: str, entry: Entry) -> bool:
        return (
            (not self.documents or id in self.documents)
            and self.place in entry.place
            and (self.year is None or self.year in _years(entry))
        )

    def _tagged(self, parts: list[str], themes: frozenset[str]) -> bool:
        kind, status, theme = parts
        return self.kind in ("", kind) and self.status in ("", status) and (not themes or theme in themes)


EVERYWHERE = Narrowing()


def check(wanted: Iterable[str], documents: Collection[str]) -> None:
    """Raise NotFound where one of the wanted documents is none of the corpus's."""
    for id in wanted:
        if id not in documents:
            some = ", ".join(sorted(documents)[:5]) + (" …" if len(documents) > 5 else "")
            raise NotFound(f"no document {id!r}", f"the corpus has {some}" if some else "the corpus is empty")


def tags_of(record: Record) -> dict[int, tuple[str, ...]]:
    """Return for each passage of a document, by index, what it can be narrowed to.

    A tag is class, status and theme of a thing that the passage names, any but the class perhaps empty; or empty,
    empty and the theme of a heading above it.
    """
    extraction = record.extraction()
    facets = _facets(extraction)
    named = sorted((span.start, span.end, e.id) for e in extraction.entities for span in e.mentions)
    found: dict[int, tuple[str, ...]] = {}
    for passage in record.passages:
        tags = {f"||{theme}" for theme in _above(record, passage)}
        start, end = min(s.start for s in passage.spans), max(s.end for s in passage.spans)
        for first, last, id in named:
            if start <= first and last <= end:
                tags |= facets[id]
        found[passage.index] = tuple(sorted(tags))
    return found


def _facets(extraction: Extraction) -> dict[str, set[str]]:
    """Return the tags of each thing, by its id in the document."""
    themes: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    for claim in extraction.claims:
        kind, _, value = claim.object.partition(":")
        if claim.predicate == "serves" and kind == "theme":
            themes.setdefault(claim.subject, set()).update(_id(t) for t in _named(value))
        elif claim.predicate == "hasStatus":
            states.setdefault(claim.subject, set()).add(value)
    return {
        entity.id: {
            f"{entity.type}|{status}|{theme}"
            for status in states.get(entity.id, {""})
            for theme in themes.get(entity.id, {""})
        }
        for entity in extraction.entities
    }


def _above(record: Record, passage: StoredPassage) -> Iterator[str]:
    for section in record.path(passage.section):
        yield from (_id(theme) for theme in themes_of_heading(section.title))


def _named(name: str) -> list[Theme]:
    found = load_themes().by_name.get(name.lower())
    return [found] if found else []


def _id(theme: Theme) -> str:
    return local(str(theme.iri))


def _below(wanted: str) -> frozenset[str]:
    """Return the ids of a theme and of the fields below it; none where no theme is wanted."""
    if not wanted:
        return frozenset()
    themes = load_themes()
    found = next((t for t in themes.all if _id(t) == wanted), None) or themes.by_name.get(wanted.lower())
    if found is None:
        some = ", ".join(theme.en for theme in themes.top)
        raise BadRequest(f"no theme {wanted!r}", f"give the id or name of one, such as {some}")
    return frozenset(_id(t) for t in themes.all if found.iri in (t.iri, t.broader))


def _years(entry: Entry) -> range | set[int]:
    """Return the years that a document reports on or plans for, and that of its date."""
    found = [int(year) for year in _YEAR.findall(entry.period)]
    years = set(range(found[0], min(found[-1], found[0] + _LONGEST) + 1)) if found else set[int]()
    return years | {int(year) for year in _YEAR.findall(entry.date)[:1]}
