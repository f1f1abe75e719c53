"""Documents into the graph and out of it, and what was taken for one thing."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import AsJson, BaseUrl, Data, Extractor, LanguageModel, Model, Yes, configured

app = typer.Typer()

INTERRUPTED = 130
"""The exit code that shells give for an interrupt."""


@app.command()
def build(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; none: the bundled corpus.")] = None,
    data: Data = None,
    model: Model = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents that are gone from PATHS.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes that read documents; one for each core unless told.")
    ] = None,
    extractor: Extractor = "rules",
    llm_base_url: BaseUrl = None,
    llm_model: LanguageModel = None,
    yes: Yes = False,
) -> None:
    """Read documents, extract, validate, store and index them; what has not changed is skipped."""
    from api import building, extractors, show

    settings = configured(data, model, llm_base_url=llm_base_url, llm_model=llm_model)
    report = building.build(
        paths or [],
        settings,
        prune=prune,
        track=show.track,
        jobs=jobs,
        chosen=extractors.extractors(extractor, settings),
        agreed=show.agreed(yes),
    )
    show.build_report(report)
    raise typer.Exit(INTERRUPTED if report.interrupted else 3 if report.problems else 0)


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents, as `zhengce build` lists them.")],
    data: Data = None,
    model: Model = None,
) -> None:
    """Remove documents with their claims and passages."""
    from api import building, show

    show.build_report(building.remove(documents, configured(data, model), track=show.track))


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="A document.")],
    data: Data = None,
    extractor: Extractor = "rules",
    llm_base_url: BaseUrl = None,
    llm_model: LanguageModel = None,
    yes: Yes = False,
) -> None:
    """Print what is found in one document, as JSON in the annotation format, with offsets."""
    from api import extractors, show
    from api.extracting import extract as find
    from kg.annotation import to_annotation

    settings = configured(data, None, llm_base_url=llm_base_url, llm_model=llm_model)
    chosen = extractors.extractors(extractor, settings)
    document, found, dropped = find(file, chosen, settings, track=show.track, agreed=show.agreed(yes))
    show.json(to_annotation(document, found))
    show.dropped(dropped)


@app.command()
def merges(
    name: Annotated[str, typer.Argument(help="Part of a name or of a place; none: all.")] = "",
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List which things of one place were taken for one, by which rule."""
    from api import show
    from api.library import Library
    from kg.resolution.listing import listed

    with Library.open(configured(data, None)) as library:
        show.merges(listed(library.store, name), as_json)


@app.command()
def unmerge(
    ids: Annotated[list[str], typer.Argument(help="Ids of merges, as `zhengce merges` lists them.")],
    data: Data = None,
) -> None:
    """Take merges back, now and in every build to come."""
    from api import merging, show

    show.merges(merging.unmerge(ids, configured(data, None)), False)
