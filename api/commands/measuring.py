"""How good extraction and search are, by annotated data."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import AsJson, Mode, Model

app = typer.Typer(help="Measure extraction or retrieval against annotated data.", no_args_is_help=True)


@app.command("extraction")
def eval_extraction(
    folder: Annotated[Path, typer.Argument(help="Pairs X.txt and X.json in the annotation format.", metavar="DIR")],
    errors: Annotated[
        bool, typer.Option("--errors", help="Also analyse the errors: counts, then each in its context.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score extraction against annotated documents."""
    from api import evaluating, show

    found, wrong = evaluating.extraction(folder, show.track)
    show.scores(found, wrong if errors else None, as_json)


@app.command("retrieval")
def eval_retrieval(
    folder: Annotated[Path, typer.Argument(help="passages.tsv, queries.tsv and qrels.tsv.", metavar="DIR")],
    mode: Annotated[Mode, typer.Option(help="Which index to search.")] = Mode.hybrid,
    run: Annotated[Path | None, typer.Option("--run", help="Write a TREC run file.")] = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Score search against a retrieval set."""
    from api import evaluating, show

    show.retrieval(evaluating.retrieval(folder, mode.value, run, model), as_json)
