"""Which words a model wants before queries and passages."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Prompt:
    """One entry of prompts.toml: `match` finds the model's name, `matches` and `rejects` are its examples."""

    id: str
    match: str
    query: str
    passage: str
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


NONE = Prompt("none", "", "", "")


@cache
def prompts() -> tuple[Prompt, ...]:
    """Return all entries, in the order in which they are tried."""
    read = tomllib.loads(resources.files("embeddings").joinpath("prompts.toml").read_text(encoding="utf-8"))
    return tuple(
        Prompt(p["id"], p["match"], p["query"], p["passage"], tuple(p["matches"]), tuple(p["rejects"]))
        for p in read["prompt"]
    )


def prompt_for(model: str) -> Prompt:
    """Return the prompt of a model by name or folder; one without words where the model is unknown."""
    return next((p for p in prompts() if re.search(p.match, model.lower())), NONE)
