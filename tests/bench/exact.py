"""The nearest by full vectors, kept while an index is built, to measure the recall of the index against."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Vectors, normalised


class Nearest:
    """The cosines of the nearest vectors to some queries, among all that were seen."""

    def __init__(self, queries: Vectors, k: int) -> None:
        self._queries, self._k = queries, k
        self.cosines = np.full((len(queries), k), -2, np.float32)
        """Shape (queries, k), best first."""

    def see(self, vectors: Vectors) -> None:
        """Take more vectors of length one into account."""
        near = np.concatenate([self.cosines, self._queries @ vectors.T], axis=1)
        self.cosines = -np.sort(-near, axis=1)[:, : self._k]

    def watching(self, encoder: Encoder) -> Encoder:
        """Return an encoder that shows what it encodes."""

        def raw(texts: list[str]) -> NDArray[Any]:
            found = encoder._raw(texts)
            self.see(normalised(found))
            return found

        return replace(encoder, _raw=raw)

    def recall(self, cosines: list[NDArray[np.float32]], tolerance: float = 1e-5) -> float:
        """Return the share of the k nearest that were found; what is as near counts alike."""
        bounds = self.cosines[:, -1:] - tolerance
        hits = sum(int((found >= bound).sum()) for found, bound in zip(cosines, bounds, strict=True))
        return hits / self.cosines.size
