"""The manifest: what made a generation of the data folder, and of which documents."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.document import Document
from kg.errors import RepositoryError

FORMAT = 3
RULES = "rules"
"""The extractor that needs no model."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a corpus; `record` addresses its record, which has so many passages.

    `extractor` names what read it; `metadata` is a hash of all its metadata, `rules` one of the files that decided what
    is stored of it.
    """

    path: str
    sha256: str
    metadata: str
    rules: str
    record: str
    passages: int
    title: str
    issuer: str
    place: str
    level: str | None
    kind: str
    number: str
    date: str
    period: str
    inferred: list[str]
    extractor: str = RULES

    def matches(self, document: Document, extractor: str = RULES) -> bool:
        """Return whether a document is the one that was stored, metadata included, by today's rules and extractor."""
        return (
            self.current
            and self.extractor == extractor
            and (self.sha256, self.metadata) == (document.sha256, metadata_hash(document))
        )

    @property
    def current(self) -> bool:
        """Whether today's rules and ontology would give the same data."""
        return self.rules == rules_version()


@dataclass(frozen=True, slots=True)
class Manifest:
    """`ontology` is a hash of its files as they are stored; `model` is a name with revision."""

    documents: Mapping[str, Entry] = field(default_factory=dict)
    ontology: str = ""
    code: str = ""
    model: str = ""


def entry_of(document: Document, record: str, passages: int, extractor: str = RULES) -> Entry:
    """Return the entry of a document whose record, of so many passages, has this address."""
    m = document.metadata
    return Entry(
        path=document.path,
        sha256=document.sha256,
        metadata=metadata_hash(document),
        rules=rules_version(),
        record=record,
        passages=passages,
        title=m.title,
        issuer=m.issuer,
        place=m.place,
        level=m.level,
        kind=m.kind,
        number=m.number,
        date=m.date,
        period=m.period,
        inferred=sorted(m.inferred),
        extractor=extractor,
    )


def to_json(manifest: Manifest) -> bytes:
    """Return a manifest as readable canonical JSON."""
    data = {
        "format": FORMAT,
        **{name: getattr(manifest, name) for name in ("code", "ontology", "model")},
        "documents": {id: asdict(entry) for id, entry in sorted(manifest.documents.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def read(path: Path) -> Manifest:
    """Return the manifest in a file; raises RepositoryError for one of another format."""
    data = json.loads(path.read_bytes())
    if data.get("format") != FORMAT:
        raise RepositoryError(
            f"{path}: the data have format {data.get('format')}, this version needs {FORMAT}",
            "remove the data folder and build it again, or name another one with --data",
        )
    documents = {id: Entry(**entry) for id, entry in data["documents"].items()}
    return Manifest(documents, data["ontology"], data["code"], data["model"])


def metadata_hash(document: Document) -> str:
    """Return a hash of all that is known about a document."""
    known = {**asdict(document.metadata), "inferred": sorted(document.metadata.inferred)}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:16]


@cache
def ontology_version() -> str:
    """Return a hash of the ontology's data files."""
    return _hash(file for file in _files("ontology") if file[0].endswith(".ttl"))


@cache
def rules_version() -> str:
    """Return a hash of all that decides what a document's record and graph are: code, lexicons and weights."""
    return _hash(file for package in ("corpus", "ontology", "kg") for file in _files(package))


def code_version() -> str:
    """Return the version of the installed distribution."""
    return metadata.version("zhengce")


def _files(package: str) -> Iterator[tuple[str, Traversable]]:
    """Yield code and data files of a package with their names, in order; questions and bundled texts are left out."""
    yield from _walk(package, resources.files(package))


def _walk(name: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for child in sorted(folder.iterdir(), key=lambda c: c.name):
        path = f"{name}/{child.name}"
        if child.is_dir() and child.name not in ("questions", "documents", "__pycache__"):
            yield from _walk(path, child)
        elif child.is_file() and path.endswith((".py", ".toml", ".ttl", ".json")):
            yield path, child


def _hash(files: Iterator[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for name, file in files:
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
