"""Speed, size and recall of the passage index over a million passages."""

import importlib.util
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import faiss
import numpy as np
import rjieba
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from embeddings.baseline import bm25
from embeddings.encoder import BUNDLED, Encoder, load_encoder
from embeddings.index import IndexedPassage, Mode, PassageIndex
from embeddings.manifest import Manifest

from ..evals.table import table
from . import million
from .clock import load, percentile, seconds
from .exact import Nearest

MODES: tuple[Mode, ...] = ("lexical", "dense", "hybrid")
PASSAGES = 1_000_000
QUERIES, JUDGED = 300, 100
RUNS = 3
ENCODED, SENTENCE_TRANSFORMERS = 20_000, 2_000
BM25_PASSAGES = 20_000
DEPTH = 10
STEP = 50_000


def queries(every: Sequence[IndexedPassage]) -> list[str]:
    """Return first clauses of passages, asked for as a person would, chosen with a fixed seed."""
    chosen = random.Random(2016).sample(every, min(QUERIES, len(every)))
    return [passage.text.partition("，")[0][-20:] or passage.heading for passage in chosen]


def report(folder: Path, wanted: int | None, kept: Path | None) -> str:
    """Return the section on search; what takes minutes is kept in the folder `kept`, and found there the next time."""
    before = load()
    every = million.passages(folder, wanted or PASSAGES)
    encoder = load_encoder()
    asked = queries(every)
    with ExitStack() as stack:
        place = kept or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        index = _built(place, every, encoder)
        nearest = _nearest(place, every, encoder, asked[:JUDGED])
        encoding = _encoding([passage.whole for passage in every[:ENCODED]], encoder)
        # One thread each: FAISS, BLAS, and Python's own.
        faiss.omp_set_num_threads(1)
        with threadpool_limits(1):
            rows = _sizes(index, every, encoder)
            rows += _recalls(index, every, encoder, asked[:JUDGED], nearest)
            answers = _answering(PassageIndex.open(index, encoder), asked, every)
            rows += _added(index, every, encoder)
    rows.append(["load before and after", f"{before}, {load()}"])
    lengths = [len(passage.whole) for passage in every]
    return SECTION.format(
        passages=len(every),
        mean=np.mean(lengths),
        percentiles=", ".join(f"{length:.0f}" for length in np.percentile(lengths, [5, 50, 95])),
        model=f"{encoder.name}, {encoder.dimensions} dimensions",
        encoding=encoding,
        figures=table(("figure", "value"), rows),
        queries=len(asked),
        characters=np.mean([len(query) for query in asked]),
        answers=answers,
        baseline=min(BM25_PASSAGES, len(every)),
    )


def _built(place: Path, every: list[IndexedPassage], encoder: Encoder) -> Path:
    """Return the folder of the index: the one kept, where it fits, or a new one."""
    index = place / "million"
    if Manifest.fits(index, encoder) and Manifest.read(index).passages == len(every):
        return index
    for old in (index, place / "million.new"):
        shutil.rmtree(old, ignore_errors=True)
    PassageIndex.build(place / "million.new", every, encoder, partial(_tell, "indexed"))
    (place / "million.new").rename(index)
    (place / "nearest.npy").unlink(missing_ok=True)
    return index


def _nearest(place: Path, every: list[IndexedPassage], encoder: Encoder, asked: list[str]) -> Nearest:
    """Return the nearest to the queries by full vectors."""
    nearest, path = Nearest(encoder.encode_queries(asked), DEPTH), place / "nearest.npy"
    if path.is_file():
        nearest.cosines = np.load(path)
        return nearest
    for start in range(0, len(every), STEP):
        nearest.see(encoder.encode_passages([passage.whole for passage in every[start : start + STEP]]))
        _tell("compared", start + STEP)
    np.save(path, nearest.cosines)
    return nearest


def _tell(what: str, done: int) -> None:
    if done % STEP < 4096:
        print(f"{what} {done:,}", file=sys.stderr, flush=True)


def _sizes(index: Path, every: list[IndexedPassage], encoder: Encoder) -> list[list[str]]:
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    vectors = sum(path.stat().st_size for path in (index / "segments").rglob("*") if path.is_file())
    opening = [seconds(lambda: PassageIndex.open(index, encoder), time.perf_counter) for _ in range(RUNS)]
    return [
        ["size of the index, bytes per passage", f"{size / len(every):,.0f}"],
        ["of these for vectors, ids and fingerprints", f"{vectors / len(every):,.0f}"],
        ["opening, seconds (least of 3)", f"{min(opening):.2f}"],
    ]


