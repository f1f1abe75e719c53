"""What the graph and the texts answer."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import AsJson, BaseUrl, Data, LanguageModel, Mode, Model, RowFormat, configured

app = typer.Typer()


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
    with Library.open(configured(data, model, reranker=rerank)) as library:
        found = library.finder.search(query, k=k, mode=mode.value, offset=offset, narrowing=narrowing, fold=fold)
        show.search(found, as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in Chinese or English.")],
    drafted: Annotated[
        bool, typer.Option("--drafted", help="Have a language model draft the query; it is checked before it runs.")
    ] = False,
    llm_base_url: BaseUrl = None,
    llm_model: LanguageModel = None,
    as_json: AsJson = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """Answer a question from the graph, each answer with its quote."""
    from api import show
    from api.library import Library

    asked = {"llm_base_url": llm_base_url, "llm_model": llm_model, "llm_drafts": drafted or None}
    with Library.open(configured(data, model, **asked)) as library:
        show.answer(library.ask(question, drafted=drafted), as_json)


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

    with Library.open(configured(data, model)) as library:
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

    with Library.open(configured(data, model)) as library:
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

    with Library.open(configured(data, model)) as library:
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
    with Library.open(configured(data, None)) as library:
        show.sparql(library.sparql(text or ""), output.value)
