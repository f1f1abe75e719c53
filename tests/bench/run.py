"""Measure speed and memory on ../shared: `python -m tests.bench.run` writes tests/bench/RESULTS.md.

`--only search --work DIR` measures one section anew, with an index that is kept in DIR for the next time;
`--only questions --data DIR` asks questions of a built data folder.
"""

import argparse
import os
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path

from kg.manifest import code_version

from ..evals.table import table
from . import exploring, extraction, questions, searching, storing

SHARED = Path(__file__).resolve().parents[3] / "shared"
RESULTS = Path(__file__).with_name("RESULTS.md")
_LIBRARIES = ("faiss-cpu", "numpy", "pyoxigraph", "rjieba", "sentencepiece", "tantivy")

HEAD = """# Benchmarks

Written by `make bench`. Times depend on the machine and on what else runs on it: compare the rows of one table, and see
the load (programs that wanted a core in the last minute) beside the figures.
"""


def conditions() -> str:
    """Return what the figures depend on."""
    rows = [
        ["code", f"zhengce {code_version()}"],
        ["machine", f"{platform.machine()}, {os.cpu_count()} cores"],
        ["Python", platform.python_version()],
        ["libraries", ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)],
    ]
    return f"## Conditions\n\n{table(('condition', 'value'), rows)}\n"


def sections(text: str) -> dict[str, str]:
    """Return the sections of the results by their titles, in order."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.rstrip() + "\n" for part in parts}


def main() -> int:
    """Write the results; 1 where the data are absent."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description="Measure speed and memory.")
    parser.add_argument("--passages", type=int, help="so many passages in the index (default: a million)")
    parser.add_argument("--work", type=Path, help="keep what takes minutes in this folder, and use it again")
    names = ("extraction", "search", "builds", "questions", "explorer")
    parser.add_argument("--only", choices=names, help="leave the other sections as they are")
    parser.add_argument(
        "--data",
        type=Path,
        help="a built data folder of many documents to ask questions of and to explore; without it neither is done",
    )
    chosen = parser.parse_args()
    policy = SHARED / "policy"
    if not policy.is_dir():
        print("../shared is absent: put the folder of policy documents beside the checkout", file=sys.stderr)
        return 1
    makers = {
        "Extraction": lambda: extraction.report(policy),
        "Search": lambda: searching.report(policy, chosen.passages, chosen.work),
        "Builds": lambda: storing.report(SHARED / "gold"),
        "Questions": lambda: questions.report(chosen.data),
        "Explorer": lambda: exploring.report(policy, chosen.data),
        "Conditions": conditions,
    }
    if chosen.only == "questions" and chosen.data is None:
        parser.error("--only questions asks a built data folder: name it with --data")
    found = sections(RESULTS.read_text(encoding="utf-8"))
    wanted = [title for title in makers if chosen.only in (None, title.lower())]
    found |= {title: makers[title]() for title in wanted if title != "Questions" or chosen.data}
    RESULTS.write_text("\n".join([HEAD, *(found[title] for title in makers if title in found)]), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
