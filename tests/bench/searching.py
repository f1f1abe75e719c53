"""Speed and size of the passage index."""

import importlib.util
import random
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import rjieba

from corpus.structuring import structure
from embeddings.baseline import bm25
from embeddings.encoder import BUNDLED, Encoder, load_encoder
from embeddings.index import IndexedPassage, Mode, PassageIndex

from ..evals.table import table
from .clock import load, percentile, seconds
from .texts import documents

MODES: tuple[Mode, ...] = ("lexical", "dense", "hybrid")
QUERIES = 300
EXACT_QUERIES = 100
SENTENCE_TRANSFORMERS = 2_000


def passages(folder: Path, wanted: int | None) -> list[IndexedPassage]:
    """Return the passages of all policy documents; repeated with a number added where more are wanted."""
    once = list(_passages(folder))
    if wanted is None:
        return once
    return list(islice((_again(passage, round) for round in count() for passage in once), wanted))


def _passages(folder: Path) -> Iterator[IndexedPassage]:
    for document in documents(folder):
        shape = structure(document)
        for passage in shape.passages:
            heading = " ".join(section.title for section in shape.path(passage.section))
            text = shape.view.text[passage.start : passage.end]
            yield IndexedPassage(f"{document.id}#{passage.index}", document.id, text, heading)


def _again(passage: IndexedPassage, round: int) -> IndexedPassage:
    if not round:
        return passage
    return IndexedPassage(f"{passage.id}+{round}", f"{passage.doc}+{round}", f"{passage.text}{round}", passage.heading)


def queries(every: list[IndexedPassage]) -> list[str]:
    """Return headings of the corpus, chosen with a fixed seed."""
    headings = sorted({p.heading.split(" ")[-1] for p in every} - {""})
    return random.Random(2016).sample(headings, min(QUERIES, len(headings)))


def report(folder: Path, wanted: int | None) -> str:
    """Return the section on search."""
    before = load()
    every = passages(folder, wanted)
    encoder = load_encoder()
    rows = [["passages", f"{len(every):,}"], *_encoding(every, encoder)]
    asked = queries(every)
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "index"
        took = seconds(lambda: PassageIndex.build(index, every, encoder))
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        rows += [
            ["build of the index, passages per second", f"{len(every) / took:,.0f}"],
            ["size of the index, bytes per passage", f"{size / len(every):,.0f}"],
            ["opening, seconds", f"{seconds(lambda: PassageIndex.open(index, encoder), time.perf_counter):.2f}"],
        ]
        answers = _answering(PassageIndex.open(index, encoder), asked, every)
        rows.append(["one document replaced, seconds", f"{_replace(index, every, encoder):.2f}"])
    rows.append(["load before and after", f"{before}, {load()}"])
    return SECTION.format(
        model=f"{encoder.name}, {encoder.dimensions} dimensions",
        figures=table(("figure", "value"), rows),
        queries=len(asked),
        answers=answers,
    )


def _encoding(every: list[IndexedPassage], encoder: Encoder) -> list[list[str]]:
    texts = [passage.whole for passage in every[:20_000]]
    ours = len(texts) / seconds(lambda: encoder.encode_passages(texts))
    words = len(texts) / seconds(lambda: [rjieba.cut(text) for text in texts])
    rows = [
        ["encoding, passages per second", f"{ours:,.0f}"],
        ["words by rjieba of the same passages, passages per second", f"{words:,.0f}"],
    ]
    if importlib.util.find_spec("sentence_transformers") is not None:
        from sentence_transformers import SentenceTransformer  # takes seconds, and torch

        plain = SentenceTransformer(str(BUNDLED), device="cpu")
        some = texts[:SENTENCE_TRANSFORMERS]
        plain.encode(some[:100])
        took = seconds(lambda: plain.encode(some, show_progress_bar=False))
        rows.append(["the same model by sentence-transformers, passages per second", f"{len(some) / took:,.0f}"])
    return rows


def _answering(index: PassageIndex, asked: list[str], every: list[IndexedPassage]) -> str:
    rows = []
    for mode in MODES:
        for query in asked[:20]:
            index.search(query, 10, mode)
        work = [partial(index.search, query, 10, mode) for query in asked]
        times = [1000 * seconds(search, time.perf_counter) for search in work]
        busy = [1000 * seconds(search) for search in work]
        rows.append([mode, *(f"{percentile(values, share):.1f}" for values in (times, busy) for share in (0.5, 0.95))])
    texts = {passage.id: passage.whole for passage in every}
    some = {str(number): query for number, query in enumerate(asked[:EXACT_QUERIES])}
    building = seconds(lambda: bm25(texts, {}))
    both = seconds(lambda: bm25(texts, some))
    exact = 1000 * max(0.0, both - building) / len(some)
    rows.append(["exact BM25 over jieba's words (mean)", "", "", f"{exact:.1f}", ""])
    return table(
        ("way", "median, ms", "95th percentile, ms", "median of processor time, ms", "95th percentile of it, ms"), rows
    )


def _replace(index: Path, every: list[IndexedPassage], encoder: Encoder) -> float:
    doc = every[0].doc
    new = [IndexedPassage(p.id, p.doc, p.text + "。", p.heading) for p in every if p.doc == doc]
    return seconds(lambda: PassageIndex.update(index, [doc], new, encoder), time.perf_counter)


SECTION = """## Search

The passages of all policy documents under their headings, with the model {model}. What is
told per second is per second of processor time; opening, replacing and queries are timed by the clock.

{figures}

### Queries

{queries} headings of the corpus as queries, ten hits, one at a time.

{answers}
"""
