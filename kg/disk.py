"""Writes that are whole or absent, whatever happens."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import RepositoryError


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell what cannot be written into a data folder as a RepositoryError with its remedy."""
    try:
        yield
    except OSError as error:
        raise RepositoryError(
            f"{folder}: cannot be written ({error})",
            "free space or give write access, then build again; the last state of the data is untouched",
        ) from error


def write(path: Path, content: bytes) -> None:
    """Replace a file; after a crash it has the old content or the new, never a part."""
    write_all(path, (content,))


def write_all(path: Path, pieces: Iterable[bytes]) -> None:
    """Replace a file by these pieces one after the other; after an error it has the old content."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:  # after an error or an interrupt: what was written so far goes
        partial.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Put a folder's list of names on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Put all files below a folder on disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            handle = os.open(Path(parent, name), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync(Path(parent))


def link_tree(source: Path, target: Path) -> None:
    """Copy a folder of files that are replaced and never written in place, by hard links."""
    for parent, folders, names in os.walk(source):
        there = target / Path(parent).relative_to(source)
        there.mkdir(parents=True, exist_ok=True)
        folders.sort()
        for name in sorted(names):
            os.link(Path(parent, name), there / name)
