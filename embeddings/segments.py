"""All segments of an index as one: rows count on from segment to segment.

A change writes a new small segment, and joins segments where the smaller ones together have outgrown a larger one
(O'Neil and others, "The Log-Structured Merge-Tree", Acta Informatica 33, 1996): adding to many passages costs little,
each passage is written again a logarithmic number of times, and there are never many segments.
"""

import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np

from embeddings.errors import EmbeddingError
from embeddings.fingerprint import Prints
from embeddings.passage import IndexedPassage
from embeddings.postings import Rows
from embeddings.scope import Scope
from embeddings.segment import Segment
from embeddings.vectors import Vectors


class Segments:
    """The segments of a folder, opened for searching."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = [Segment(path) for path in sorted(folder.iterdir())] if folder.is_dir() else []
        self._firsts = np.cumsum([0, *(len(segment) for segment in self._all)], dtype=np.int64)

    def __len__(self) -> int:
        return sum(segment.living for segment in self._all)

    @property
    def tags(self) -> list[str]:
        """All tags, sorted."""
        return sorted({tag for segment in self._all for tag in segment.roster.tags})

    @property
    def recall(self) -> float:
        """The lowest recall of a segment's vectors, as it was measured when they were indexed."""
        return min((segment.vectors.shape.recall for segment in self._all), default=1.0)

    def add(
        self,
        passages: Sequence[IndexedPassage],
        batches: Iterable[Vectors],
        dimensions: int,
        questions: Vectors | None = None,
    ) -> "Segments":
        """Write a segment with these passages and return the segments as they are then."""
        ids = [passage.id for passage in passages]
        known = np.flatnonzero(self.rows_for(ids) >= 0)
        if len(known):
            raise EmbeddingError(f"two passages have the id {ids[known[0]]!r}", "give each passage an id of its own")
        if passages:
            Segment.write(self._next(), passages, batches, dimensions, questions)
        return Segments(self._folder)

    def remove(self, documents: Collection[str]) -> "Segments":
        """Remove the passages of these documents and return the segments as they are then."""
        for segment in self._all:
            segment.remove(documents)
        return Segments(self._folder)

    def tidied(self) -> "Segments":
        """Join what is due and drop what is empty; return the segments as they are then."""
        ordered = sorted(self._all, key=lambda segment: -segment.living)
        due: list[Segment] = []
        for place, segment in enumerate(ordered):
            smaller = sum(other.living for other in ordered[place + 1 :])
            if segment.living <= smaller or 2 * segment.living < len(segment):
                due = ordered[place:]
                break
        if not due:
            return self
        kept = sorted((s for s in due if s.living), key=lambda segment: segment.folder.name)
        if kept:
            Segment.merge(self._next(), kept)
        for segment in due:
            shutil.rmtree(segment.folder)
        return Segments(self._folder)

    def search(self, query: Vectors, k: int, scope: Scope) -> tuple[Vectors, Rows]:
        """Return (cosines, rows) of the k nearest within the scope, best first."""
        found = [segment.search(query, k, scope) for segment in self._all]
        cosines = np.concatenate([np.zeros(0, np.float32), *(near for near, _ in found)])
        firsts = self._firsts[:-1]
        rows = np.concatenate([np.zeros(0, np.int64), *(r + f for (_, r), f in zip(found, firsts, strict=True))])
        order = np.argsort(-cosines, kind="stable")[:k]
        return cosines[order], rows[order]

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """Return the cosine of one vector with each of these rows."""
        found = np.zeros(len(rows), np.float32)
        for segment, where, inner in self._parts(rows):
            found[where] = segment.vectors.cosines(query, inner)
        return found

    def ids(self, rows: Rows) -> list[str]:
        """Return the ids of these rows."""
        return self._texts(rows, "ids")

    def docs(self, rows: Rows) -> list[str]:
        """Return the documents of these rows."""
        return self._texts(rows, "docs")

    def prints(self, rows: Rows) -> Prints:
        """Return the fingerprints of these rows."""
        found = np.zeros(len(rows), np.uint64)
        for segment, where, inner in self._parts(rows):
            found[where] = segment.roster.prints(inner)
        return found

    def rows_for(self, ids: Sequence[str]) -> Rows:
        """Return the rows of these passages in their order, -1 for one that is not here."""
        rows = np.full(len(ids), -1, np.int64)
        for segment, first in zip(self._all, self._firsts, strict=False):
            inner = segment.roster.rows_for(ids)
            here = np.flatnonzero(inner >= 0)
            here = here[segment.alive[inner[here]]]
            rows[here] = first + inner[here]
        return rows

    def _texts(self, rows: Rows, column: str) -> list[str]:
        found = [""] * len(rows)
        for segment, where, inner in self._parts(rows):
            for place, text in zip(where, getattr(segment.roster, column)(inner), strict=True):
                found[place] = text
        return found

    def _parts(self, rows: Rows) -> Iterable[tuple[Segment, Rows, Rows]]:
        """Yield each segment that has some of the rows, where these stand in `rows`, and their numbers in it."""
        of = np.searchsorted(self._firsts, rows, side="right") - 1
        for number in np.unique(of):
            where = np.flatnonzero(of == number)
            yield self._all[number], where, rows[where] - self._firsts[number]

    def _next(self) -> Path:
        last = max((int(segment.folder.name) for segment in self._all), default=0)
        return self._folder / f"{last + 1:06}"
