"""Which files make up a collection."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.identity import distinct_id, stem_id
from corpus.reading import READERS, load


@dataclass(frozen=True, slots=True)
class File:
    """A file to read and the id of its document."""

    path: Path
    id: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """Files in the order of their paths, and what cannot be used, with the reason."""

    files: tuple[File, ...]
    problems: tuple[CorpusError, ...]


def gather(paths: Iterable[Path], *, root: Path | None = None) -> Gathering:
    """Find the documents in files and folders.

    Folders are searched in sorted order; hidden files and metadata files are passed over, and unsupported types in a
    folder are too, but not when named. A link in a folder that leads out of it is refused. With `root`, what lies
    outside it is refused. Two files of the same name get ids with a hash of their path relative to `root` (else to the
    folder that all share): ids do not depend on order.
    A file with the bytes of an earlier one is a problem, not a document.
    """
    problems: list[CorpusError] = []
    found: dict[Path, None] = {}
    for path in paths:
        for file in _files(path, problems):
            if root is not None and not _inside(file, root):
                problems.append(CorpusError(str(file), f"lies outside {root}", "move or copy it there"))
            else:
                found.setdefault(Path(os.path.abspath(file)))
    ordered = sorted(found)
    base = root.resolve() if root else Path(os.path.commonpath([p.parent for p in ordered])) if ordered else Path()
    usable = _without_duplicates(ordered, problems)
    return Gathering(tuple(_identified(usable, base)), tuple(problems))


def _files(path: Path, problems: list[CorpusError]) -> list[Path]:
    """Return the document files at or below a path; loops of links are not followed."""
    if not path.is_dir():
        if path.is_symlink() and not path.exists():
            problems.append(CorpusError(str(path), "is a link to nothing or to itself", "repair or remove the link"))
            return []
        if path.suffix.lower() not in READERS and path.exists():
            known = ", ".join(sorted(READERS))
            kind = path.suffix or "(none)"
            problems.append(CorpusError(str(path), f"has the unsupported type {kind}", f"convert it to one of {known}"))
            return []
        return [path]
    found: list[Path] = []
    walk = os.walk(path, onerror=lambda error: problems.append(_unreadable(error)), followlinks=False)
    for folder, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(folder, name)
            for name in sorted(names)
            if not name.startswith((".", "~$")) and _suffix(name) in READERS
        ]
    # A folder from elsewhere may hold a link to a private file; what it links to is published only when named.
    outside = [file for file in found if file.is_symlink() and file.exists() and not _inside(file, path)]
    problems += [
        CorpusError(str(file), f"is a link that leads outside {path}", "copy the file there, or name it")
        for file in outside
    ]
    return [file for file in found if file not in outside]


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _unreadable(error: OSError) -> CorpusError:
    return CorpusError(str(error.filename), f"cannot be searched ({error.strerror})", "check the right to read it")


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _without_duplicates(paths: list[Path], problems: list[CorpusError]) -> list[Path]:
    """Return the files that can be opened, each content once: the first by path."""
    seen: dict[str, Path] = {}
    kept: list[Path] = []
    for path in paths:
        try:
            digest = hashlib.sha256(load(path)).hexdigest()
        except CorpusError as error:
            problems.append(error)
            continue
        if digest in seen:
            problems.append(CorpusError(str(path), f"has the same content as {seen[digest]}", "remove one of the two"))
            continue
        seen[digest] = path
        kept.append(path)
    return kept


def _identified(paths: list[Path], base: Path) -> list[File]:
    counts = Counter(stem_id(path).casefold() for path in paths)
    files = []
    for path in paths:
        relative = Path(os.path.relpath(path, base)).as_posix()
        shared = counts[stem_id(path).casefold()] > 1
        files.append(File(path, distinct_id(path, relative) if shared else stem_id(path)))
    return files
