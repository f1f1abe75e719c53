"""The data folder: states that are whole or invisible, one writer, any number of readers.

DATA/current               the name of the current generation, replaced atomically
DATA/lock                  held by the writer
DATA/generations/NAME/     store/, links.sqlite, manifest.json, judged (what it heeds), and other rooms' folders
DATA/documents/ab/HASH.json   records, addressed by content, shared by generations
DATA/pending/            contributions of documents that no commit has taken in yet
DATA/marks.jsonl           what readers marked as wrong, right or one, if anything
DATA/resolution.toml       what people decided about which things are one, if anything
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad

from kg import disk, generation, judgements, linking, manifest, record
from kg.contribution import Contribution
from kg.errors import RepositoryError
from kg.generation import JUDGED, LINKS, MANIFEST, NAMES, READERS, STORE, Generation, record_path
from kg.manifest import Entry, Manifest, code_version, ontology_version
from kg.questions import naming
from kg.record import Record
from kg.resolution import decisions
from kg.resolution.resolving import resolve
from kg.store import Store

BATCH = 100_000  # quads loaded at once, some 300 MB

Track = Callable[[Iterable[str]], Iterable[str]]
"""Yields the ids of documents while it shows that each is worked on."""


class Draft:
    """The next generation while it is written; invisible until committed.

    `pending` is where contributions wait; they outlive a draft that is given up, until a commit.
    """

    def __init__(self, folder: Path, documents: Path, pending: Path, previous: Generation | None) -> None:
        self.folder, self.pending, self.previous, self._documents = folder, pending, previous, documents
        self.entries: dict[str, Entry] = dict(previous.manifest.documents) if previous else {}
        self.model = previous.manifest.model if previous else ""
        self._changes: dict[str, Contribution | None] = {}
        self._written: set[str] = set()
        self._store: Store | None = None

    def put(self, contribution: Contribution) -> None:
        """Add a document or replace it: its graph, its record and its entry."""
        path = record_path(self._documents, contribution.entry.record)
        with disk.writing(self.folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                os.link(contribution.record, path)
                disk.sync(path.parent)
        self._changes[contribution.id] = contribution
        self.entries[contribution.id] = contribution.entry

    def remove(self, document_id: str) -> None:
        """Remove a document; raises KeyError where there is none of that id."""
        del self.entries[document_id]
        self._changes[document_id] = None

    def record(self, document_id: str) -> Record:
        """Return the record of a document of this draft; raises KeyError where there is none of that id."""
        path = record_path(self._documents, self.entries[document_id].record)
        return record.from_json(path.read_bytes(), path=self.entries[document_id].path)

    def write(self, track: Track = iter) -> Store:
        """Bring the store of this draft up to date with all that was put and removed, and return it.

        Memory is bounded by one document and one batch. Where less is kept than changed, the store is made anew.
        """
        with disk.writing(self.folder):
            if self._store is None:
                self._store = self._changed(track) if self._keeps_most() else self._anew(track)
            else:
                self._apply(self._store, track)
        self._written |= self._changes.keys()
        self._changes = {}
        return self._store

    def _keeps_most(self) -> bool:
        if self.previous is None:
            return False
        before = self.previous.manifest.documents.keys()
        return 2 * len(before - self._changes.keys()) >= len(before)

    def _changed(self, track: Track) -> Store:
        assert self.previous is not None
        last = self.previous.store()
        last.backup(self.folder / STORE)
        last.close()
        store = Store.open(self.folder / STORE)
        self._apply(store, track)
        return store

    def _apply(self, store: Store, track: Track) -> None:
        known = set(store.documents())
        for document_id in track(sorted(self._changes)):
            contribution = self._changes[document_id]
            if contribution is None:
                store.remove(document_id)
            elif document_id in known:
                store.replace(document_id, contribution.quads())
            else:
                store.bulk(contribution.quads())

    def _anew(self, track: Track) -> Store:
        store = Store.open(self.folder / STORE)
        last = None if self.previous is None else self.previous.store()
        if last is not None and last.withheld():  # links of what is withheld no more come back
            self._written |= self.entries.keys()

        def quads(document_id: str) -> Iterable[Quad]:
            contribution = self._changes.get(document_id)
            if contribution is not None or last is None:
                return contribution.quads() if contribution else ()
            return last.graph(document_id)

        _load(store, track(sorted(self.entries)), quads)
        return store

    def carry(self, name: str) -> Path:
        """Return this draft's folder of another room, with the files of the last generation hard-linked into it.

        Files there must be replaced (written anew and renamed), never written in place.
        """
        folder = self.folder / name
        if self.previous is not None and (self.previous.folder / name).is_dir() and not folder.exists():
            disk.link_tree(self.previous.folder / name, folder)
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def judged(self) -> bool:
        """Whether the last generation heeds all marks and decisions that stand, and no others."""
        heeded = self.previous.folder / JUDGED if self.previous else None
        return (heeded.read_bytes() if heeded and heeded.exists() else b"") == self._decided()

    def _decided(self) -> bytes:
        decided = (*(j.id for j in judgements.read(self._data)), *map(repr, decisions.read(self._data)))
        return "".join(f"{line}\n" for line in decided).encode()

    @property
    def _data(self) -> Path:
        return self.folder.parent.parent

    def _judge(self, store: Store) -> None:
        """Do what people decided: merge and keep apart, and withhold what is marked wrong."""
        marks = judgements.read(self._data)
        declared = [*decisions.read(self._data), *judgements.together(store, self.entries, marks)]
        resolve(store, self.entries, decisions.latest(declared))
        self._written |= store.withhold(judgements.wrong(store, marks)) & self.entries.keys()
        disk.write(self.folder / JUDGED, self._decided())

    def _link(self, store: Store) -> None:
        """Bring the graph of things up to date with the store."""
        changed: Iterable[str] = self._written
        if self.previous is not None and (self.previous.folder / LINKS).exists():
            shutil.copyfile(self.previous.folder / LINKS, self.folder / LINKS)
        else:
            changed = self.entries
        linking.write(self.folder / LINKS, store, changed)

    def close(self) -> None:
        """Let go of the files."""
        if self._store is not None:
            self._store.close()

    def commit(self) -> None:
        """Make this draft the current generation; when this returns, it is on disk."""
        made = Manifest(self.entries, ontology_version(), code_version(), self.model)
        store = self.write()
        with disk.writing(self.folder):
            self._judge(store)
            store.load_vocabulary()
            self._link(store)
            naming.write(store, self.folder / NAMES)
            store.flush()
            self.close()
            disk.write(self.folder / MANIFEST, manifest.to_json(made))
            disk.sync_tree(self.folder)
            disk.sync(self.folder.parent)
            disk.write(self.folder.parent.parent / "current", self.folder.name.encode() + b"\n")
            shutil.rmtree(self.pending, ignore_errors=True)


def _load(store: Store, ids: Iterable[str], quads: Callable[[str], Iterable[Quad]]) -> None:
    """Add the graphs of documents in batches."""
    batch: list[Quad] = []
    for document_id in ids:
        batch += quads(document_id)
        if len(batch) > BATCH:
            store.bulk(batch)
            batch = []
    store.bulk(batch)


class Repository:
    """A data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer, self._generations = folder / "current", folder / "generations"
        self._documents, self._pending = folder / "documents", folder / "pending"

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
                draft = Draft(folder, self._documents, self._pending, previous)
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
                documents = manifest.read(folder / MANIFEST).documents
                kept |= {entry.record for entry in documents.values()}
        for path in sorted(self._documents.rglob("*")):
            if path.is_file() and path.stem not in kept:
                path.unlink()
