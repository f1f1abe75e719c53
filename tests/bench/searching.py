"""Speed and size of the passage index over many passages."""

import importlib.util
import random
import tempfile
import time
from collections.abc import Callable, Sequence
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
BM25_PASSAGES = 100_000
DEPTH = 10


def queries(every: Sequence[IndexedPassage]) -> list[str]:
    """Return first clauses of passages, asked for as a person would, chosen with a fixed seed."""
    chosen = random.Random(2016).sample(every, min(QUERIES, len(every)))
    return [passage.text.partition("，")[0][-20:] or passage.heading for passage in chosen]


def report(folder: Path, wanted: int | None) -> str:
    """Return the section on search."""
    before = load()
    every = million.passages(folder, wanted or PASSAGES)
    encoder = load_encoder()
    encoding = _encoding([passage.whole for passage in every[:ENCODED]], encoder)
    asked = queries(every)
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "index"
        rows, nearest = _built(index, every, encoder, asked)
        # One thread each: FAISS, BLAS, and Python's own.
        faiss.omp_set_num_threads(1)
        with threadpool_limits(1):
            opened = PassageIndex.open(index, encoder)
            recall = nearest.recall(_cosines(opened, every, encoder, asked[:JUDGED]))
            answers = _answering(opened, asked, every)
        rows += [
            ["recall of the ten nearest, against all full vectors", f"{recall:.3f}"],
            ["one document added, seconds", f"{_added(index, every, encoder):.2f}"],
        ]
    rows.append(["load before and after", f"{before}, {load()}"])
    return SECTION.format(
        passages=len(every),
        characters=sum(len(passage.whole) for passage in every[:ENCODED]) / min(ENCODED, len(every)),
        model=f"{encoder.name}, {encoder.dimensions} dimensions",
        encoding=encoding,
        figures=table(("figure", "value"), rows),
        queries=len(asked),
        answers=answers,
        baseline=min(BM25_PASSAGES, len(every)),
    )


def _built(
    folder: Path, every: list[IndexedPassage], encoder: Encoder, asked: list[str]
) -> tuple[list[list[str]], Nearest]:
    nearest = Nearest(encoder.encode_queries(asked[:JUDGED]), DEPTH)
    watching = nearest.watching(encoder)
    took = seconds(lambda: PassageIndex.build(folder, every, watching))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    vectors = sum(path.stat().st_size for path in (folder / "segments").rglob("*") if path.is_file())
    opening = [seconds(lambda: PassageIndex.open(folder, encoder), time.perf_counter) for _ in range(RUNS)]
    rows = [
        ["build of the index, passages per second of processor time", f"{len(every) / took:,.0f}"],
        ["size of the index, bytes per passage", f"{size / len(every):,.0f}"],
        ["of these for vectors, ids and fingerprints", f"{vectors / len(every):,.0f}"],
        ["recall written to the manifest", f"{Manifest.read(folder).recall:.3f}"],
        ["opening, seconds (least of 3)", f"{min(opening):.2f}"],
    ]
    return rows, nearest


def _cosines(
    index: PassageIndex, every: list[IndexedPassage], encoder: Encoder, asked: list[str]
) -> list[NDArray[np.float32]]:
    """Return for each query the full cosines of the passages that the index finds nearest."""
    texts = {passage.id: passage.whole for passage in every}
    found = []
    for query in asked:
        near = encoder.encode_passages([texts[hit.id] for hit in index.search(query, DEPTH, "dense")])
        found.append(near @ encoder.encode_queries([query])[0])
    return found


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
        clock = number / min(seconds(work, time.perf_counter) for _ in range(RUNS))
        busy = number / min(seconds(work) for _ in range(RUNS))
        rows.append([name, f"{clock:,.0f}", f"{busy:,.0f}"])
    return table(("encoding", "passages per second", "per second of processor time"), rows)


def _answering(index: PassageIndex, asked: list[str], every: list[IndexedPassage]) -> str:
    rows = []
    for mode in MODES:
        for query in asked[:20]:
            index.search(query, DEPTH, mode)
        work = [partial(index.search, query, DEPTH, mode) for query in asked]
        times = [1000 * min(seconds(search, time.perf_counter) for _ in range(RUNS)) for search in work]
        busy = [1000 * seconds(search) for search in work]
        rows.append([mode, *(f"{percentile(values, share):.1f}" for values in (times, busy) for share in (0.5, 0.95))])
    texts = {passage.id: passage.whole for passage in every[:BM25_PASSAGES]}
    some = {str(number): query for number, query in enumerate(asked[:JUDGED])}
    building = seconds(lambda: bm25(texts, {}))
    both = seconds(lambda: bm25(texts, some))
    exact = 1000 * max(0.0, both - building) / len(some)
    rows.append(["plain BM25 over jieba's words (mean; fewer passages, see below)", "", "", f"{exact:.1f}", ""])
    return table(
        ("way", "median, ms", "95th percentile, ms", "median of processor time, ms", "95th percentile of it, ms"), rows
    )


def _added(index: Path, every: list[IndexedPassage], encoder: Encoder) -> float:
    doc = every[0].doc
    new = [IndexedPassage(f"{p.id}+new", "new", p.text + "。", p.heading) for p in every if p.doc == doc]
    return seconds(lambda: PassageIndex.update(index, [], new, encoder), time.perf_counter)


SECTION = """## Search

{passages:,} passages: the articles of laws and regulations with their titles, repeated with a sentence of each changed
for one of another; {characters:.0f} characters on average; the model {model}. Encoding uses all cores, queries one.
Times by the clock are the least of three runs, as other programs lengthen them.

{encoding}

{figures}

### Queries

{queries} first clauses of passages as queries, ten hits, one at a time. Plain BM25 searches {baseline:,} passages.

{answers}
"""
