"""Writing the graph to a file or the screen."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from api import offline
from api.library import Library
from api.problem import BadRequest
from kg import disk, export


def write(library: Library, form: str, target: Path | None, documents: Sequence[str]) -> None:
    """Write the graph, or that of some documents, in a format; a file appears whole or not at all.

    Raises NotFound for an unknown document and BadRequest for a file that cannot be written.
    """
    library.check(documents)
    if form == "html":
        content: Iterable[bytes] = [offline.page(library, documents).encode()]
    else:
        content = export.export(library.store, library.links, form, export.Part(documents=tuple(documents)))
    if target is None:
        sys.stdout.buffer.writelines(content)
        return
    try:
        _write(target, content)
    except OSError as error:
        raise BadRequest(
            f"{target}: cannot be written ({error.strerror})", "name a file in a folder that you may write to"
        ) from error


def _write(target: Path, content: Iterable[bytes]) -> None:
    if target.exists() and not target.is_file():  # a pipe or a device; a folder says that it is one
        with target.open("wb") as file:
            file.writelines(content)
    else:
        disk.write_all(target, content)
