"""Contributions: what one document brings to the data folder, kept on disk until a commit takes it in.

FOLDER/KEY.record   its record, as JSON
FOLDER/KEY.graph    its graph, as sorted N-Quads, compressed
FOLDER/KEY.entry    its entry in the manifest, as JSON; written last, so that it vouches for the others

The key covers all that decides the contents, so a build that was killed goes on from what it left.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from corpus.document import Document
from corpus.structure import Structure
from kg import disk, record
from kg.extraction.result import Extraction
from kg.manifest import RULES, Entry, entry_of, metadata_hash, rules_version


@dataclass(frozen=True, slots=True)
class Contribution:
    """One document's entry, and the files of its record and its graph."""

    id: str
    entry: Entry
    record: Path
    graph: Path

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of the document's graph, in the order of their lines."""
        lines = gzip.decompress(self.graph.read_bytes())
        yield from ox.parse(lines, format=RdfFormat.N_QUADS, lenient=True)


def find(folder: Path, document: Document, extractor: str = RULES) -> Contribution | None:
    """Return what an earlier build left of this document, None where it left nothing whole."""
    made = _place(folder, document, extractor)
    try:
        entry = Entry(**json.loads(made.with_suffix(".entry").read_bytes()))
    except FileNotFoundError:
        return None
    return _contribution(document, replace(entry, path=document.path), made)


def write(
    folder: Path,
    document: Document,
    structure: Structure,
    extraction: Extraction,
    quads: Iterable[Quad],
    extractor: str = RULES,
) -> Contribution:
    """Write what a document brings: `quads` is its graph, `extractor` names what read it.

    Raises RepositoryError where the disk is full.
    """
    content = record.to_json(record.record_of(document, structure, extraction))
    lines = sorted(f"{quad} .\n".encode() for quad in quads)
    passages = sum(1 for passage in structure.passages if passage.start < passage.end)
    entry = entry_of(document, hashlib.sha256(content).hexdigest(), passages, extractor)
    made = _place(folder, document, extractor)
    with disk.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        disk.write(made.with_suffix(".record"), content)
        disk.write(made.with_suffix(".graph"), gzip.compress(b"".join(lines), compresslevel=1, mtime=0))
        disk.write(made.with_suffix(".entry"), json.dumps(asdict(entry)).encode())
    return _contribution(document, entry, made)


def _contribution(document: Document, entry: Entry, made: Path) -> Contribution:
    return Contribution(document.id, entry, made.with_suffix(".record"), made.with_suffix(".graph"))


def _place(folder: Path, document: Document, extractor: str) -> Path:
    parts = (rules_version(), extractor, document.id, document.sha256, metadata_hash(document))
    return folder / hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
