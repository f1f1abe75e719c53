"""The manifest: what made a generation of the data folder, and of which documents."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from corpus.document import Document
from kg.errors import RepositoryError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a corpus; `record` addresses its record, `metadata` is a hash of all its metadata."""

    path: str
    sha256: str
    metadata: str
    record: str
    title: str
    issuer: str
    place: str
    level: str | None
    kind: str
    date: str
    period: str

    def matches(self, document: Document) -> bool:
        """Return whether a document is the one that was stored, metadata included."""
        return (self.sha256, self.metadata) == (document.sha256, metadata_hash(document))


@dataclass(frozen=True, slots=True)
class Manifest:
    """`ontology` and `rules` are hashes of the files that decide what is stored; `model` is a name with revision."""

    documents: Mapping[str, Entry] = field(default_factory=dict)
    ontology: str = ""
    rules: str = ""
    code: str = ""
    model: str = ""

    @property
    def current(self) -> bool:
        """Whether today's rules and ontology would give the same data."""
        return (self.rules, self.ontology) == (rules_version(), ontology_version())


def entry_of(document: Document, record: str) -> Entry:
    """Return the entry of a document whose record has this address."""
    m = document.metadata
    return Entry(
        path=document.path,
        sha256=document.sha256,
        metadata=metadata_hash(document),
        record=record,
        title=m.title,
        issuer=m.issuer,
        place=m.place,
        level=m.level,
        kind=m.kind,
        date=m.date,
        period=m.period,
    )


def to_json(manifest: Manifest) -> bytes:
    """Return a manifest as readable canonical JSON."""
    data = {
        "format": FORMAT,
        **{name: getattr(manifest, name) for name in ("code", "ontology", "rules", "model")},
        "documents": {id: asdict(entry) for id, entry in sorted(manifest.documents.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def from_json(content: bytes) -> Manifest:
    """Return the manifest of `to_json`; raises RepositoryError for one of another format."""
    data = json.loads(content)
    if data.get("format") != FORMAT:
        raise RepositoryError(f"the data folder has format {data.get('format')}, not {FORMAT}", "build it again")
    documents = {id: Entry(**entry) for id, entry in data["documents"].items()}
    return Manifest(documents, data["ontology"], data["rules"], data["code"], data["model"])


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
    """Return a hash of all that decides what a document's record and graph are: code, patterns and lexicons."""
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
        elif child.is_file() and path.endswith((".py", ".toml", ".ttl")):
            yield path, child


def _hash(files: Iterator[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for name, file in files:
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
