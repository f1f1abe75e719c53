"""A segment: some passages of an index, written once; only the list of its removed rows is ever replaced.

FOLDER/dead.npy   rows that were removed, where there are any
FOLDER/...        the vectors, one for each passage, and the roster
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.passage import IndexedPassage
from embeddings.postings import Rows
from embeddings.roster import Roster
from embeddings.scope import Scope
from embeddings.vectors import VectorIndex, Vectors

Flags = NDArray[np.bool_]


class Segment:
    """A segment opened for searching; rows count from 0, and keep their numbers when others are removed."""

    def __init__(self, folder: Path) -> None:
        """Open a segment; raises EmbeddingError where its vectors cannot be read."""
        self.folder = folder
        self.roster = Roster(folder)
        self.vectors = VectorIndex.open(folder)
        self.alive = np.ones(len(self.roster), bool)
        if (folder / "dead.npy").is_file():
            self.alive[np.load(folder / "dead.npy")] = False

    @classmethod
    def write(
        cls,
        folder: Path,
        passages: Sequence[IndexedPassage],
        batches: Iterable[Vectors],
        dimensions: int,
        questions: Vectors | None = None,
    ) -> None:
        """Write a new segment; `batches` hold a vector for each passage, recall is measured on `questions`."""
        folder.mkdir(parents=True)
        Roster.write(folder, passages)
        VectorIndex.of(batches, dimensions, questions).save(folder)

    @classmethod
    def merge(cls, folder: Path, segments: Sequence["Segment"]) -> None:
        """Write the rows of these segments that are alive as one new segment."""
        folder.mkdir(parents=True)
        Roster.merge(folder, [(segment.roster, segment.rows) for segment in segments])
        batches = (batch for segment in segments for batch in segment.vectors.batches(segment.rows))
        VectorIndex.of(batches, segments[0].vectors.dimensions).save(folder)

    def __len__(self) -> int:
        return len(self.roster)

    @property
    def rows(self) -> Rows:
        """The rows that are alive, ascending."""
        return np.flatnonzero(self.alive)

    @cached_property
    def living(self) -> int:
        """How many rows are alive."""
        return int(np.count_nonzero(self.alive))

    def remove(self, documents: Collection[str]) -> None:
        """Note on disk that the passages of these documents are gone; open the segment again to see it."""
        dead = self.roster.of(documents)
        if (dead & self.alive).any():
            written = self.folder / "dead.new.npy"
            np.save(written, np.flatnonzero(dead | ~self.alive).astype(np.uint32))
            written.replace(self.folder / "dead.npy")

    def search(self, query: Vectors, k: int, scope: Scope) -> tuple[Vectors, Rows]:
        """Return (cosines, rows) of the k nearest within the scope, best first."""
        if not scope.bounds:
            return self.vectors.search(query, k, None if self.living == len(self) else self.alive)
        return self.vectors.search(query, k, self.alive & self.roster.within(scope))
