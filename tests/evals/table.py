"""Tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the first column is flush left, the others right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def between(low: float, high: float, *, signed: bool = False) -> str:
    """Return an interval with three digits."""
    form = "+.3f" if signed else ".3f"
    return f"{low:{form}} to {high:{form}}"
