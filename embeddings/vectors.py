"""The vector index: FAISS over vectors of length one, so that the inner product is the cosine.

Exact (flat) search for now: to about 100,000 passages it answers in milliseconds. What is on disk is a FAISS file, so
another kind of index can take its place where there are more.
"""

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


class VectorIndex:
    """Vectors by row number, 0 to len - 1."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, batches: Iterable[Vectors], dimensions: int) -> "VectorIndex":
        """Index the rows of all batches in order."""
        index = faiss.IndexFlatIP(dimensions)
        for batch in batches:
            if len(batch):
                index.add(np.ascontiguousarray(batch, dtype=np.float32))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """Map the file into memory; pages are read when a search first wants them."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            reason = str(error).splitlines()[0]
            raise EmbeddingError(f"{path}: cannot be opened ({reason})", "build the index again") from error

    def save(self, path: Path) -> None:
        """Write beside `path` and rename: a reader, or another link to the old file, keeps the old vectors."""
        written = path.with_name(path.name + ".new")
        faiss.write_index(self._index, str(written))
        written.replace(path)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """The width of the vectors."""
        return int(self._index.d)

    def rows(self, numbers: Rows) -> Vectors:
        """Return the vectors of these rows."""
        if not len(numbers):
            return np.zeros((0, self.dimensions), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(numbers, dtype=np.int64))
        return found

    def changed(self, kept: Rows, added: Iterable[Vectors]) -> "VectorIndex":
        """Return a new index: the rows `kept`, in this order, then those of `added`."""
        return VectorIndex.of((self.rows(kept), *added), self.dimensions)

    def search(self, query: Vectors, k: int, among: Rows | None = None) -> tuple[Vectors, Rows]:
        """Return (cosines, rows) of the k nearest to one vector, best first; only rows of `among` where given."""
        if not len(self):
            among = np.zeros(0, np.int64)
        if among is None:
            cosines, numbers = self._index.search(query[None, :], min(k, len(self)))
            return cosines[0], numbers[0]
        cosines = self.cosines(query, among)
        order = np.argsort(-cosines, kind="stable")[:k]
        return cosines[order], among[order]

    def cosines(self, query: Vectors, numbers: Rows) -> Vectors:
        """Return the cosine of one vector with each of these rows."""
        near: Vectors = self.rows(numbers) @ query
        return near
