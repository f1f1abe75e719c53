"""The vector index: FAISS over vectors of length one, so that the inner product is the cosine.

One byte per dimension, on a scale that depends on the width alone: four standard deviations of a random unit vector to
each side. The error of a cosine is about 0.0006, and vectors keep their codes when indexes are joined. A small index is
searched whole. A large one also has a sketch, one bit per dimension: four dimensions to one of sixteen codes, compared
in registers (André, Kermarrec, Le Scouarnec, "Accelerated Nearest Neighbor Search with Quick ADC", ICMR 2017). The
nearest by the sketch are compared by their bytes, as many as the recall wants that is measured when it is made.

    FOLDER/vectors.faiss   the bytes, mapped into memory
    FOLDER/sketch.faiss    the sketch, where there is one, held in memory
    FOLDER/shape.json      how far the sketch is trusted

Over a million passages of 256 dimensions the sketch takes 32 bytes a passage and 6 ms a query, and the ten nearest
are among its first 500 in 99.7 of 100 cases. Cells by k-means, searched to the same recall, took 40 ms: half of all
vectors, because queries are no passages and lie between the cells.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
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
"""From so many vectors on an index has a sketch."""
WANTED = 0.995
"""The recall of the ten nearest that a sketch is set to."""
NEAREST = 10
FARTHEST = 50_000
"""So many of a sketch's nearest at most are taken: where a search wants more, comparing all bytes is quicker."""

_CODES, _SKETCH, _SHAPE = "vectors.faiss", "sketch.faiss", "shape.json"
_RANGE = 4.0
_BATCH = 16_384
_SAMPLE = 30_000  # vectors that the sketch's codes are fitted to
_LEAST_DEPTH = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """How many of the sketch's nearest are compared by their bytes (0: there is no sketch), and the recall of that.

    Recall counts a neighbour as found where what was found instead is as near, so that copies of a text count alike.
    """

    depth: int = 0
    recall: float = 1.0


