"""Speed of builds: all at once, unchanged, and with one document replaced."""

import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from api.building import BuildReport, build
from api.settings import Settings
from corpus.gathering import File

from ..evals.table import table
from .clock import load, seconds


def report(gold: Path) -> str:
    """Return the section on building."""
    before = load()
    with tempfile.TemporaryDirectory() as place:
        texts, settings = Path(place) / "texts", Settings(data=Path(place) / "data")
        texts.mkdir()
        for path in sorted(gold.glob("*.txt")):
            shutil.copyfile(path, texts / path.name)
        reports: list[BuildReport] = []

        def once() -> None:
            reports.append(build([texts], settings, prune=False, track=_untold))

        first = seconds(once, time.perf_counter)
        same = seconds(once, time.perf_counter)
        changed = min(texts.glob("*.txt"))
        changed.write_text(changed.read_text(encoding="utf-8") + "\n建设柳市公园。\n", encoding="utf-8")
        one = seconds(once, time.perf_counter)
        size = sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())
    built, _, replaced = reports
    rows = [
        ["first build, seconds", f"{first:.1f}"],
        ["documents, passages", f"{built.documents}, {built.passages:,}"],
        ["build where nothing changed, seconds", f"{same:.2f}"],
        [f"build where {len(replaced.replaced)} document changed, seconds", f"{one:.2f}"],
        ["time of one replaced over the first build", f"{one / first:.2f}"],
        ["size of the data folder, MB", f"{size / 1e6:.1f}"],
        ["load before and after", f"{before}, {load()}"],
    ]
    return SECTION.format(figures=table(("figure", "value"), rows))


def _untold(files: Iterable[File], _: str) -> Iterable[File]:
    return files


SECTION = """## Builds

The annotated documents: read, extracted, validated, stored and indexed, as `zhengce build` does.

{figures}
"""
