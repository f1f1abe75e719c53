"""Ids of documents, made from file names."""

import hashlib
import re
import unicodedata
from pathlib import Path

_LIMIT = 80


def stem_id(path: Path) -> str:
    """Return the file's name without suffix, as an id: letters of any script, digits, `-` and `_`, NFC."""
    return fold_id(path.stem)


def fold_id(text: str) -> str:
    """Return a text as an id; what cannot stand in one becomes `-`."""
    text = unicodedata.normalize("NFC", text)
    folded = re.sub(r"-+", "-", re.sub(r"[^\w-]", "-", text)).strip("-_")
    return folded[:_LIMIT].rstrip("-_") or "document"


def distinct_id(path: Path, relative: str) -> str:
    """Return an id with 8 hexadecimal digits of the relative path, for a name that two files share."""
    return f"{stem_id(path)}-{hashlib.sha256(unicodedata.normalize('NFC', relative).encode()).hexdigest()[:8]}"
