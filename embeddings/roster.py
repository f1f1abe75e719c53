"""Which passage stands in which row of a segment; mapped into memory, so that many take no longer to open than few.

FOLDER/ids.txt, ids.npy            all ids one after the other, and where each ends
FOLDER/keys.npy, places.npy        hashes of the ids, ascending, and the row of each
FOLDER/documents.json, .npy        names of documents, and the place of its document's name for each row
FOLDER/tags.json, .npy             the rows of each tag
FOLDER/prints.npy                  fingerprints of the texts
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError
from embeddings.fingerprint import Prints, fingerprints
from embeddings.passage import IndexedPassage
from embeddings.postings import Postings, Rows
from embeddings.scope import Scope

Flags = NDArray[np.bool_]


class Roster:
    """Ids, documents, tags and fingerprints of the passages by row."""

    def __init__(self, folder: Path) -> None:
        self._ends, self._keys, self._places, self._of, self._prints = (
            _mapped(folder / f"{name}.npy") for name in ("ids", "keys", "places", "documents", "prints")
        )
        self._ids = np.asarray(np.memmap(folder / "ids.txt", np.uint8, "r") if len(self) else np.zeros(0, np.uint8))
        self._documents: list[str] = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        self._tags = Postings.open(folder / "tags")

    @classmethod
    def write(cls, folder: Path, passages: Sequence[IndexedPassage]) -> None:
        """Write the roster of these passages; raises EmbeddingError where two have the same id."""
        ids, documents = [p.id for p in passages], [p.doc for p in passages]
        prints = fingerprints([p.text for p in passages])
        _write(folder, ids, documents, Postings.of(p.tags for p in passages), prints)

    @classmethod
    def merge(cls, folder: Path, parts: Sequence[tuple["Roster", Rows]]) -> None:
        """Write the roster of these rows of other rosters, in this order."""
        ids = [id for roster, rows in parts for id in roster.ids(rows)]
        documents = [doc for roster, rows in parts for doc in roster.docs(rows)]
        moved, first = list[tuple[Postings, Rows]](), 0
        for roster, rows in parts:
            places = np.full(len(roster), -1, np.int64)
            places[rows] = np.arange(first, first + len(rows))
            moved.append((roster._tags, places))
            first += len(rows)
        prints = np.concatenate([roster.prints(rows) for roster, rows in parts])
        _write(folder, ids, documents, Postings.merge(moved), prints)

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def tags(self) -> list[str]:
        """All tags, sorted."""
        return self._tags.names

    def ids(self, rows: Rows) -> list[str]:
        """Return the ids of these rows."""
        ends = self._ends[rows]
        starts = np.where(rows > 0, self._ends[np.maximum(rows, 1) - 1], 0) if len(self) else ends
        return [self._ids[a:b].tobytes().decode() for a, b in zip(starts, ends, strict=True)]

    def docs(self, rows: Rows) -> list[str]:
        """Return the documents of these rows."""
        return [self._documents[place] for place in self._of[rows]]

    def prints(self, rows: Rows) -> Prints:
        """Return the fingerprints of these rows."""
        found: Prints = self._prints[rows]
        return found

    def rows_for(self, ids: Sequence[str]) -> Rows:
        """Return the rows of these passages in their order, -1 for one that is not here."""
        if not len(self) or not ids:
            return np.full(len(ids), -1, np.int64)
        keys = _hashes(ids)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self) - 1)
        rows: Rows = np.where(self._keys[at] == keys, self._places[at].astype(np.int64), -1)
        here = np.flatnonzero(rows >= 0)
        for place, id in zip(here, self.ids(rows[here]), strict=True):
            if id != ids[int(place)]:  # two ids with one hash
                rows[place] = -1
        return rows

    def of(self, documents: Collection[str]) -> Flags:
        """Tell of each row whether its document is one of these."""
        wanted = np.array([name in documents for name in self._documents], bool)
        found: Flags = wanted[self._of] if len(self) else np.zeros(0, bool)
        return found

    def within(self, scope: Scope) -> Flags:
        """Tell of each row whether it is within the scope."""
        inside = np.ones(len(self), bool) if scope.documents is None else self.of(scope.documents)
        for group in scope.tags:
            tagged = np.zeros(len(self), bool)
            tagged[self._tags.rows(group)] = True
            inside &= tagged
        return inside


def _mapped(path: Path) -> NDArray[Any]:
    """Map a column into memory, as a plain array: parts of a memmap cost ten times as much to take."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _write(folder: Path, ids: Sequence[str], documents: Sequence[str], tags: Postings, prints: Prints) -> None:
    keys = _hashes(ids)
    order = np.argsort(keys, kind="stable")
    _refuse_twins(ids, keys[order])
    encoded = [id.encode() for id in ids]
    (folder / "ids.txt").write_bytes(b"".join(encoded))
    names = sorted(set(documents))
    place = {name: number for number, name in enumerate(names)}
    (folder / "documents.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    columns: dict[str, NDArray[Any]] = {
        "ids": np.cumsum([len(id) for id in encoded], dtype=np.int64),
        "keys": keys[order],
        "places": order.astype(np.uint32),
        "documents": np.array([place[doc] for doc in documents], np.uint32),
        "prints": prints,
    }
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    tags.write(folder / "tags")


def _refuse_twins(ids: Sequence[str], keys: NDArray[np.uint64]) -> None:
    if (keys[1:] == keys[:-1]).any() and len(set(ids)) < len(ids):
        seen: set[str] = set()
        for id in ids:
            if id in seen:
                raise EmbeddingError(f"two passages have the id {id!r}", "give each passage an id of its own")
            seen.add(id)


def _hashes(ids: Sequence[str]) -> NDArray[np.uint64]:
    digests = b"".join(hashlib.blake2b(id.encode(), digest_size=8).digest() for id in ids)
    return np.frombuffer(digests, np.uint64)
