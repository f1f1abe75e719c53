"""All names of a graph, loaded once for each of its states."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias
from urllib.parse import unquote

import rjieba

from kg.naming import normalise
from kg.questions.concepts import concept
from kg.questions.graph import PREFIXES, Graph, pairs, rows
from kg.questions.lexicon import common
from kg.questions.places import Places, stem, units
from kg.same import Same

CLASSES = ("Programme", "Task", "Project", "Reform", "Goal", "Agency", "Indicator", "Place")
LONGEST = 60
_PLAIN = re.compile("[一-鿿0-9]+")
"""Names of these characters are normalised as they stand."""
_GENERAL_END = re.compile("(?:建设|改造|升级|重点|专项)?(?:项目|工程|工作|行动|活动|建设|改革|任务|制度|试点)$")
_FEW = 3
"""So many documents at most are meant by a part of their titles."""
_PARTICULAR = 4
"""So many characters of a name are particular enough to stand for it all."""

_LABELS = PREFIXES + "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label . }"
_OTHERS = PREFIXES + "SELECT ?thing ?label WHERE { ?thing skos:altLabel ?label . }"
_WITHIN = PREFIXES + "SELECT ?thing ?place WHERE { ?thing zc:jurisdiction ?place . }"
_HEADINGS = PREFIXES + "SELECT ?title ?section WHERE { ?section a zc:Section ; dcterms:title ?title . }"
_SAME = PREFIXES + "SELECT ?own ?into WHERE { GRAPH ?graph { ?own owl:sameAs ?into } }"
_DOCUMENTS = (
    PREFIXES
    + """SELECT DISTINCT ?document ?title ?place ?issuer ?issued ?period ?level WHERE {
  ?document a zc:Document ; dcterms:title ?title .
  OPTIONAL { ?document dcterms:spatial ?place }
  OPTIONAL { ?document dcterms:creator ?issuer }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:temporal ?period }
  OPTIONAL { ?document zc:level ?level }
} ORDER BY ?document"""
)


@dataclass(slots=True)
class Named:
    """A thing with all its names as written; the first one is its label."""

    iri: str
    names: dict[str, None] = field(default_factory=dict)
    classes: dict[str, None] = field(default_factory=dict)
    within: dict[str, None] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The preferred name."""
        return next(iter(self.names))

    @property
    def kind(self) -> str:
        """The narrowest class."""
        return next(c for c in CLASSES if c in self.classes)


@dataclass(frozen=True, slots=True)
class Titled:
    """A document; fields that are not known are empty."""

    iri: str
    title: str
    place: str
    issuer: str
    issued: str
    period: str
    level: str

    def dated(self) -> str:
        """Return when it was given, as precise as is known."""
        return self.issued or self.year()

    def year(self) -> str:
        """Return the year in which it was given: its date, else the year of its title, else the last of its period."""
        return _year_of(self.issued, self.title, self.period)


@lru_cache(maxsize=100_000)
def _year_of(issued: str, title: str, period: str) -> str:
    found = re.search(r"(?:19|20)\d\d", issued) or re.search(r"(?:19|20)\d\d", title)
    return found.group() if found else period[-4:]


def _things(graph: Graph) -> dict[str, Named]:
    """Return all things in the order of their IRIs, each with its labels before its other names."""
    classes: dict[str, dict[str, None]] = defaultdict(dict)
    for name in CLASSES:
        for (iri,) in pairs(graph, f"{PREFIXES}SELECT ?thing WHERE {{ ?thing a zc:{name} }}"):
            classes[iri][name] = None
    labels, others, places = (_grouped(graph, query) for query in (_LABELS, _OTHERS, _WITHIN))
    return {
        iri: Named(
            iri,
            dict.fromkeys((*sorted(labels[iri]), *sorted(others.get(iri, ())))),
            classes[iri],
            dict.fromkeys(sorted(places.get(iri, ()))),
        )
        for iri in sorted(labels)
        if iri in classes
    }


