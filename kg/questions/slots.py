"""What the words of a question fill: cues by slot, and the things, themes and places that it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.questions.lexicon import SLOTS, labels
from kg.questions.linking import Link, Near, link
from kg.questions.names import Names
from kg.questions.plan import Chip
from kg.questions.regions import Region, regions
from kg.questions.tokens import Token
from kg.questions.wording import Wording
from ontology.themes import Theme, load_themes

THINGS = ("Project", "Reform", "Goal", "Indicator")


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that the question names, with where."""

    link: Link
    start: int
    end: int


@dataclass(slots=True)
class Slots:
    """All that was found in a question, before it is decided what is asked."""

    wording: Wording
    tokens: list[Token]
    names: Names
    near: Near | None
    mentions: list[Mention] = field(default_factory=list)
    themes: list[Token] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    documents: list[Token] = field(default_factory=list)
    unknown: list[Region] = field(default_factory=list)
    unreported: list[Region] = field(default_factory=list)

    def values(self, slot: str) -> list[str]:
        """Return the distinct values of a slot, in the order of the question."""
        return list(dict.fromkeys(token.value for token in self.tokens if token.kind == slot))

    def first(self, slot: str, *values: str) -> Token | None:
        """Return the first token of a slot with one of these values (any where none are given)."""
        fitting = (t for t in self.tokens if t.kind == slot and (not values or t.value in values))
        return next(fitting, None)

    def asks(self, *values: str) -> bool:
        """Tell whether one of these is asked."""
        return self.first("ask", *values) is not None

    def of(self, *classes: str) -> list[Mention]:
        """Return the mentions of things of one of these classes."""
        return [m for m in self.mentions if self.kinds(m.link.iris) & set(classes)]

    def kinds(self, iris: Iterable[str]) -> set[str]:
        """Return the classes of things."""
        return {kind for iri in iris for kind in self.names.things[iri].classes}

    def only(self, mentions: Iterable[Mention], *classes: str) -> tuple[str, ...]:
        """Return the things of these classes among mentions."""
        wanted = set(classes)
        found = (iri for m in mentions for iri in m.link.iris if wanted & self.names.things[iri].classes.keys())
        return tuple(dict.fromkeys(found))

    def things(self) -> list[Mention]:
        """Return the mentions but for places that only say where."""
        starts = {token.start for token in self.places}
        return [m for m in self.mentions if m.start not in starts]

    def after(self, token: Token) -> bool:
        """Tell whether the question names something after a token."""
        places = [*(m.start for m in self.mentions), *(t.start for t in (*self.themes, *self.places))]
        return any(place >= token.end for place in places)

    def before(self, token: Token) -> bool:
        """Tell whether the question names something before a token."""
        places = [*(m.end for m in self.mentions), *(t.end for t in (*self.themes, *self.places))]
        return any(place <= token.start for place in places)

    def chip(self, slot: str, value: str, token: Token | Mention | None = None, label: str = "") -> Chip:
        """Return a chip for a value; labels come from the ontology where none is given."""
        chinese, english = (label, label) if label else labels(value)
        names = SLOTS.get(slot, (slot, slot))
        start, end = self.wording.place(token.start, token.end) if token else (0, 0)
        return Chip(
            slot,
            value,
            f"{names[0]}：{chinese}",
            f"{names[1]}: {english}",
            self.wording.question[start:end],
            start,
            end,
        )


def fill(wording: Wording, tokens: list[Token], names: Names, near: Near | None) -> Slots:
    """Link what the question names; words that stand for nothing are left in `unknown`."""
    slots = Slots(wording, tokens, names, near)
    wanted = _wanted(slots)
    for region in regions(wording.text, tokens):
        for part, found in _linked(slots, region, wanted):
            if found is not None:
                slots.mentions.append(Mention(found, part.start, part.end))
            elif part.open:
                slots.unknown.append(part)
            else:
                _closed(slots, part, wanted)
    return slots


