"""Decisions of people about what is one: read at each build, so that they outlive it."""

import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from kg.errors import RepositoryError

FILE = "resolution.toml"
_HEAD = """\
# What people decided about which things are one, by `zhengce unmerge` and `zhengce merge`; read at each build.
# Remove an entry and run `zhengce unmerge` or a build that changes something to take it back.
"""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """That two things of one jurisdiction are `apart`, whatever the rules say, or are one and `together`.

    Things are given by their IRIs, which names and jurisdiction make, so that they hold after a new build; `names`
    are there for the reader. `at` is a time in ISO 8601, `by` whoever decided ("" where nobody said).
    """

    jurisdiction: str
    one: str
    other: str
    verdict: Literal["apart", "together"]
    names: str = ""
    by: str = ""
    at: str = ""


def read(folder: Path) -> tuple[Decision, ...]:
    """Return the decisions of a data folder, sorted; raises RepositoryError where their file cannot be read."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(sorted(Decision(**entry) for entry in data.get("decision", ())))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise RepositoryError(
            f"{path}: cannot be read ({error})", "mend the [[decision]] tables or remove the file"
        ) from error


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """Return of the decisions on the same two things the last one, sorted: what is taken back stays so."""
    last = {(d.jurisdiction, *sorted((d.one, d.other))): d for d in sorted(decisions, key=lambda d: d.at)}
    return sorted(last.values())


def write(folder: Path, decisions: Iterable[Decision]) -> None:
    """Write the decisions of a data folder, each pair's last one; whole or not at all."""
    tables = (
        "\n[[decision]]\n"
        + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in asdict(d).items())
        for d in latest(decisions)
    )
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{FILE}.new"
    draft.write_text(_HEAD + "".join(tables), encoding="utf-8")
    os.replace(draft, folder / FILE)