def _grouped(graph: Graph, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in pairs(graph, query):
        found[subject].add(value)
    return found


@lru_cache(maxsize=10_000)
def seat(place: str) -> str:
    """Return the innermost unit of a place without its kind: 清苑 for 保定市清苑县 and 河北省保定市清苑区."""
    return stem(units(normalise(place))[-1]) if place else ""


Index: TypeAlias = dict[str, tuple[str, ...]]
Indexes: TypeAlias = tuple[Index, Index, Index]


class Names:
    """Things by normalised name, and names by the pairs of characters in them."""

    def __init__(
        self,
        things: dict[str, Named],
        same: Same,
        documents: dict[str, Titled],
        headings: dict[str, set[str]],
        indexes: Indexes | None = None,
    ) -> None:
        self.things, self.same, self.documents = things, same, documents
        self.headings = headings
        """Sections by their titles."""
        self.latest: dict[str, str] = {}
        """The last year in which a document of a place (by its seat) was given."""
        for document in documents.values():
            place = seat(document.place)
            self.latest[place] = max(self.latest.get(place, ""), document.year())
        self.by_name: Index
        self.by_part: Index
        self.by_concept: Index
        if indexes:
            self.by_name, self.by_part, self.by_concept = indexes
        else:
            self.by_name = self._by_name()
            self.by_part = self._by_part()
            self.by_concept = self._by_concept()
        self.titles = self._titles()
        self.longest = min(LONGEST, max(map(len, [*self.by_name, *self.titles]), default=0))
        self.places = Places(document.place for document in documents.values())

    @classmethod
    def of(cls, graph: Graph) -> "Names":
        """Read the names of a graph."""
        documents = {
            row["document"]: Titled(
                row["document"],
                *(row.get(key, "") for key in ("title", "place", "issuer", "issued", "period", "level")),
            )
            for row in rows(graph, _DOCUMENTS)
        }
        same = Same({row[0]: row[1] for row in pairs(graph, _SAME)})
        return cls(_things(graph), same, documents, _grouped(graph, _HEADINGS))

    @cached_property
    def pairs(self) -> dict[str, list[str]]:
        """Names by the pairs of characters in them, in the order of the names."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.by_name:
            for pair in {name[i : i + 2] for i in range(len(name) - 1)}:
                found[pair].append(name)
        return found

    def with_character(self, character: str) -> list[str]:
        """Return the names with a character, in the order of the names."""
        return [name for name in self.by_name if character in name]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of at least two characters in the names, sorted."""
        return tuple(sorted({w for name in self.by_name for w in rjieba.cut(name, False) if len(w) > 1}))

    def _by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for iri, thing in self.things.items():
            for name in thing.names:
                found[name if _PLAIN.fullmatch(name) else normalise(name)][iri] = None
        return {name: tuple(iris) for name, iris in found.items()}

    def _titles(self) -> dict[str, tuple[str, ...]]:
        """Return documents by id and by normalised title."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for iri, document in self.documents.items():
            for key in (normalise(document.title), unquote(iri.rpartition("/")[2]).lower()):
                found[key][iri] = None
        return {key: tuple(iris) for key, iris in found.items()}

    def proper(self, name: str) -> tuple[str, ...]:
        """Return the things of a normalised name; of one that is a common word, a place or a field only those that are
        chiefly called so: others have it as another name by a slip of reading."""
        iris = self.by_name.get(name, ())
        if common(name) or name in self.places.known:
            return tuple(iri for iri in iris if normalise(self.things[iri].label) == name)
        return iris

    def entitled(self, part: str) -> tuple[str, ...]:
        """Return the few documents with a part in their titles; none where it is a kind of title that many have."""
        found = dict.fromkeys(iri for title, iris in self.titles.items() if part in title for iri in iris)
        return tuple(found) if len(found) <= _FEW else ()

    def _by_part(self) -> dict[str, tuple[str, ...]]:
        """Return names by what is left of them without their jurisdiction before and general words behind."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for name, iris in self.by_name.items():
            if len(name) <= _PARTICULAR:
                continue
            whole = _GENERAL_END.sub("", name)
            for start in {seat(place) for iri in iris for place in self.things[iri].within} | {""}:
                for part in {name.removeprefix(start), whole.removeprefix(start)}:
                    for each in {part, part[1:] if part[:1] in "省市县区镇乡" else part}:
                        if _PARTICULAR <= len(each) < len(name) and each not in self.by_name:
                            found[each] |= dict.fromkeys(iris)
        return {part: tuple(sorted(iris)) for part, iris in found.items()}

    def _by_concept(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri, thing in self.things.items():
            if "Indicator" in thing.classes and (each := concept(normalise(thing.label))):
                found[each].append(iri)
        return {each: tuple(iris) for each, iris in found.items()}

    def alike(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return things with the indicators that are of one concept with one of them."""
        known = tuple(iris)
        names = (normalise(self.things[iri].label) for iri in known if "Indicator" in self.things[iri].classes)
        more = (other for name in names for other in self.by_concept.get(concept(name), ()))
        return tuple(dict.fromkeys((*known, *more)))

    def shown(self, iri: str) -> str:
        """Return the IRI under which a thing of a named graph is seen in their merge."""
        return str(self.same.shown(iri))

    def meant(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the IRIs by which named graphs may call things of the merge: theirs and what is merged into them."""
        return tuple(dict.fromkeys(each for iri in iris for each in (iri, *sorted(self.same.merged(iri)))))

    def detail(self, iri: str) -> str:
        """Return what tells a thing from others of its name: its class and jurisdiction."""
        thing = self.things[iri]
        return ", ".join(filter(None, (thing.kind, *thing.within)))

    def labels(self, iris: tuple[str, ...]) -> str:
        """Return the distinct labels of things, joined."""
        return "、".join(dict.fromkeys(self.things[iri].label for iri in iris if iri in self.things))
