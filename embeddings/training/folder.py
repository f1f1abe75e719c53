"""Write the fitted model as a folder that sentence-transformers and model2vec both read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

# This path is known to sentence-transformers 3 to 6; version 6 itself writes a newer one that older versions lack.
# There is no module that normalises: in half precision it would turn the zero vector of an empty text into NaN.
_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def save_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], manifest: dict[str, Any]) -> None:
    """Write tokenizer, vectors (pieces x width, half precision), module list and manifest into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": vectors.astype(np.float16)}, folder / "model.safetensors")
    _write(folder / "modules.json", _MODULES)
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    _write(folder / "manifest.json", manifest)


def sha256(path: Path) -> str:
    """Return the hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
