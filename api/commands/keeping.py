"""The graph as files, its soundness, and what readers marked in it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Data, RowFormat, configured

app = typer.Typer()


class GraphFormat(StrEnum):
    """How the graph is written."""

    ttl = "ttl"
    nq = "nq"
    jsonld = "jsonld"
    graphml = "graphml"
    csv = "csv"
    html = "html"


@app.command()
def export(
    output_format: Annotated[GraphFormat, typer.Option("--format", help="The format to write.")] = GraphFormat.ttl,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; none: to the screen.")
    ] = None,
    document: Annotated[list[str] | None, typer.Option("--document", help="Only this document (may repeat).")] = None,
    data: Data = None,
) -> None:
    """Write the graph, or part of it."""
    from api import exporting
    from api.library import Library

    with Library.open(configured(data, None)) as library:
        exporting.write(library, output_format.value, output, document or [])


@app.command()
def validate(data: Data = None) -> None:
    """Check the graph against the shapes; exit 1 with a list where one is broken."""
    from api import show
    from api.library import Library

    with Library.open(configured(data, None)) as library:
        violations = library.validate(show.track)
    show.violations(violations)
    raise typer.Exit(1 if violations else 0)


@app.command()
def marks(
    output: Annotated[RowFormat, typer.Option("--format", help="How to print them.")] = RowFormat.table,
    undo: Annotated[str | None, typer.Option("--undo", help="Take the mark of this id back.", metavar="ID")] = None,
    author: Annotated[str, typer.Option("--author", help="Who takes it back.")] = "zhengce marks",
    data: Data = None,
) -> None:
    """List what readers marked in the explorer, or take a mark back."""
    from api import show
    from api.marks import Marks

    kept = Marks(configured(data, None).data)
    if undo is not None:
        kept.undo(undo, author)
    show.marks(kept.all(), output.value)
