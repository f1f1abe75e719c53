"""What the finders know, read from the data files of `kg/lexicon`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.extraction.trie import trie


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression with short texts in which it must be found (`matches`) and must not be (`rejects`)."""

    id: str
    regex: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all lexicon files, sorted."""
    folder = files("kg").joinpath("lexicon")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data of `kg/lexicon/<name>.toml`; the same object each time, to be read only."""
    return tomllib.loads(files("kg").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """Return the `[[pattern]]` tables of a lexicon in file order.

    A pattern may use `{word}` for the alternatives of the file's list `word` (`[words] word = [...]`).
    """
    data = load(name)
    words = {key: alternatives(value) for key, value in data.get("words", {}).items()}
    return tuple(
        Pattern(
            p["id"],
            re.compile(filled(p["regex"], words)),
            tuple(p.get("matches", ())),
            tuple(p.get("rejects", ())),
        )
        for p in data.get("pattern", ())
    )


@cache
def pattern(name: str, id: str) -> Pattern:
    """Return one pattern of a lexicon; raises KeyError where the file has none of that id."""
    for found in patterns(name):
        if found.id == id:
            return found
    raise KeyError(f"kg/lexicon/{name}.toml has no pattern {id!r}: add a [[pattern]] table with that id")


def alternatives(words: Iterable[str]) -> str:
    """Return the words as one group of a regular expression, longest first."""
    return f"(?:{trie(words)})"


def filled(regex: str, words: dict[str, str]) -> str:
    """Return the expression with each `{word}` replaced; counts such as `{2,8}` are left alone."""
    return re.sub(r"\{([a-z_]+)\}", lambda m: words[m.group(1)], regex)


def examples() -> Iterator[tuple[str, Pattern]]:
    """Yield (file name, pattern) for every pattern of every lexicon."""
    for name in names():
        for found in patterns(name):
            yield name, found
