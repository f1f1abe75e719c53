"""The policy documents of ../shared that the benchmarks read."""

from pathlib import Path

from corpus.document import Document
from corpus.reading import document_from_text, read


def paths(folder: Path, step: int = 1) -> list[Path]:
    """Return every `step`-th document of all levels of government, in sorted order."""
    return sorted(folder.glob("*/*.txt"))[::step]


def documents(folder: Path, step: int = 1) -> list[Document]:
    """Read the documents; the id is the place among them, since file names repeat."""
    return [read(path, id=f"p{number:04}") for number, path in enumerate(paths(folder, step))]


def report_of(folder: Path, characters: int) -> Document:
    """Return one document of this length, made of work reports of cities one after the other."""
    text = ""
    for path in sorted(folder.glob("city_gwr/*.txt")):
        if len(text) >= characters:
            break
        text += path.read_text(encoding="utf-8") + "\n"
    return document_from_text(text[:characters], id=f"long-{characters}")
