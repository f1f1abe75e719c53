"""What commands print: tables and quotes for people, JSON for programs."""

import csv
import json as jsonlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from api import schema
from api.building import BuildReport
from api.extractors import Estimate
from api.marks import turtle
from api.problem import BadRequest
from api.schema import Mark, SearchAnswer
from embeddings.retrieval import Scores
from kg.answer import Answer
from kg.disagreement import Disagreement, table
from kg.resolution.listing import Listed
from kg.scoring import Score, macro_f1, report
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
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
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
    if report.judged:
        _console.print("  heeded   marks and decisions of people as they stand now")
    dropped(report.dropped)
    for problem in report.problems:
        _errors.print(f"not built: {escape(problem)}", style="yellow")
    if report.outdated:
        told = f"{report.outdated} documents were stored by another version; build their files again to renew them"
        _errors.print(told, style="yellow")
    if report.interrupted:
        _errors.print("interrupted: what was finished is kept; run the same command to go on", style="yellow")


def agreed(yes: bool) -> Callable[[Estimate], bool]:
    """Return what tells a person what asking a model will take, and asks; raises BadRequest where nobody is there."""

    def ask(estimate: Estimate) -> bool:
        _errors.print(
            f"asking {escape(estimate.model)}: {estimate.requests} requests, about {estimate.sent:,} tokens sent and "
            f"{estimate.received:,} received"
        )
        if yes:
            return True
        if not sys.stdin.isatty():
            raise BadRequest("nobody is here to confirm what asking the model takes", "give --yes")
        return bool(typer.confirm("Go on?", err=True))

    return ask


def dropped(counts: Mapping[str, int]) -> None:
    """Print how many of a model's items were not believed, by reason, on standard error."""
    if counts:
        told = ", ".join(f"{count} for its {reason}" for reason, count in sorted(counts.items()))
        _errors.print(f"dropped {sum(counts.values())} of the model's items: {told}", style="yellow")


def search(answer: SearchAnswer, as_json: bool) -> None:
    """Print passages with where they stand and what they name."""
    if as_json:
        return json(schema.dump(answer))
    if not answer.hits:
        _console.print("nothing found · 没有找到")
    for rank, hit in enumerate(answer.hits, answer.offset + 1):
        place = escape(" › ".join([hit.title or hit.doc, *hit.section]))
        facts = f"{escape(hit.doc)} {hit.start}–{hit.end}  {hit.score:.3f}  {hit.why}"
        _console.print(f"[bold]{rank}.[/] {place}  [dim]{facts}[/]")
        _console.print("   " + _marked(hit.text, [(r.start, r.end) for r in hit.highlights]))
        if hit.match.names:
            _console.print("   [dim]names " + escape("、".join(hit.match.names)) + "[/]")
        if hit.folded:
            copies = " ".join(f"{place.doc} {place.start}–{place.end}" for place in hit.similar[:3])
            _console.print(f"   [dim]{hit.folded} near {'copy' if hit.folded == 1 else 'copies'}: {escape(copies)}[/]")
        if hit.entities:
            _console.print("   [dim]→ " + escape("、".join(thing.label for thing in hit.entities)) + "[/]")
    return None


def answer(found: Mapping[str, Any], as_json: bool) -> None:
    """Print how a question was read and each answer with its quotes, or why there is none, with passages."""
    if as_json:
        return json(found)
    sentence, reason = found["reading"]["sentence"], found["reason"]
    _console.print(f"[dim]{escape(sentence)}[/]")
    if reason and reason != sentence:
        _console.print(f"[yellow]{escape(reason)}[/]")
    if found.get("notice"):
        _console.print(f"[yellow]{escape(found['notice'])}[/]")
    if found.get("draftedBy"):
        _console.print(f"[dim]{escape(found['sparql'])}[/]")
    for item in found["answers"]:
        value = f"  [bold]{escape(str(item['value']))}[/]" if item.get("value") else ""
        _console.print(f"• {escape(item['label'])}{value}  [dim]{item['class']}[/]")
        _quotes(item["evidence"][:2])
    _precision(e for item in found["answers"] for e in item["evidence"])
    for passage in found["passages"] if found["abstained"] else ():
        place = escape(" › ".join([passage["title"], *passage["section"]]))
        _console.print(f"[dim]{place}  {passage['start']}–{passage['end']}[/]")
        _console.print("  " + escape(_one_line(passage["text"])))
    return None


def trace(found: Mapping[str, Any], as_json: bool) -> None:
    """Print the chain from a thing to its bodies, each step with its ground."""
    if as_json:
        return json(found)
    if found["reason"]:
        _console.print(f"[yellow]{escape(found['reason'])}[/]")
    for step in found["steps"]:
        role = f" ({step['role']})" if step["role"] else ""
        ends = escape(step["subject"]["label"]), escape(step["object"]["label"])
        _console.print("  " * step["depth"] + f"{ends[0]} —{step['predicate']}{role}→ [bold]{ends[1]}[/]")
        _console.print("  " * step["depth"] + f"  [dim]{step['basis']}, {escape(step['rule'])}[/]")
        _quotes(step["evidence"][:1], "  " * step["depth"])
    _precision(e for step in found["steps"] for e in step["evidence"])
    return None


def series(found: Mapping[str, Any], as_json: bool) -> None:
    """Print an indicator's levels, growth and targets with their outcomes."""
    if as_json:
        return json(found)
    if found["reason"]:
        _console.print(f"[yellow]{escape(found['reason'])}[/]")
    for line in found["lines"]:
        _console.print(f"[bold]{escape(line['label'])}[/]  [dim]{escape(line['jurisdiction'])}[/]")
        for other in line["neighbours"]:
            when = f"until {other['year']}" if other["order"] == "before" else f"from {other['year']} on"
            _console.print(f"  [dim]{when}: {escape(other['label'])}  {escape(other['source'])}[/]")
        rows = [_value_row(value) for value in [*line["levels"], *line["growth"]]]
        _console.print(_table(["period", "kind", "value", "document", "quote"], rows))
        for pair in line["pairs"]:
            _console.print(f"  target {_figure(pair['target'])}, due {pair['due'] or '?'}: {pair['outcome']}")
    return None