class VectorIndex:
    """Vectors by row number, 0 to len - 1."""

    def __init__(self, codes: Any, sketch: Any = None, shape: Shape | None = None) -> None:
        self._codes, self._sketch, self.shape = codes, sketch, shape or Shape()

    @classmethod
    def of(cls, batches: Iterable[Vectors], dimensions: int, questions: Vectors | None = None) -> "VectorIndex":
        """Index the rows of all batches in order; recall is measured on `questions`, or on some of the vectors."""
        kind = faiss.ScalarQuantizer.QT_8bit_uniform
        codes = faiss.IndexScalarQuantizer(dimensions, kind, faiss.METRIC_INNER_PRODUCT)
        _scale(codes)
        for batch in batches:
            if len(batch):
                codes.add(np.ascontiguousarray(batch, dtype=np.float32))
        if codes.ntotal < LARGE:
            return cls(codes)
        sketch = _sketched(codes)
        if questions is None or not len(questions):
            questions = _some(codes, 100)
        return cls(codes, sketch, _measured(codes, sketch, questions))

    @classmethod
    def open(cls, folder: Path) -> "VectorIndex":
        """Map the bytes into memory; pages are read when a search first wants them."""
        shape = Shape(**json.loads((folder / _SHAPE).read_text(encoding="utf-8")))
        return cls(_read(folder / _CODES), _read(folder / _SKETCH) if shape.depth else None, shape)

    def save(self, folder: Path) -> None:
        """Write the files."""
        faiss.write_index(self._codes, str(folder / _CODES))
        if self._sketch is not None:
            faiss.write_index(self._sketch, str(folder / _SKETCH))
        (folder / _SHAPE).write_text(json.dumps(asdict(self.shape)) + "\n", encoding="utf-8")

    def __len__(self) -> int:
        return int(self._codes.ntotal)

    @property
    def dimensions(self) -> int:
        """The width of the vectors."""
        return int(self._codes.d)

    def rows(self, numbers: Rows) -> Vectors:
        """Return the vectors of these rows as they are stored."""
        if not len(numbers):
            return np.zeros((0, self.dimensions), np.float32)
        found: Vectors = self._codes.reconstruct_batch(np.ascontiguousarray(numbers, dtype=np.int64))
        return found

    def batches(self, numbers: Rows) -> Iterator[Vectors]:
        """Yield the vectors of these rows in order."""
        for start in range(0, len(numbers), _BATCH):
            yield self.rows(numbers[start : start + _BATCH])

    def search(self, query: Vectors, k: int, among: Flags | None = None) -> tuple[Vectors, Rows]:
        """Return (cosines, rows) of the k nearest to one vector, best first; only rows flagged in `among` if given."""
        size = len(self) if among is None else int(np.count_nonzero(among))
        if not size or k < 1:
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        near = self._near(query, k, among, size)
        if near is None:
            return self._whole(query, min(k, size), among)
        cosines = self.cosines(query, near)
        order = np.argsort(-cosines, kind="stable")[:k]
        return cosines[order], near[order]

    def cosines(self, query: Vectors, numbers: Rows) -> Vectors:
        """Return the cosine of one vector with each of these rows."""
        near: Vectors = self.rows(numbers) @ query
        return near

    def _near(self, query: Vectors, k: int, among: Flags | None, size: int) -> Rows | None:
        """Return the rows that the sketch finds nearest; None where it has too few of `among` to choose the k best of.

        The flagged ones among its first are its first among the flagged, so that half of the depth does for these.
        """
        depth = max(self.shape.depth, 2 * k)
        reach = math.ceil(depth * len(self) / size)
        if self._sketch is None or reach > FARTHEST:
            return None
        found = self._sketch.search(query[None, :], min(reach, len(self)))[1][0]
        rows: Rows = np.sort(found[found >= 0])
        if among is not None:
            rows = rows[among[rows]]
        return rows if len(rows) >= min(size, depth // 2) else None

    def _whole(self, query: Vectors, k: int, among: Flags | None) -> tuple[Vectors, Rows]:
        chosen = {} if among is None else {"sel": faiss.IDSelectorBitmap(np.packbits(among, bitorder="little"))}
        cosines, rows = self._codes.search(query[None, :], k, params=faiss.SearchParameters(**chosen))
        return cosines[0], rows[0]


def _read(path: Path) -> Any:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        reason = str(error).splitlines()[0]
        raise EmbeddingError(f"{path}: cannot be opened ({reason})", "build the index again") from error


def _scale(codes: Any) -> None:
    """Fix the range of the codes, whatever the vectors are."""
    edge = _RANGE / math.sqrt(codes.d)
    codes.sq.rangestat = faiss.ScalarQuantizer.RS_minmax
    faiss.copy_array_to_vector(np.array([-edge, 2 * edge], np.float32), codes.sq.trained)
    codes.is_trained = True


def _some(codes: Any, number: int) -> Vectors:
    """Return some of the vectors, chosen with a fixed seed."""
    chosen = np.sort(np.random.default_rng(1).choice(codes.ntotal, min(number, codes.ntotal), replace=False))
    found: Vectors = codes.reconstruct_batch(chosen)
    return found


def _sketched(codes: Any) -> Any:
    """Return the sketch of a whole index."""
    parts = next(n for n in range(max(1, codes.d // 4), 0, -1) if codes.d % n == 0)
    sketch = faiss.IndexPQFastScan(codes.d, parts, 4, faiss.METRIC_INNER_PRODUCT)
    sketch.train(_some(codes, _SAMPLE))
    for start in range(0, codes.ntotal, _BATCH):
        sketch.add(codes.reconstruct_n(start, min(_BATCH, codes.ntotal - start)))
    return sketch


def _measured(codes: Any, sketch: Any, questions: Vectors) -> Shape:
    """Return the depth at which the recall is as wanted, or the greatest that is of use, and the recall there."""
    bounds = codes.search(questions, NEAREST)[0][:, -1] - 1e-6
    depth = _LEAST_DEPTH // 2
    while True:
        depth = min(2 * depth, FARTHEST, codes.ntotal)
        found = sketch.search(questions, depth)[1]
        hits = [
            np.count_nonzero(codes.reconstruct_batch(rows) @ question >= bound)
            for question, rows, bound in zip(questions, found, bounds, strict=True)
        ]
        recall = float(np.mean(np.minimum(hits, NEAREST)) / NEAREST)
        if recall >= WANTED or depth == min(FARTHEST, codes.ntotal):
            return Shape(depth, round(recall, 4))
