"""A static model: a text's vector is the mean of the vectors of its pieces.

The folder is one of sentence-transformers' StaticEmbedding, or of model2vec; it is read without torch. Pieces are
counted in a sparse matrix, so that the means of many texts are one product.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from embeddings.errors import EmbeddingError
from embeddings.unigram import Unigram

Pieces = Callable[[list[str]], Sequence[NDArray[np.int32]]]

_BATCH = 2048


@dataclass(frozen=True, slots=True)
class StaticModel:
    """What cuts texts into pieces, and the vectors of the pieces: pieces x dimensions, float32."""

    pieces: Pieces
    vectors: NDArray[np.float32]

    @classmethod
    def read(cls, folder: Path) -> "StaticModel":
        """Read a folder with tokenizer.json and model.safetensors; raises EmbeddingError where it cannot be read."""
        try:
            return cls(_pieces(folder / "tokenizer.json"), _vectors(folder / "model.safetensors"))
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise EmbeddingError(f"{folder}: is no static model ({error})", "give the folder of another one") from error

    @property
    def dimensions(self) -> int:
        """The width of the vectors."""
        return int(self.vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row per text, not normalised; zeros for a text without pieces."""
        parts = [self._means(list(texts[i : i + _BATCH])) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def _means(self, texts: list[str]) -> NDArray[np.float32]:
        bags = self.pieces(texts)
        lengths = np.array([len(bag) for bag in bags])
        shares = np.repeat(1 / np.maximum(lengths, 1), lengths).astype(np.float32)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        counted = csr_matrix((shares, np.concatenate(bags), ends), shape=(len(texts), len(self.vectors)))
        means: NDArray[np.float32] = counted @ self.vectors
        return means


def _pieces(path: Path) -> Pieces:
    unigram = Unigram.read(path)
    if unigram is not None:
        return unigram
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return partial(_cut, tokenizer)


def _cut(tokenizer: Tokenizer, texts: list[str]) -> list[NDArray[np.int32]]:
    found = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return [np.array(one.ids, np.int32) for one in found]


def _vectors(path: Path) -> NDArray[np.float32]:
    """Return the vectors of the pieces; model2vec's own files may share vectors among pieces, and weigh pieces."""
    stored = load_file(path)
    vectors = stored["embedding.weight" if "embedding.weight" in stored else "embeddings"].astype(np.float32)
    if "mapping" in stored:
        vectors = vectors[stored["mapping"]]
    if "weights" in stored:
        vectors *= stored["weights"].astype(np.float32)[:, None]
    return np.ascontiguousarray(vectors)
