"""Generations: complete, immutable states of the data folder."""

import fcntl
import hashlib
import shutil
from functools import cached_property
from pathlib import Path
from typing import IO

from kg import manifest, record
from kg.errors import RepositoryError
from kg.links import Links
from kg.manifest import Manifest
from kg.record import Record
from kg.store import Store

READERS, STORE, LINKS, MANIFEST, JUDGED = "readers", "store", "links.sqlite", "manifest.json", "judged"
NAMES = "names.json"


class Generation:
    """One state of the data folder, kept on disk as long as any process holds it open.

    `folder` also has what other rooms put there (the indexes). Use it in `with`, or close it.
    """

    def __init__(self, folder: Path, documents: Path, hold: IO[bytes]) -> None:
        self.folder, self._documents, self._hold = folder, documents, hold

    @property
    def name(self) -> str:
        """The name of the state; it changes with every commit."""
        return self.folder.name

    @cached_property
    def manifest(self) -> Manifest:
        """What made this state, and of which documents."""
        return manifest.read(self.folder / MANIFEST)

    @cached_property
    def digest(self) -> str:
        """A hash of documents, rules, ontology and heeded decisions: equal for equal data, wherever they were built."""
        made = self.manifest
        parts = [
            *(f"{id} {e.sha256} {e.metadata} {e.rules} {e.extractor}" for id, e in sorted(made.documents.items())),
            made.ontology,
            (self.folder / JUDGED).read_text(encoding="utf-8") if (self.folder / JUDGED).exists() else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def store(self) -> Store:
        """Open the store to read; each process needs to do so for itself."""
        store = Store.open(self.folder / STORE, read_only=True)
        store.names_file = self.folder / NAMES
        return store

    def links(self) -> Links:
        """Open the graph of things to read."""
        return Links.open(self.folder / LINKS)

    def record(self, document_id: str) -> Record:
        """Return the record of a document; raises KeyError for an id that the corpus lacks."""
        entry = self.manifest.documents[document_id]
        path = record_path(self._documents, entry.record)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise RepositoryError(f"{path}: the record of {document_id} is gone", "build again") from error
        return record.from_json(content, path=entry.path)

    def close(self) -> None:
        """Let go of this state, so that it may be removed once a newer one is current."""
        self._hold.close()

    def __enter__(self) -> "Generation":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def record_path(documents: Path, address: str) -> Path:
    """Return where the record of an address lies."""
    return documents / address[:2] / f"{address}.json"


def hold(folder: Path) -> IO[bytes] | None:
    """Take a reader's hold on a generation; None where it has just been removed."""
    try:
        file = (folder / READERS).open("rb")
    except FileNotFoundError:
        return None
    fcntl.flock(file, fcntl.LOCK_SH)
    if (folder / READERS).exists():
        return file
    file.close()
    return None


def remove_unless_held(folder: Path) -> bool:
    """Remove a generation that no reader holds; return whether it is gone."""
    with (folder / READERS).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        # Whoever waits for this hold sees by the missing name that it came too late.
        (folder / READERS).unlink()
        shutil.rmtree(folder)
        return True
