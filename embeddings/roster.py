"""Which passage stands in which row of the vector index."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Roster:
    """Ids and documents of the passages by row."""

    ids: tuple[str, ...]
    docs: tuple[str, ...]
    _row: dict[str, int] = field(init=False, repr=False, compare=False)
    _of: dict[str, list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_row", {id: row for row, id in enumerate(self.ids)})
        if len(self._row) != len(self.ids):
            twice = next(id for row, id in enumerate(self.ids) if self._row[id] != row)
            raise EmbeddingError(f"two passages have the id {twice!r}", "give each passage an id of its own")
        of: dict[str, list[int]] = {}
        for row, doc in enumerate(self.docs):
            of.setdefault(doc, []).append(row)
        object.__setattr__(self, "_of", of)

    @classmethod
    def read(cls, path: Path) -> "Roster":
        """Read what `write` wrote."""
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        pairs = [line.split("\t") for line in lines]
        return cls(tuple(id for id, _ in pairs), tuple(doc for _, doc in pairs))

    def write(self, path: Path) -> None:
        """Write one line per passage, id and document; beside `path`, then renamed."""
        written = path.with_name(path.name + ".new")
        with written.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{id}\t{doc}\n" for id, doc in zip(self.ids, self.docs, strict=True))
        written.replace(path)

    def row(self, id: str) -> int:
        """Return the row of a passage; KeyError where there is none."""
        return self._row[id]

    def rows_for(self, ids: Collection[str]) -> Rows:
        """Return the rows of these passages, in their order."""
        return np.array([self._row[id] for id in ids], dtype=np.int64)

    def rows_of(self, documents: Collection[str]) -> Rows:
        """Return the rows of all passages of these documents, ascending; unknown documents have none."""
        return np.array(sorted(row for doc in set(documents) for row in self._of.get(doc, ())), dtype=np.int64)

    def rows_without(self, documents: Collection[str]) -> Rows:
        """Return the rows of all other passages, ascending."""
        gone = set(documents)
        return np.array([row for row, doc in enumerate(self.docs) if doc not in gone], dtype=np.int64)

    def changed(self, kept: Rows, added: Iterable[tuple[str, str]]) -> "Roster":
        """Return the roster of the rows `kept`, then the (id, doc) pairs `added`."""
        new = list(added)
        ids = tuple(self.ids[row] for row in kept) + tuple(id for id, _ in new)
        return Roster(ids, tuple(self.docs[row] for row in kept) + tuple(doc for _, doc in new))
