"""Rerankers: models that read query and passage together. They need the extra `models`."""

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from embeddings.errors import EmbeddingError


@dataclass(frozen=True, slots=True)
class Reranker:
    """A cross-encoder that is loaded."""

    name: str
    _raw: Callable[[list[tuple[str, str]]], Any]

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """Return how well each passage answers the query, in their order; higher is better."""
        return [float(score) for score in self._raw([(query, passage) for passage in passages])] if passages else []


def load_reranker(name_or_folder: str) -> Reranker:
    """Load a cross-encoder; raises EmbeddingError where the extra `models` is missing or it cannot be loaded."""
    if importlib.util.find_spec("sentence_transformers") is None:
        raise EmbeddingError(
            f"{name_or_folder}: rerankers need sentence-transformers", "run pip install 'zhengce[models]'"
        )
    from sentence_transformers import CrossEncoder  # takes seconds, and torch

    try:
        model = CrossEncoder(name_or_folder, device="cpu", num_labels=1)
    except (OSError, ValueError) as error:
        raise EmbeddingError(
            f"{name_or_folder}: cannot be loaded ({error})", "check the name, or download the model and give its folder"
        ) from error
    return Reranker(name_or_folder, partial(model.predict, show_progress_bar=False))
