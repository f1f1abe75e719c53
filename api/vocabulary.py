"""Which words of the graph's names are near in meaning to a word of a question."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from embeddings.encoder import Encoder

MOST = 6
"""So many words are given at most."""


def nearness(words: Sequence[str], encoder: Encoder) -> Callable[[str], list[tuple[str, float]]]:
    """Return what gives the words nearest to a word, best first, with the cosine of their vectors."""
    vectors = encoder.encode_passages(words).astype(np.float32)

    @lru_cache(maxsize=10_000)
    def near(word: str) -> list[tuple[str, float]]:
        cosines = vectors @ encoder.encode_queries([word])[0].astype(np.float32)
        few = np.argpartition(-cosines, MOST)[:MOST] if len(words) > MOST else np.arange(len(words))
        best = few[np.argsort(-cosines[few], kind="stable")]
        return [(words[i], float(cosines[i])) for i in best]

    return near
