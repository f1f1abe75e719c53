"""Measure speed and memory on ../shared: `python -m tests.bench.run [--passages N]` writes tests/bench/RESULTS.md."""

import argparse
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from kg.manifest import code_version

from ..evals.table import table
from . import extraction, searching, storing

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


def main() -> int:
    """Write the results; 1 where the data are absent."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description="Measure speed and memory.")
    parser.add_argument("--passages", type=int, help="so many passages in the index (default: a million)")
    wanted = parser.parse_args().passages
    policy = SHARED / "policy"
    if not policy.is_dir():
        print("../shared is absent: put the folder of policy documents beside the checkout", file=sys.stderr)
        return 1
    parts = [
        HEAD,
        extraction.report(policy),
        searching.report(policy, wanted),
        storing.report(SHARED / "gold"),
        conditions(),
    ]
    RESULTS.write_text("\n".join(parts), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
