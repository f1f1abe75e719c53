"""How often the rules are right, by relation, as `make eval` measured it: given out with every piece of evidence."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

FILE = "precision.toml"


@cache
def measured() -> dict[str, dict[str, Any]]:
    """Return by relation, class, or `observations`: `precision` in [0, 1], and the `predicted` items it was counted on.

    The file lies here and not in kg: it follows from the rules and must not count as one of them.
    """
    figures: dict[str, dict[str, Any]] = tomllib.loads(
        resources.files("api").joinpath(FILE).read_text(encoding="utf-8")
    )["figures"]
    return figures


def with_precision(data: Any) -> Any:
    """Return plain data with `precision` in each piece of evidence: None where a model found it, or nobody measured."""
    if isinstance(data, list):
        return [with_precision(item) for item in data]
    if not isinstance(data, dict):
        return data
    found = {key: with_precision(value) for key, value in data.items()}
    if "quote" in data and "relation" in data:
        by_rules = not str(data["rule"] or "").startswith("llm:")
        figure = measured().get(data["relation"] or "") if by_rules else None
        found["precision"] = figure["precision"] if figure else None
    return found
