"""From a file to a document."""

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import get_args

from corpus.document import Document, Kind, Level, Metadata
from corpus.errors import CorpusError
from corpus.identity import stem_id
from corpus.inference import infer
from corpus.readers.docx import read_docx
from corpus.readers.html import read_html
from corpus.readers.markdown import read_markdown
from corpus.readers.pdf import read_pdf
from corpus.readers.pptx import read_pptx
from corpus.readers.text import read_text

SIZE_LIMIT = 20 * 1024 * 1024
READERS: dict[str, Callable[[bytes, str], str]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".pdf": read_pdf,
}
_CHECK_METADATA = "correct the metadata file or remove it, so that the facts are read off the text"


def document_from_text(text: str, *, id: str, path: str = "", metadata: Metadata | None = None) -> Document:
    """Return a document of this text; without metadata they are inferred from it."""
    found = infer(text, path) if metadata is None else metadata
    return Document(id, path, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), found)


def read(path: Path, *, id: str | None = None) -> Document:
    """Read one file, with the `.toml` of the same name beside it as its metadata where there is one.

    Fields that the metadata file leaves out are inferred. Raises CorpusError with a remedy.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise CorpusError(
            str(path), f"has the unsupported type {path.suffix or '(none)'}", f"convert it to one of {known}"
        )
    data = load(path)
    text = reader(data, str(path))
    if not text.strip():
        raise CorpusError(str(path), "holds no text", "check the file; if it is a scan, run OCR on it first")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(id or stem_id(path), str(path), text, sha256, _metadata(path, text, sha256))


def load(path: Path) -> bytes:
    """Return the bytes of a regular file within the size limit, or raise CorpusError."""
    try:
        if not path.is_file():
            problem = "is a folder" if path.is_dir() else "is no regular file" if path.exists() else "does not exist"
            raise CorpusError(str(path), problem, "give the path of a document")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            limit = SIZE_LIMIT // 1024 // 1024
            raise CorpusError(
                str(path), f"has {size / 1024 / 1024:.0f} MB", f"split it into files of at most {limit} MB"
            )
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be opened ({error.strerror or error})"
        raise CorpusError(str(path), problem, "check the path and the right to read it") from error
    if not data:
        raise CorpusError(str(path), "is empty", "give a file with text, or remove it")
    return data


def _metadata(path: Path, text: str, sha256: str) -> Metadata:
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return infer(text, str(path))
    try:
        given = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(str(beside), f"is no readable metadata file ({error})", _CHECK_METADATA) from error
    return _merged(given, infer(text, str(path)), beside, sha256)


def _merged(given: dict[str, object], inferred: Metadata, beside: Path, sha256: str) -> Metadata:
    """Return what the file gives, and what was inferred where it gives nothing."""
    stated = given.pop("sha256", sha256)
    if stated != sha256:
        raise CorpusError(str(beside), f"is for a file of sha256 {stated}, not {sha256}", "renew sha256 in it")
    names = {f.name for f in fields(Metadata)} - {"inferred"}
    for name, value in given.items():
        if name not in names:
            raise CorpusError(str(beside), f"has the unknown field {name!r}", f"use {', '.join(sorted(names))}")
        allowed = {"level": get_args(Level), "kind": get_args(Kind)}.get(name)
        right = (
            type(value) is int if name == "year" else isinstance(value, str) and (allowed is None or value in allowed)
        )
        if not right:
            raise CorpusError(str(beside), f"has an impossible {name}: {value!r}", _CHECK_METADATA)
    values = {name: getattr(inferred, name) for name in names} | given
    return Metadata(**values, inferred=inferred.inferred.difference(given))
