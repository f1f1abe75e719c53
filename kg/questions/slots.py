"""What the words of a question fill: cues by slot, and the things, themes and places that it names."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rdflib import URIRef

from kg.questions.lexicon import SLOTS, labels
from kg.questions.linking import Link, Near
from kg.questions.names import Names
from kg.questions.plan import Chip
from kg.questions.regions import Region
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

    def copy(self) -> "Slots":
        """Return slots that can be changed apart from these."""
        return replace(
            self,
            tokens=list(self.tokens),
            mentions=list(self.mentions),
            themes=list(self.themes),
            places=list(self.places),
            documents=list(self.documents),
            unknown=list(self.unknown),
            unreported=list(self.unreported),
        )

    @property
    def seats(self) -> frozenset[str]:
        """The places named that documents are from: things of theirs are meant rather than others' of like names."""
        return frozenset(t.value for t in self.tokens if t.kind == "place" and t.value in self.names.places.known)

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


def theme_of(iri: str) -> Theme:
    """Return the theme of an IRI."""
    return load_themes().by_iri[URIRef(iri)]


def theme_iris(iri: str) -> tuple[str, ...]:
    """Return a theme with its narrower fields; a field with the theme above it, which its claims may name."""
    theme = theme_of(iri)
    return (iri, str(theme.broader)) if theme.broader else (iri, *map(str, theme.narrower))
