"""A static model: a text's vector is the mean of the vectors of its pieces.

The folder is one of sentence-transformers' StaticEmbedding; it is read without torch. Pieces are counted in a sparse
matrix, so that the means of many texts are one product; the tokenizer uses all cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from model2vec import StaticModel as Stored
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from embeddings.errors import EmbeddingError

_BATCH = 4096


@dataclass(frozen=True, slots=True)
class StaticModel:
    """A tokenizer and the vectors of its pieces: pieces x dimensions, float32."""

    tokenizer: Tokenizer
    vectors: NDArray[np.float32]

    @classmethod
    def read(cls, folder: Path) -> "StaticModel":
        """Read a folder with tokenizer.json and model.safetensors; raises EmbeddingError where it cannot be read."""
        try:
            stored = Stored.from_pretrained(folder, quantize_to="float32", max_length=None)
        except (OSError, ValueError, KeyError) as error:
            raise EmbeddingError(f"{folder}: is no static model ({error})", "give the folder of another one") from error
        stored.tokenizer.no_truncation()
        stored.tokenizer.no_padding()
        vectors = stored.embedding if stored.token_mapping is None else stored.embedding[stored.token_mapping]
        if stored.weights is not None:
            vectors = vectors * stored.weights[:, None]
        return cls(stored.tokenizer, np.ascontiguousarray(vectors, np.float32))

    @property
    def dimensions(self) -> int:
        """The width of the vectors."""
        return int(self.vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row per text, not normalised; zeros for a text without pieces."""
        parts = [self._means(list(texts[i : i + _BATCH])) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def _means(self, texts: list[str]) -> NDArray[np.float32]:
        bags = [found.ids for found in self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        ends = np.cumsum([0, *map(len, bags)], dtype=np.int64)
        pieces = np.fromiter((piece for bag in bags for piece in bag), np.int32, int(ends[-1]))
        shares = np.repeat(1 / np.maximum(np.diff(ends), 1), np.diff(ends)).astype(np.float32)
        counted = csr_matrix((shares, pieces, ends), shape=(len(texts), len(self.vectors)))
        means: NDArray[np.float32] = counted @ self.vectors
        return means
