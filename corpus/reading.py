"""From a file to a document."""

import hashlib
from pathlib import Path

from corpus.document import Document, Metadata


def document_from_text(text: str, *, id: str, path: str = "", metadata: Metadata | None = None) -> Document:
    """Return a document of this text; what the metadata lack is inferred from it."""
    return Document(id, path, text, hashlib.sha256(text.encode()).hexdigest(), metadata or Metadata())


def read(path: Path, *, id: str | None = None) -> Document:
    """Read one file; raises CorpusError with a remedy."""
    return document_from_text(path.read_text(encoding="utf-8"), id=id or path.stem, path=str(path))
