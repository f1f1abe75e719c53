"""Writing the graph to a file or the screen."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from api import offline
from api.library import Library
from kg import export


def write(library: Library, form: str, target: Path | None, documents: Sequence[str]) -> None:
    """Write the graph, or that of some documents, in a format; a file appears whole or not at all."""
    if form == "html":
        content = offline.page(library, documents).encode()
    else:
        content = export.export(library.store, form, export.Part(documents=tuple(documents)))
    if target is None:
        sys.stdout.buffer.write(content)
        return
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        file.write(content)
    os.replace(file.name, target)
