"""The command zhengce. Each command reads its words, calls one function and shows what that returns."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.settings import Settings

app = typer.Typer(
    name="zhengce",
    help="政策: Chinese policy text as a knowledge graph that can be asked, searched and seen.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
evaluation = typer.Typer(help="Measure extraction or retrieval against annotated data.", no_args_is_help=True)
app.add_typer(evaluation, name="eval")

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder of the built graph and indexes (or ZHENGCE_DATA).", metavar="DIR")
]
Model = Annotated[
    str | None, typer.Option("--model", help="A sentence-transformers model, by name or folder; none: the bundled one.")
]
Extractor = Annotated[
    str, typer.Option("--extractor", help="What reads the documents: rules, llm, or both side by side as rules,llm.")
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--llm-base-url", help="An OpenAI-compatible endpoint; its key is read from ZHENGCE_LLM_KEY."),
]
LanguageModel = Annotated[str | None, typer.Option("--llm-model", help="The model to ask there.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask the model without confirming what that takes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


INTERRUPTED = 130
"""The exit code that shells give for an interrupt."""


class Mode(StrEnum):
    """How passages are searched."""

    hybrid = "hybrid"
    dense = "dense"
    lexical = "lexical"


class Class(StrEnum):
    """The classes of things that passages name."""

    Project = "Project"
    Programme = "Programme"
    Reform = "Reform"
    Task = "Task"
    Goal = "Goal"
    Agency = "Agency"
    Indicator = "Indicator"
    Place = "Place"


class Status(StrEnum):
    """How far a thing has come."""

    completed = "completed"
    ongoing = "ongoing"
    planned = "planned"


class RowFormat(StrEnum):
    """How the result of a query is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    ttl = "ttl"


