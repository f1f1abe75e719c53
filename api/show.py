"""What commands print: tables and quotes for people, JSON for programs."""

import json as jsonlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, BarColumn, MofNCompleteColumn
from rich.table import Table

from api import schema
from api.building import BuildReport
from api.schema import SearchAnswer
from kg.answer import Answer
from kg.validation import Violation

_console = Console(highlight=False, soft_wrap=True)
_errors = Console(stderr=True, highlight=False, soft_wrap=True)
_Item = TypeVar("_Item")


def json(data: Mapping[str, Any]) -> None:
    """Print JSON with Chinese as it is."""
    sys.stdout.write(jsonlib.dumps(data, ensure_ascii=False, indent=1) + "\n")


def track(items: Iterable[_Item], description: str) -> Iterator[_Item]:
    """Yield items while a bar on standard error shows how many are done; silent where that is no terminal."""
    wanted = list(items)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors, transient=True, disable=not _errors.is_terminal) as progress:
        yield from progress.track(wanted, description=description)


def build_report(report: BuildReport) -> None:
    """Print what a build did, then each file that could not be read."""
    parts = [
        f"{len(getattr(report, name))} {name}"
        for name in ("added", "replaced", "unchanged", "removed")
        if getattr(report, name)
    ]
    _console.print(f"{', '.join(parts) or 'nothing to do'}: {report.documents} documents, {report.passages} passages")
    for name in ("added", "replaced", "removed"):
        for document in getattr(report, name)[:20]:
            _console.print(f"  {name:8} {escape(document)}")
        if len(getattr(report, name)) > 20:
            _console.print(f"  {name:8} … and {len(getattr(report, name)) - 20} more")
    for problem in report.problems:
        _errors.print(f"not read: {escape(problem)}", style="yellow")
    if report.interrupted:
        _errors.print("interrupted: what was finished is kept; run the same command to go on", style="yellow")


def search(answer: SearchAnswer, as_json: bool) -> None:
    """Print passages with where they stand and what they name."""
    if as_json:
        return json(schema.dump(answer))
    if not answer.hits:
        _console.print("nothing found · 没有找到")
    for rank, hit in enumerate(answer.hits, 1):
        place = " › ".join([hit.title or hit.doc, *hit.section])
        _console.print(f"[bold]{rank}.[/] {escape(place)}  [dim]{escape(hit.doc)} {hit.start}–{hit.end}  {hit.score:.3f}  {hit.why}[/]")
        _console.print("   " + _marked(hit.text, [(r.start, r.end) for r in hit.highlights]))
        if hit.entities:
            _console.print("   [dim]" + escape("、".join(thing.label for thing in hit.entities)) + "[/]")
    return None


def answer(found: Mapping[str, Any], as_json: bool) -> None:
    """Print how a question was read and each answer with its quotes, or why there is none, with passages."""
    if as_json:
        return json(found)
    _console.print(f"[dim]{escape(found['reading']['sentence'])}[/]")
    if found["abstained"]:
        if found.get("reason") and found["reason"] != found["reading"]["sentence"]:
            _console.print(f"[yellow]{escape(found['reason'])}[/]")
    for item in found["answers"]:
        value = f"  [bold]{escape(str(item['value']))}[/]" if item.get("value") else ""
        _console.print(f"• {escape(item['label'])}{value}  [dim]{item['class']}[/]")
        _quotes(item["evidence"][:2])
    for passage in found["passages"]:
        _console.print(f"[dim]{escape(' › '.join([passage['title'], *passage['section']]))}  {passage['start']}–{passage['end']}[/]")
        _console.print("  " + escape(_one_line(passage["text"])))
    return None


def violations(found: Sequence[tuple[str, Violation]]) -> None:
    """Print each broken constraint with its document."""
    for document, violation in found:
        _console.print(
            f"{escape(document)}: {escape(violation.focus)} {escape(violation.path)} {escape(violation.value)}: {escape(violation.message)}"
        )
    _console.print(f"{len(found)} violations" if found else "every shape holds · 符合全部约束")


def sparql(answer: Answer, form: str) -> None:
    """Print the result of a query: as a table, or serialised."""
    if form != "table":
        form = "ttl" if answer.kind == "graph" and form not in answer.formats else form
        sys.stdout.write(answer.serialise(form).decode())
        if form == "json":
            sys.stdout.write("\n")
        return
    if answer.kind == "boolean":
        _console.print("yes · 是" if answer.boolean else "no · 否")
    elif answer.kind == "graph":
        _console.print(escape(answer.serialise("ttl").decode()))
    else:
        rows = [[binding.get(name, {}).get("value", "") for name in answer.variables] for binding in answer.bindings()]
        _console.print(_table(answer.variables, rows))
        _console.print(f"[dim]{len(rows)} rows[/]")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(escape(column), overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def _quotes(evidence: Sequence[Mapping[str, Any]]) -> None:
    for quote in evidence:
        basis = f"{quote['basis']}, " if quote.get("basis") else ""
        _console.print(f"    “{escape(_one_line(quote['quote']))}”  [dim]{basis}{escape(quote['doc'])} {quote['start']}–{quote['end']}[/]")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in ranges:
        parts += [escape(text[last:start]), "[bold]", escape(text[start:end]), "[/]"]
        last = end
    return _one_line("".join([*parts, escape(text[last:])]))
