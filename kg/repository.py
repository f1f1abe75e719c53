"""The data folder: states that are whole or invisible, one writer, any number of readers.

DATA/current               the name of the current generation, replaced atomically
DATA/lock                  held by the writer
DATA/generations/NAME/     store/, manifest.json, and the folders of other rooms
DATA/documents/ab/HASH.json   records, addressed by content, shared by generations
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad

from corpus.document import Document
from corpus.structure import Structure
from kg import disk, generation, manifest, record
from kg.errors import RepositoryError
from kg.extraction.result import Extraction
from kg.generation import MANIFEST, READERS, STORE, Generation, record_path
from kg.manifest import Entry, Manifest, code_version, entry_of, ontology_version, rules_version
from kg.rdf import quads_of
from kg.record import Record
from kg.store import Store

BATCH = 300_000  # quads loaded at once, some 200 MB


class Draft:
    """The next generation while it is written; invisible until committed."""

    def __init__(self, folder: Path, documents: Path, previous: Generation | None) -> None:
        self.folder, self.previous, self._documents = folder, previous, documents
        if previous is not None:
            last = previous.store()
            last.backup(folder / STORE)
            last.close()
        self._store, self._pending = Store.open(folder / STORE), list[Quad]()
        self.entries: dict[str, Entry] = dict(previous.manifest.documents) if previous else {}
        self.model = previous.manifest.model if previous else ""

    @property
    def store(self) -> Store:
        """The store of this draft, with all that was put so far."""
        if self._pending:
            self._store.bulk(self._pending)
            self._pending = []
        return self._store

    def put(self, document: Document, structure: Structure, extraction: Extraction) -> None:
        """Add a document or replace it: its graph, its record and its entry."""
        quads = quads_of(document, structure, extraction)
        content = record.to_json(record.record_of(document, structure, extraction))
        address = hashlib.sha256(content).hexdigest()
        with _writing(self.folder):
            if document.id in self.entries:
                self.store.replace(document.id, quads)
            else:
                self._pending += quads
                if len(self._pending) > BATCH:
                    self.store.flush()
            path = record_path(self._documents, address)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                disk.write(path, content)
        self.entries[document.id] = entry_of(document, address)

    def record(self, document_id: str) -> Record:
        """Return the record of a document of this draft; raises KeyError where there is none of that id."""
        path = record_path(self._documents, self.entries[document_id].record)
        return record.from_json(path.read_bytes(), path=self.entries[document_id].path)

    def remove(self, document_id: str) -> None:
        """Remove a document; raises KeyError where there is none of that id."""
        del self.entries[document_id]
        with _writing(self.folder):
            self.store.remove(document_id)

    def carry(self, name: str) -> Path:
        """Return this draft's folder of another room, with the files of the last generation hard-linked into it.

        Files there must be replaced (written anew and renamed), never written in place.
        """
        folder = self.folder / name
        if self.previous is not None and (self.previous.folder / name).is_dir() and not folder.exists():
            disk.link_tree(self.previous.folder / name, folder)
        folder.mkdir(exist_ok=True)
        return folder

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    def commit(self) -> None:
        """Make this draft the current generation; when this returns, it is on disk."""
        made = Manifest(self.entries, ontology_version(), rules_version(), code_version(), self.model)
        with _writing(self.folder):
            self.store.load_vocabulary()
            self.store.flush()
            self.close()
            disk.write(self.folder / MANIFEST, manifest.to_json(made))
            disk.sync_tree(self.folder)
            disk.sync(self.folder.parent)
            disk.write(self.folder.parent.parent / "current", self.folder.name.encode() + b"\n")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RepositoryError(
            f"{folder}: cannot be written ({error})",
            "free space or give write access, then build again; the last state of the data is untouched",
        ) from error


class Repository:
    """A data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer, self._generations = folder / "current", folder / "generations"
        self._documents = folder / "documents"

    def current_name(self) -> str | None:
        """Return the name of the current generation, None where nothing was ever built."""
        try:
            return self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None

    def current(self) -> Generation:
        """Open the current generation; raises RepositoryError where nothing was built."""
        while (name := self.current_name()) is not None:
            folder = self._generations / name
            held = generation.hold(folder)
            if held is not None:
                return Generation(folder, self._documents, held)
            if name == self.current_name():
                raise RepositoryError(f"{folder}: the current state of the data is gone", "build again")
        raise RepositoryError(f"{self.folder}: nothing has been built here", "run `zhengce build` first")

    @contextmanager
    def begin(self, *, fresh: bool = False) -> Iterator[Draft]:
        """Write the next generation, from the last one or afresh; without a commit nothing of it remains.

        Raises RepositoryError while another process writes.
        """
        self._generations.mkdir(parents=True, exist_ok=True)
        with self._writer():
            self._prune()
            previous = None if self.current_name() is None or fresh else self.current()
            folder = self._generations / f"{self._last() + 1:06d}"
            folder.mkdir()
            draft: Draft | None = None
            try:
                (folder / READERS).touch()
                draft = Draft(folder, self._documents, previous)
                yield draft
            finally:
                if draft is not None:
                    draft.close()
                if previous is not None:
                    previous.close()
                self._prune()

    def _last(self) -> int:
        numbers = [int(child.name) for child in self._generations.iterdir() if child.name.isdecimal()]
        return max([*numbers, int(self.current_name() or 0)])

    @contextmanager
    def _writer(self) -> Iterator[None]:
        with (self.folder / "lock").open("a+b") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                raise RepositoryError(
                    f"{self.folder}: process {lock.read().decode() or '?'} is writing this data folder",
                    "wait until it ends, or use another folder",
                ) from error
            lock.truncate(0)
            lock.write(str(os.getpid()).encode())
            lock.flush()
            yield

    def _prune(self) -> None:
        """Remove generations that are neither current nor held, then records that none of the others has."""
        current = self.current_name()
        kept: set[str] = set()
        for folder in sorted(self._generations.iterdir()):
            if folder.name == current or not generation.remove_unless_held(folder):
                documents = manifest.from_json((folder / MANIFEST).read_bytes()).documents
                kept |= {entry.record for entry in documents.values()}
        for path in sorted(self._documents.rglob("*")):
            if path.is_file() and path.stem not in kept:
                path.unlink()
