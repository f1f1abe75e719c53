"""The vector index: FAISS over vectors of length one, so that the inner product is the cosine.

One byte per dimension, on a scale that depends on the width alone: four standard deviations of a random unit vector to
each side. The error of a cosine is about 0.0006, and vectors keep their codes when indexes are joined. A small index is
searched whole; a large one is cut into cells by k-means, of which as many are searched as the recall wants that is
measured when it is made.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss as library
import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError
from embeddings.postings import Rows

faiss: Any = library  # its stubs lack what the wrapper adds in Python

Vectors = NDArray[np.float32]
Flags = NDArray[np.bool_]

LARGE = 50_000
"""From so many vectors on an index has cells."""
WANTED = 0.98
"""The recall of the ten nearest that an index with cells is set to."""
NEAREST = 10
DIRECT = 20_000
"""Up to so many vectors are compared one by one where a search is narrowed to them."""

_RANGE = 4.0
_BATCH = 16_384
_ROUNDS, _SAMPLE = 8, 40  # of k-means: iterations, and vectors for each cell
_LEAST_PROBES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index is searched: in how many of its cells (0: it has none), and the recall measured for that.

    Recall counts a neighbour as found where what was found instead is as near, so that copies of a text count alike.
    """

    cells: int = 0
    probes: int = 0
    recall: float = 1.0


class VectorIndex:
    """Vectors by row number, 0 to len - 1."""

    def __init__(self, index: Any, shape: Shape) -> None:
        self._index, self.shape = index, shape

    @classmethod
    def of(cls, batches: Iterable[Vectors], dimensions: int, questions: Vectors | None = None) -> "VectorIndex":
        """Index the rows of all batches in order; recall is measured on `questions`, or on some of the vectors."""
        flat = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT)
        _scale(flat)
        for batch in batches:
            if len(batch):
                flat.add(np.ascontiguousarray(batch, dtype=np.float32))
        if flat.ntotal < LARGE:
            return cls(flat, Shape())
        return _celled(flat, _some(flat) if questions is None or not len(questions) else questions)

    @classmethod
    def open(cls, path: Path, shape: Shape) -> "VectorIndex":
        """Map the file into memory; pages are read when a search first wants them."""
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            reason = str(error).splitlines()[0]
            raise EmbeddingError(f"{path}: cannot be opened ({reason})", "build the index again") from error
        if shape.cells:
            index.make_direct_map()
        return cls(index, shape)

    def save(self, path: Path) -> None:
        """Write the file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """The width of the vectors."""
        return int(self._index.d)

    def rows(self, numbers: Rows) -> Vectors:
        """Return the vectors of these rows as they are stored."""
        if not len(numbers):
            return np.zeros((0, self.dimensions), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(numbers, dtype=np.int64))
        return found

    def batches(self, numbers: Rows) -> Iterator[Vectors]:
        """Yield the vectors of these rows in order."""
        for start in range(0, len(numbers), _BATCH):
            yield self.rows(numbers[start : start + _BATCH])

    def search(self, query: Vectors, k: int, among: Flags | None = None) -> tuple[Vectors, Rows]:
        """Return (cosines, rows) of the k nearest to one vector, best first; only rows flagged in `among` if given.

        Narrowed to a part it looks into so many more cells as the part is smaller, and is exact for a small one.
        """
        size = len(self) if among is None else int(np.count_nonzero(among))
        if not size or k < 1:
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        if size <= min(DIRECT, len(self) - 1) and among is not None:
            numbers = np.flatnonzero(among)
            cosines = self.cosines(query, numbers)
            order = np.argsort(-cosines, kind="stable")[:k]
            return cosines[order], numbers[order]
        cosines, numbers = self._index.search(query[None, :], min(k, size), params=self._limits(among, size))
        found = numbers[0] >= 0
        return cosines[0][found], numbers[0][found]

    def cosines(self, query: Vectors, numbers: Rows) -> Vectors:
        """Return the cosine of one vector with each of these rows."""
        near: Vectors = self.rows(numbers) @ query
        return near

    def _limits(self, among: Flags | None, size: int) -> Any:
        chosen = {} if among is None else {"sel": faiss.IDSelectorBitmap(np.packbits(among, bitorder="little"))}
        if not self.shape.cells:
            return faiss.SearchParameters(**chosen)
        probes = min(self.shape.cells, math.ceil(self.shape.probes * len(self) / size))
        return faiss.SearchParametersIVF(nprobe=probes, **chosen)


def _scale(index: Any) -> None:
    """Fix the range of the codes, whatever the vectors are."""
    edge = _RANGE / math.sqrt(index.d)
    index.sq.rangestat = faiss.ScalarQuantizer.RS_minmax
    faiss.copy_array_to_vector(np.array([-edge, 2 * edge], np.float32), index.sq.trained)
    index.is_trained = True


def _some(flat: Any) -> Vectors:
    """Return some of the vectors, chosen with a fixed seed."""
    chosen = np.sort(np.random.default_rng(1).choice(flat.ntotal, min(100, flat.ntotal), replace=False))
    found: Vectors = flat.reconstruct_batch(chosen)
    return found


def _celled(flat: Any, questions: Vectors) -> VectorIndex:
    """Cut a whole index into cells, and search as many of them as the recall wants."""
    cells = int(2 * math.sqrt(flat.ntotal))
    sample = np.sort(np.random.default_rng(1).choice(flat.ntotal, min(flat.ntotal, cells * _SAMPLE), replace=False))
    means = faiss.Kmeans(flat.d, cells, niter=_ROUNDS, spherical=True, seed=1, max_points_per_centroid=_SAMPLE)
    means.train(flat.reconstruct_batch(sample))
    centres = faiss.IndexFlatIP(flat.d)
    centres.add(means.centroids)
    kind, metric = faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
    index = faiss.IndexIVFScalarQuantizer(centres, flat.d, cells, kind, metric, False)
    _scale(index)
    for start in range(0, flat.ntotal, _BATCH):
        index.add(flat.reconstruct_n(start, min(_BATCH, flat.ntotal - start)))
    bounds = flat.search(questions, NEAREST)[0][:, -1:] - 1e-6
    probes, recall = _LEAST_PROBES, 0.0
    while recall < WANTED and probes < cells:
        probes = min(cells, 2 * probes)
        near = index.search(questions, NEAREST, params=faiss.SearchParametersIVF(nprobe=probes))[0]
        recall = float(np.mean(near >= bounds))
    index.make_direct_map()
    return VectorIndex(index, Shape(cells, probes, round(recall, 4)))
