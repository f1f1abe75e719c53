"""The console blocks of README.md: `python tests/readme.py` writes their output anew, the tests compare it."""

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ zhengce (?P<words>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def output(words: str, data: Path) -> str:
    """Return what a command of the tour prints, over a data folder that is built when it says so."""
    from api.cli import app

    result = CliRunner().invoke(app, shlex.split(words), env={"ZHENGCE_DATA": str(data), "COLUMNS": "200"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return "".join(line.rstrip() + "\n" for line in result.stdout.splitlines())


def renewed(text: str, data: Path) -> str:
    """Return the README with the output of every block as it is now."""
    return BLOCK.sub(lambda m: f"```console\n$ zhengce {m['words']}\n{output(m['words'], data)}```", text)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(folder, "data")), encoding="utf-8")
