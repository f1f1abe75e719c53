"""From texts to vectors of length one, with the bundled model or any sentence-transformers model."""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError
from embeddings.prompts import NONE, Prompt, prompt_for
from embeddings.static import StaticModel

Vectors = NDArray[np.float32]

BUNDLED = Path(__file__).parent / "model"
"""The folder of the model that comes with the project."""

_REVISION_FILES = ("model.safetensors", "tokenizer.json", "pytorch_model.bin", "config.json", "modules.json")


@dataclass(frozen=True, slots=True)
class Encoder:
    """A model that is loaded: its name, its revision (the hash of the files, for a folder) and width."""

    name: str
    revision: str
    dimensions: int
    _raw: Callable[[list[str]], NDArray[Any]]
    _prompt: Prompt = NONE

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row per query, float32, of length one; a row of zeros for an empty text."""
        return self._encode(texts, self._prompt.query)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per passage, float32, of length one; a row of zeros for an empty text."""
        return self._encode(texts, self._prompt.passage)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        spoken = [i for i, text in enumerate(texts) if text.strip()]
        if spoken:
            vectors[spoken] = normalised(self._raw([prompt + texts[i] for i in spoken]))
        return vectors


def normalised(vectors: NDArray[Any]) -> Vectors:
    """Return the rows as float32 with length one; rows of zeros stay."""
    rows: Vectors = vectors.astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    result: Vectors = (rows / lengths).astype(np.float32, copy=False)
    return result


def load_encoder(name_or_folder: str | Path | None = None, revision: str | None = None) -> Encoder:
    """Load a model: None is the bundled one, a folder is read from disk, another name found by sentence-transformers.

    Static models in a folder are read without torch; all others need the extra `models`. Raises EmbeddingError where
    the folder holds no model, the extra is missing, or the model cannot be loaded.
    """
    folder = BUNDLED if name_or_folder is None else Path(name_or_folder)
    if folder.is_dir():
        found = folder_revision(folder)
        if revision not in (None, found):
            raise EmbeddingError(
                f"{folder}: has revision {found}, not {revision}", "leave the revision out or give the other folder"
            )
        name = "bundled" if name_or_folder is None else str(name_or_folder)
        if is_static(folder):
            return _static(folder, name, found)
        return _transformer(str(folder), name, found, None)
    if name_or_folder is None or str(name_or_folder).startswith((".", "/", "~")):
        raise EmbeddingError(f"{folder}: no such folder", "give the folder of a model, or a model's name")
    return _transformer(str(name_or_folder), str(name_or_folder), revision or "", revision)


def is_static(folder: Path) -> bool:
    """Tell whether the folder holds a StaticEmbedding model and nothing else that computes."""
    modules = folder / "modules.json"
    files = all((folder / name).is_file() for name in ("model.safetensors", "tokenizer.json"))
    return (
        files
        and modules.is_file()
        and "Transformer" not in modules.read_text(encoding="utf-8").replace("sentence_transformers", "")
    )


def folder_revision(folder: Path) -> str:
    """Return 16 hex digits over the names and bytes of the files that make the vectors."""
    total = hashlib.sha256()
    files = [folder / name for name in _REVISION_FILES if (folder / name).is_file()]
    if not files:
        raise EmbeddingError(f"{folder}: holds no model", "give a folder written by sentence-transformers")
    for path in sorted(files):
        total.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:16]


def _static(folder: Path, name: str, revision: str) -> Encoder:
    model = StaticModel.read(folder)
    return Encoder(name, revision, model.dimensions, model.encode, prompt_for(name))


def _transformer(source: str, name: str, known: str, revision: str | None) -> Encoder:
    if importlib.util.find_spec("sentence_transformers") is None:
        raise EmbeddingError(
            f"{name}: only static models can be read without sentence-transformers", "run pip install 'zhengce[models]'"
        )
    from sentence_transformers import SentenceTransformer  # takes seconds, and torch

    try:
        model = SentenceTransformer(source, revision=revision, device="cpu")
    except (OSError, ValueError) as error:
        raise EmbeddingError(
            f"{name}: cannot be loaded ({error})", "check the name, or download the model and give its folder"
        ) from error
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    found = known or str(getattr(config, "_commit_hash", None) or "unknown")
    raw = partial(model.encode, prompt="", convert_to_numpy=True, show_progress_bar=False)
    return Encoder(name, found, int(model.get_embedding_dimension() or 0), raw, prompt_for(name))