def _wanted(slots: Slots) -> tuple[tuple[str, ...], ...]:
    """Return which classes the words could name, the likeliest first; the empty tuple stands for any."""
    relation = slots.first("relation", "lead", "support", "operate", "responsible")
    who = slots.asks("bodies") or slots.first("ask-role")
    named = {kind for token in slots.tokens if token.kind in ("name", "part") for kind in slots.kinds(token.iris)}
    if who:
        return THINGS, ()
    if relation:
        return ((),) if "Agency" in named else (("Agency",), ())
    if slots.first("measure"):
        return ((),)
    if slots.asks("value") or any(slots.first(slot) for slot in ("kind", "growth", "aggregate")):
        return ("Indicator",), ()
    if slots.first("concept") and not slots.first("class"):
        return ("Indicator",), ()
    return ((),)


def _linked(slots: Slots, region: Region, wanted: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Region, Link | None]]:
    """Link the whole of an open region, else its parts, else its words; what is known by name stays as it is."""
    if not region.open:
        kinds = [token.kind for token in region.tokens]
        glued = kinds[:1] == ["place"] and "part" in kinds
        found = link(region.text, slots.names, THINGS) if glued else None
        for part in [region] if found or not glued else region.pieces(slots.wording.text):
            yield part, found
        return
    for classes in wanted:
        found = link(region.text, slots.names, classes, slots.near)
        if found:
            yield region, found
            return
    parts = region.parts(slots.wording.text)
    if len(parts) == 1:
        parts = region.pieces(slots.wording.text)
    if len(parts) == 1:
        yield region, None
        return
    for part in parts:
        yield from _linked(slots, part, wanted)


def _closed(slots: Slots, region: Region, wanted: tuple[tuple[str, ...], ...]) -> None:
    """Take a region at its name: a theme, a place, a document, a thing, or several of these at once."""
    things = [t for t in region.tokens if t.kind == "name" and slots.kinds(t.iris) & {"Project", "Reform", "Agency"}]
    for token in region.tokens:
        if token.kind == "theme":
            if not things or _preferred(slots.wording.text[token.start : token.end], token.value):
                slots.themes.append(token)
        elif token.kind == "place":
            if token.value in slots.names.places.known:
                slots.places.append(token)
            elif not slots.kinds(token.iris) & {"Place", "Project", "Reform", "Agency"}:
                slots.unknown.append(region)
        elif token.kind == "document":
            slots.documents.append(token)
    if things and any(token.kind == "document" for token in region.tokens):
        # a plan is a document and a thing at once: its contents are asked of the one, all else of the other
        if slots.first("relation", "mentioned") or slots.first("change") or slots.first("compare"):
            return
        del slots.documents[-1]
    placed = {(t.start, t.end) for t in region.tokens if t.kind == "place" and t.value in slots.names.places.known}
    numeric = any("Indicator" in classes for classes in wanted)
    named = tuple(
        dict.fromkeys(
            iri
            for token in region.tokens
            if token.kind in ("name", "part", "place") or (token.kind == "concept" and (numeric or not slots.themes))
            for iri in token.iris
            if not (placed and (token.start, token.end) in placed) or slots.kinds((iri,)) & {"Place", "Agency"}
        )
    )
    for classes in wanted:
        fitting = tuple(i for i in named if not classes or set(classes) & slots.names.things[i].classes.keys())
        if fitting:
            slots.mentions.append(Mention(Link(fitting, "exact", (region.text,)), region.start, region.end))
            return
    if numeric and any(token.kind == "concept" for token in region.tokens):
        slots.unreported.append(region)


def _preferred(text: str, iri: str) -> bool:
    """Tell whether a theme is called by its own label, not by a word that only stands for it (五水共治)."""
    theme = theme_of(iri)
    return text in (theme.zh, theme.en.lower())


def theme_of(iri: str) -> Theme:
    """Return the theme of an IRI."""
    return load_themes().by_iri[URIRef(iri)]


def theme_iris(iri: str) -> tuple[str, ...]:
    """Return a theme with its narrower fields; a field with the theme above it, which its claims may name."""
    theme = theme_of(iri)
    return (iri, str(theme.broader)) if theme.broader else (iri, *map(str, theme.narrower))
