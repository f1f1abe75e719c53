"""All names of a graph, loaded once for each of its states."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from kg.naming import normalise
from kg.questions.graph import PREFIXES, Graph, rows

CLASSES = ("Programme", "Task", "Project", "Reform", "Goal", "Agency", "Indicator", "Place")
LONGEST = 60
_PLACE_PART = re.compile(
    r".+?(?:特别行政区|自治区|自治州|自治县|地区|新区|[省市县区镇乡盟旗]|街道)(?![省市县区镇乡盟旗])"
)

_LABELS = PREFIXES + "SELECT DISTINCT ?thing ?label WHERE { ?thing skos:prefLabel ?label . }"
_OTHERS = PREFIXES + "SELECT DISTINCT ?thing ?label WHERE { ?thing skos:altLabel ?label . }"
_WITHIN = PREFIXES + "SELECT DISTINCT ?thing ?place WHERE { ?thing zc:jurisdiction ?place . }"
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

    def year(self) -> str:
        """Return the year in which it was given: its date, else the year of its title, else the last of its period."""
        found = re.search(r"(?:19|20)\d\d", self.issued) or re.search(r"(?:19|20)\d\d", self.title)
        return found.group() if found else self.period[-4:]


def _things(graph: Graph) -> dict[str, Named]:
    """Return all things in the order of their IRIs, each with its labels before its other names."""
    classes = {name: _pairs(graph, f"{PREFIXES}SELECT ?thing ?kind WHERE {{ ?thing a zc:{name} }}") for name in CLASSES}
    labels, others, places = (_pairs(graph, query) for query in (_LABELS, _OTHERS, _WITHIN))
    things = {iri: Named(iri, dict.fromkeys(sorted(labels[iri]))) for iri in sorted(labels)}
    for name, members in classes.items():
        for iri in members:
            if iri in things:
                things[iri].classes[name] = None
    for iri, thing in things.items():
        thing.names |= dict.fromkeys(sorted(others.get(iri, ())))
        thing.within |= dict.fromkeys(sorted(places.get(iri, ())))
    return {iri: thing for iri, thing in things.items() if thing.classes}


def _pairs(graph: Graph, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, query):
        subject, *values = row.values()
        found[subject].update(values)
    return found


class Names:
    """Things by normalised name, and names by the pairs of characters in them."""

    def __init__(self, graph: Graph) -> None:
        self.things = _things(graph)
        self.documents = {
            row["document"]: Titled(
                row["document"],
                *(row.get(key, "") for key in ("title", "place", "issuer", "issued", "period", "level")),
            )
            for row in rows(graph, _DOCUMENTS)
        }
        self.by_name: dict[str, tuple[str, ...]] = self._by_name()
        self.titles = self._titles()
        self.longest = min(LONGEST, max(map(len, [*self.by_name, *self.titles]), default=0))
        self.pairs: dict[str, list[str]] = defaultdict(list)
        for name in self.by_name:
            for pair in sorted({name[i : i + 2] for i in range(len(name) - 1)}):
                self.pairs[pair].append(name)
        self.places = self._places()

    def _by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for iri, thing in self.things.items():
            for name in thing.names:
                found[normalise(name)][iri] = None
        return {name: tuple(iris) for name, iris in found.items()}

    def _titles(self) -> dict[str, tuple[str, ...]]:
        """Return documents by id and by normalised title."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for iri, document in self.documents.items():
            for key in (normalise(document.title), unquote(iri.rpartition("/")[2]).lower()):
                found[key][iri] = None
        return {key: tuple(iris) for key, iris in found.items()}

    def _places(self) -> dict[str, None]:
        """Return the administrative names in the documents' places: 柳市镇 and 浙江省温州市乐清市柳市镇."""
        places: dict[str, None] = {}
        for document in self.documents.values():
            place = normalise(document.place)
            if place:
                places |= dict.fromkeys((place, *_PLACE_PART.findall(place)))
        return places

    def labels(self, iris: tuple[str, ...]) -> str:
        """Return the distinct labels of things, joined."""
        return "、".join(dict.fromkeys(self.things[iri].label for iri in iris if iri in self.things))


_CACHE: WeakKeyDictionary[Graph, tuple[object, Names]] = WeakKeyDictionary()


def names_of(graph: Graph) -> Names:
    """Return the names of a graph, kept until its `version` (where it has one) changes or it is gone."""
    version: object = getattr(graph, "version", None)
    kept = _CACHE.get(graph)
    if kept is None or kept[0] != version:
        kept = (version, Names(graph))
        _CACHE[graph] = kept
    return kept[1]