def _recalls(
    index: Path, every: list[IndexedPassage], encoder: Encoder, asked: list[str], nearest: Nearest
) -> list[list[str]]:
    """Compare with exact search: the ten nearest with full vectors, hybrid search with that over all stored vectors."""
    opened, whole = PassageIndex.open(index, encoder), PassageIndex.open(index, encoder)
    for segment in whole._segments._all:
        segment.vectors._sketch = None
    texts = {passage.id: passage.whole for passage in every}
    cosines: list[NDArray[np.float32]] = []
    same = 0
    for query in asked:
        near = encoder.encode_passages([texts[hit.id] for hit in opened.search(query, DEPTH, "dense")])
        cosines.append(near @ encoder.encode_queries([query])[0])
        exact = {hit.id for hit in whole.search(query, DEPTH)}
        same += len(exact & {hit.id for hit in opened.search(query, DEPTH)})
    return [
        ["recall of the ten nearest, against all full vectors", f"{nearest.recall(cosines):.3f}"],
        ["the ten hits of hybrid search that it has with exact vectors", f"{same / (DEPTH * len(asked)):.3f}"],
        ["recall written to the manifest", f"{Manifest.read(index).recall:.3f}"],
    ]


def _encoding(texts: list[str], encoder: Encoder) -> str:
    ways: list[tuple[str, int, Callable[[], object]]] = [
        ("this project", len(texts), lambda: encoder.encode_passages(texts)),
        ("words by rjieba, one thread", len(texts), lambda: [rjieba.cut(text) for text in texts]),
    ]
    if importlib.util.find_spec("sentence_transformers") is not None:
        from sentence_transformers import SentenceTransformer  # takes seconds, and torch

        plain = SentenceTransformer(str(BUNDLED), device="cpu")
        some = texts[:SENTENCE_TRANSFORMERS]
        plain.encode(some[:100])
        call = partial(plain.encode, some, show_progress_bar=False)
        ways.append(("the same model by sentence-transformers", len(some), call))
    rows = []
    for name, number, work in ways:
        rows.append([name, *(f"{1000 * number / least:,.0f}" for least in _least(work))])
    return table(("encoding", "passages per second", "per second of processor time"), rows)


def _answering(index: PassageIndex, asked: list[str], every: list[IndexedPassage]) -> str:
    rows = []
    for mode in MODES:
        for query in asked[:20]:
            index.search(query, DEPTH, mode)
        taken = [_least(partial(index.search, query, DEPTH, mode)) for query in asked]
        columns = [list(column) for column in zip(*taken, strict=True)]
        rows.append([mode, *(f"{percentile(column, share):.1f}" for column in columns for share in (0.5, 0.95))])
    texts = {passage.id: passage.whole for passage in every[:BM25_PASSAGES]}
    some = {str(number): query for number, query in enumerate(asked[:JUDGED])}
    building = seconds(lambda: bm25(texts, {}))
    both = seconds(lambda: bm25(texts, some))
    exact = 1000 * max(0.0, both - building) / len(some)
    rows.append(["plain BM25 over jieba's words (mean; fewer passages, see below)", "", "", f"{exact:.1f}", ""])
    return table(
        ("way", "median, ms", "95th percentile, ms", "median of processor time, ms", "95th percentile of it, ms"), rows
    )


def _least(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least milliseconds by the clock, and the least of processor time."""
    clock, busy = [], []
    for _ in range(RUNS):
        begun = time.process_time()
        clock.append(1000 * seconds(work, time.perf_counter))
        busy.append(1000 * (time.process_time() - begun))
    return min(clock), min(busy)


def _added(index: Path, every: list[IndexedPassage], encoder: Encoder) -> list[list[str]]:
    """Add a document to links of the files, as a build does."""
    doc = every[0].doc
    new = [IndexedPassage(f"{p.id}+new", "new", p.text + "。", p.heading) for p in every if p.doc == doc]
    copy = index.with_name("changed")
    clock, busy = [], []
    for _ in range(RUNS):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(index, copy, copy_function=os.link)
        begun = time.process_time()
        clock.append(seconds(lambda: PassageIndex.update(copy, [], new, encoder), time.perf_counter))
        busy.append(time.process_time() - begun)
    shutil.rmtree(copy)
    return [
        [f"one document of {len(new)} passages added, seconds (least of 3)", f"{min(clock):.2f}"],
        ["the same in processor time", f"{min(busy):.2f}"],
    ]


SECTION = """## Search

{passages:,} passages: the articles of laws and regulations with their titles, repeated with a sentence of each changed
for one of another; {mean:.0f} characters on average (5th, 50th and 95th percentile: {percentiles}); the model {model}.
Encoding uses all cores, queries one. Times are the least of three runs, as other programs lengthen them.

{encoding}

{figures}

### Queries

{queries} first clauses of passages as queries ({characters:.0f} characters on average), ten hits, one at a time.
Plain BM25 searches {baseline:,} passages.

{answers}
"""