class MarkFormat(StrEnum):
    """How marks are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    ttl = "ttl"


class GraphFormat(StrEnum):
    """How the graph is written."""

    ttl = "ttl"
    nq = "nq"
    jsonld = "jsonld"
    graphml = "graphml"
    csv = "csv"
    html = "html"


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

    settings = _settings(data, model, llm_base_url=llm_base_url, llm_model=llm_model)
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

    show.build_report(building.remove(documents, _settings(data, model), track=show.track))


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

    with Library.open(_settings(data, None)) as library:
        show.merges(listed(library.store, name), as_json)


@app.command()
def unmerge(
    ids: Annotated[list[str], typer.Argument(help="Ids of merges, as `zhengce merges` lists them.")],
    data: Data = None,
) -> None:
    """Take merges back, now and in every build to come."""
    from api import merging, show

    show.merges(merging.unmerge(ids, _settings(data, None)), False)


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

    settings = _settings(data, None, llm_base_url=llm_base_url, llm_model=llm_model)
    chosen = extractors.extractors(extractor, settings)
    document, found, dropped = find(file, chosen, settings, track=show.track, agreed=show.agreed(yes))
    show.json(to_annotation(document, found))
    show.dropped(dropped)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words or a question; what stands in "…" must occur as it stands.')],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    mode: Annotated[Mode, typer.Option(help="Which index to search.")] = Mode.hybrid,
    offset: Annotated[int, typer.Option(min=0, max=10_000, help="Pass over so many better ones.")] = 0,
    doc: Annotated[list[str] | None, typer.Option("--doc", help="Only this document (may repeat).")] = None,
    place: Annotated[str, typer.Option(help="Only documents of this place, such as 浙江省.")] = "",
    year: Annotated[int | None, typer.Option(help="Only documents on or of this year.")] = None,
    theme: Annotated[str, typer.Option(help="Only passages on this theme, such as 绿色发展.")] = "",
    kind: Annotated[Class | None, typer.Option("--class", help="Only passages that name such a thing.")] = None,
    status: Annotated[Status | None, typer.Option(help="The status of that thing.")] = None,
    fold: Annotated[bool, typer.Option(help="Leave out near copies of better passages.")] = True,
    rerank: Annotated[
        str | None, typer.Option(help="Order the best by this cross-encoder, by name or folder.", metavar="MODEL")
    ] = None,
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Search the passages, best first."""
    from api import show
    from api.library import Library
    from api.narrowing import Narrowing

    narrowing = Narrowing(tuple(doc or ()), place, year, theme, kind or "", status or "")
    with Library.open(_settings(data, model, reranker=rerank)) as library:
        found = library.search(query, k=k, mode=mode.value, offset=offset, narrowing=narrowing, fold=fold)
        show.search(found, as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in Chinese or English.")],
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Answer a question from the graph, each answer with its quote."""
    from api import show
    from api.library import Library

    with Library.open(_settings(data, model)) as library:
        show.answer(library.ask(question), as_json)


@app.command()
def trace(
    name: Annotated[str, typer.Argument(help="A reform, project or task.")],
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Follow a reform, project or task to the bodies responsible for it."""
    from api import show
    from api.library import Library

    with Library.open(_settings(data, model)) as library:
        show.trace(library.trace(name), as_json)


@app.command()
def series(
    indicator: Annotated[str, typer.Argument(help="An indicator.")],
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Show an indicator's targets and outcomes over the reports."""
    from api import show
    from api.library import Library

    with Library.open(_settings(data, model)) as library:
        show.series(library.series(indicator), as_json)


@app.command()
def diff(
    doc_a: Annotated[str, typer.Argument(help="The earlier document's id.")],
    doc_b: Annotated[str, typer.Argument(help="The later document's id.")],
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Show what two documents share, add, change and drop."""
    from api import show
    from api.library import Library

    with Library.open(_settings(data, model)) as library:
        show.diff(library.diff(doc_a, doc_b), as_json)


@app.command()
def sparql(
    query: Annotated[str | None, typer.Argument(help="A SPARQL 1.1 query.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from a file.")] = None,
    output: Annotated[RowFormat, typer.Option("--format", help="How to print the result.")] = RowFormat.table,
    data: Data = None,
) -> None:
    """Run a read-only SPARQL query over the graph."""
    from api import querying, show
    from api.library import Library

    if (query is None) == (file is None):
        raise typer.BadParameter("give a query or --file, one of the two")
    text = query if file is None else querying.read(file)
    with Library.open(_settings(data, None)) as library:
        show.sparql(library.sparql(text or ""), output.value)


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

    with Library.open(_settings(data, None)) as library:
        exporting.write(library, output_format.value, output, document or [])


@app.command()
def validate(data: Data = None) -> None:
    """Check the graph against the shapes; exit 1 with a list where one is broken."""
    from api import show
    from api.library import Library

    with Library.open(_settings(data, None)) as library:
        violations = library.validate(show.track)
    show.violations(violations)
    raise typer.Exit(1 if violations else 0)


@app.command()
def marks(
    output: Annotated[MarkFormat, typer.Option("--format", help="How to print them.")] = MarkFormat.table,
    undo: Annotated[str | None, typer.Option("--undo", help="Take the mark of this id back.", metavar="ID")] = None,
    author: Annotated[str, typer.Option("--author", help="Who takes it back.")] = "zhengce marks",
    data: Data = None,
) -> None:
    """List what readers marked in the explorer, or take a mark back."""
    from api import show
    from api.marks import Marks

    kept = Marks(_settings(data, None).data)
    if undo is not None:
        kept.undo(undo, author)
    show.marks(kept.all(), output.value)


@evaluation.command("extraction")
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


@evaluation.command("retrieval")
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


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on; 127.0.0.1 unless told.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to serve on; 8000 unless told.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """Serve the explorer, the API, SPARQL and MCP."""
    from api import serving

    serving.serve(_settings(data, model, host=host, port=port))


@app.command()
def mcp(data: Data = None, model: Model = None) -> None:
    """Serve the tools of the Model Context Protocol on standard input and output, for a client that starts this."""
    from api import tools

    tools.serve_stdio(_settings(data, model))


def _settings(data: Path | None, model: str | None, **more: object) -> "Settings":
    from api import settings

    given = {"data": data, "model": model, **more}
    return settings.read({key: value for key, value in given.items() if value is not None})


def main() -> None:
    """Run the command; an error of ours is one line and its exit code."""
    from api.problem import known_errors, outcome

    try:
        app(prog_name="zhengce")
    except known_errors() as error:
        print(f"zhengce: {error}", file=sys.stderr)
        raise SystemExit(outcome(error).exit_code) from None


if __name__ == "__main__":
    main()