def diff(found: Mapping[str, Any], as_json: bool) -> None:
    """Print what two documents share, add, change and drop."""
    if as_json:
        return json(found)
    if found["reason"]:
        _console.print(f"[yellow]{escape(found['reason'])}[/]")
    for fate in ("added", "changed", "dropped", "shared"):
        _console.print(f"[bold]{fate}[/] {len(found[fate])}")
        for change in found[fate]:
            facts = [" ".join(side["facts"]) for side in (change["before"], change["after"]) if side]
            _console.print(f"  {escape(change['label'])}  [dim]{change['class']}  {escape(' → '.join(facts))}[/]")
    return None


def merges(found: Sequence[Listed], as_json: bool) -> None:
    """Print merges by place, each with its rule and id."""
    if as_json:
        return json({"merges": [asdict(merge) for merge in found]})
    rows = [[m.jurisdiction, m.name, m.into, m.rule, f"{m.confidence:g}", m.id] for m in found]
    _console.print(_table(["place", "name", "is", "rule", "confidence", "id"], rows))
    return None


def marks(found: Sequence[Mark], form: str) -> None:
    """Print marks as a table, or serialised."""
    columns = ["id", "time", "author", "verdict", "about", "other", "note"]
    rows = [[str(getattr(mark, name) or "") for name in columns] for mark in found]
    if form == "json":
        return json({"marks": [schema.dump(mark) for mark in found]})
    if form == "csv":
        csv.writer(sys.stdout).writerows([columns, *rows])
    elif form == "ttl":
        sys.stdout.write(turtle(found).decode())
    else:
        _console.print(_table(columns, rows))
        _console.print(f"[dim]{len(rows)} marks[/]")
    return None


def violations(found: Sequence[tuple[str, Violation]]) -> None:
    """Print each broken constraint with its document."""
    for document, broken in found:
        where = escape(" ".join((document, broken.focus, broken.path, broken.value)))
        _console.print(f"{where}: {escape(broken.message)} · {escape(broken.message_zh)}")
    _console.print(f"{len(found)} violations" if found else "every shape holds · 符合全部约束")


def scores(found: Score, errors: Sequence[Disagreement] | None, as_json: bool) -> None:
    """Print precision, recall and F1 of an extraction; its errors too, counted and one by one, where they are given."""
    if as_json:
        figures = {
            name: {"precision": c.precision, "recall": c.recall, "f1": c.f1, "predicted": c.predicted, "gold": c.gold}
            for name, c in found.counts.items()
        }
        told = {"errors": [asdict(error) for error in errors]} if errors is not None else {}
        return json({**figures, "entities (macro)": {"f1": macro_f1(found)}, **told})
    _console.print(escape(report(found)))
    if errors:
        _console.print(escape(f"\n{table(errors)}"))
        for error in sorted(errors, key=lambda e: (e.figure, e.fault, e.document)):
            names = " ≠ ".join(name for name in (error.gold, error.found) if name)
            line = f"{error.figure}  {error.fault}  {error.document}  {names}"
            _console.print(escape(f"{_one_line(line)}{'  ‹' + error.context + '›' if error.context else ''}"))
    return None


def retrieval(found: Sequence[Scores], as_json: bool) -> None:
    """Print the scores of a mode of search and of the baseline beside it."""
    if as_json:
        return json({"scores": [asdict(scores) for scores in found]})
    columns = ["set", "mode", "nDCG@10", "recall@10", "MRR", "queries", "passages"]
    rows = [
        [s.set, s.mode, f"{s.ndcg:.3f}", f"{s.recall:.3f}", f"{s.mrr:.3f}", str(s.queries), str(s.passages)]
        for s in found
    ]
    _console.print(_table(columns, rows))
    return None


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


def _precision(evidence: Iterable[Mapping[str, Any]]) -> None:
    """Print on standard error how often the rules are right on what was shown."""
    figures = {(e["relation"], e["precision"]) for e in evidence if e.get("precision") is not None}
    if figures:
        told = ", ".join(f"{relation} {share:.2f}" for relation, share in sorted(figures))
        _errors.print(f"[dim]measured precision: {escape(told)}[/]")


def _quotes(evidence: Sequence[Mapping[str, Any]], indent: str = "") -> None:
    for quote in evidence:
        basis = f"{quote['basis']}, " if quote.get("basis") else ""
        place = f"{basis}{escape(quote['doc'])} {quote['start']}–{quote['end']}"
        _console.print(f"{indent}    “{escape(_one_line(quote['quote']))}”  [dim]{place}[/]")


def _value_row(value: Mapping[str, Any]) -> list[str]:
    quote = _one_line(value["evidence"][0]["quote"]) if value["evidence"] else ""
    return [value["period"], value["kind"], _figure(value), value["doc"], quote]


def _figure(value: Mapping[str, Any]) -> str:
    bound = "" if value["bound"] == "=" else value["bound"]
    highest = f"–{value['valueMax']:g}" if value["valueMax"] is not None else ""
    number = value["text"] if value["value"] is None else f"{value['value']:g}{highest}"
    return f"{bound}{number}{value['unit']}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in ranges:
        parts += [escape(text[last:start]), "[bold]", escape(text[start:end]), "[/]"]
        last = end
    return _one_line("".join([*parts, escape(text[last:])]))
