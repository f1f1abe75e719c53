"""The names of a graph, at hand: in memory for each of its states, and on disk beside one that does not change.

Reading them off a graph of 137,000 things takes 20 seconds of processor time, reading them back two.
"""

import hashlib
import json
import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from kg import disk
from kg.questions.graph import Graph
from kg.questions.names import Index, Named, Names, Titled
from kg.same import Same

_MAKERS = (
    "naming.py",
    "questions/names.py",
    "questions/naming.py",
    "questions/concepts.py",
    "lexicon/question_indicators.toml",
)
_CACHE: WeakKeyDictionary[Graph, tuple[object, Names]] = WeakKeyDictionary()


def names_of(graph: Graph) -> Names:
    """Return the names of a graph, kept until its `version` (where it has one) changes or it is gone.

    Those of a graph with a `names_file` are read from there; where other code wrote them, whoever needs them first puts
    them there anew, if the folder can be written.
    """
    version: object = getattr(graph, "version", None)
    kept = _CACHE.get(graph)
    if kept is None or kept[0] != version:
        kept = (version, _read_or_made(graph, getattr(graph, "names_file", None)))
        _CACHE[graph] = kept
    return kept[1]


def write(graph: Graph, file: Path) -> None:
    """Put the names of a graph that will not change any more on disk."""
    disk.write(file, _written(Names.of(graph)))


def _read_or_made(graph: Graph, file: Path | None) -> Names:
    if file is None:
        return Names.of(graph)
    if file.exists() and (found := _read(file.read_bytes())):
        return found
    names = Names.of(graph)
    if os.access(file.parent, os.W_OK):
        disk.write(file, _written(names))
    return names


def _written(names: Names) -> bytes:
    """Return names as JSON; indexes name things by their number."""
    number = {iri: i for i, iri in enumerate(names.things)}
    indexes = (names.by_name, names.by_part, names.by_concept)
    content = {
        "code": _code(),
        "things": [[t.iri, list(t.names), list(t.classes), list(t.within)] for t in names.things.values()],
        "same": names.same.into,
        "documents": [
            [d.iri, d.title, d.place, d.issuer, d.issued, d.period, d.level] for d in names.documents.values()
        ],
        "headings": {title: sorted(sections) for title, sections in names.headings.items()},
        "indexes": [{key: [number[iri] for iri in iris] for key, iris in index.items()} for index in indexes],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _read(content: bytes) -> Names | None:
    """Return names from JSON; None where other code wrote them."""
    data: dict[str, Any] = json.loads(content)
    if data["code"] != _code():
        return None
    iris: list[str] = [thing[0] for thing in data["things"]]

    def index(numbers: dict[str, list[int]]) -> Index:
        return {key: tuple(iris[i] for i in each) for key, each in numbers.items()}

    by_name, by_part, by_concept = map(index, data["indexes"])
    return Names(
        {iri: Named(iri, *map(dict.fromkeys, rest)) for iri, *rest in data["things"]},
        Same(data["same"]),
        {iri: Titled(iri, *rest) for iri, *rest in data["documents"]},
        {title: set(sections) for title, sections in data["headings"].items()},
        (by_name, by_part, by_concept),
    )


@cache
def _code() -> str:
    """Return the hash of all that decides what the names of a graph are."""
    files = (resources.files("kg").joinpath(name).read_bytes() for name in _MAKERS)
    return hashlib.sha256(b"".join(files)).hexdigest()
