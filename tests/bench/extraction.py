"""Speed and memory of extraction."""

import math
import multiprocessing
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import rjieba

from corpus.document import Document
from corpus.structuring import structure
from kg.extraction.extract import extract

from ..evals.table import table
from .clock import load, seconds, spread
from .texts import documents, report_of

STEP = 15
RUNS = 3
SIZES = (20_000, 40_000, 80_000, 160_000, 320_000)


def extract_all(read: Sequence[Document]) -> None:
    """Structure and extract documents one after the other, keeping nothing."""
    for document in read:
        extract(document, structure(document))


def segment_all(read: Sequence[Document]) -> None:
    """Cut the same texts into words, by sentence-like lines as extraction does."""
    for document in read:
        for line in document.source.splitlines():
            rjieba.cut(line)


def report(folder: Path) -> str:
    """Return the section on extraction."""
    before = load()
    read = documents(folder, STEP)
    characters = sum(len(document.source) for document in read)
    extract_all(read[:2])  # lexicons and expressions are read once
    segment_all(read[:2])
    speeds, plain = list[float](), list[float]()
    for _ in range(RUNS):
        speeds.append(characters / seconds(lambda: extract_all(read)))
        plain.append(characters / seconds(lambda: segment_all(read)))
    ratios = [base / speed for speed, base in zip(speeds, plain, strict=True)]
    rows = [
        ["extraction, characters per second and core", spread(speeds)],
        ["words by rjieba of the same text", spread(plain)],
        ["time of extraction over time of rjieba", spread(ratios, ".1f")],
        ["runs; load before and after", f"{RUNS}; {before}, {load()}"],
    ]
    return SECTION.format(
        documents=len(read),
        characters=characters,
        longest=max(len(document.source) for document in read),
        speed=table(("figure", "median (least to most)"), rows),
        growth=_growth(folder),
        memory=_memory(folder),
    )


def _growth(folder: Path) -> str:
    times = {size: seconds(partial(extract_all, [report_of(folder, size)])) for size in SIZES}
    rows = [[f"{size:,}", f"{time:.2f}", f"{size / time:,.0f}"] for size, time in times.items()]
    power = math.log(times[SIZES[-1]] / times[SIZES[0]]) / math.log(SIZES[-1] / SIZES[0])
    return f"Time grows with the {power:.2f}th power of the length (1 is linear).\n\n" + table(
        ("characters in one document", "seconds", "characters per second"), rows
    )


def _memory(folder: Path) -> str:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        peaks = pool.apply(_peaks, (folder,))
    return table(("most memory of the process", "MB"), [[what, f"{peak:,.0f}"] for what, peak in peaks])


def _peaks(folder: Path) -> list[tuple[str, float]]:
    """Return the peak of this process after each step, in MB."""
    found = [("program loaded", _peak())]
    read = documents(folder, STEP)
    longest = max(read, key=lambda document: len(document.source))
    extract_all(read[:1])
    found.append(("first document", _peak()))
    extract_all([longest])
    found.append(("longest document", _peak()))
    extract_all(read)
    return [*found, (f"{len(read)} documents", _peak())]


def _peak() -> float:
    # not ru_maxrss, which a process takes over from the one that started it
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


SECTION = """## Extraction

Structure and extraction of {documents} policy documents of five levels of government ({characters:,} characters, the
longest {longest:,}), in one process, in processor time.

{speed}

### Growth

{growth}

### Memory

{memory}
"""
