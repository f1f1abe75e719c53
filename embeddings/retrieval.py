"""Measure search on a retrieval set: a folder with passages.tsv, queries.tsv (id, text) and qrels.tsv (ids, grade)."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from embeddings.baseline import bm25
from embeddings.encoder import Encoder
from embeddings.errors import EmbeddingError
from embeddings.index import IndexedPassage, Mode, PassageIndex
from embeddings.measures import ndcg, recall, reciprocal_rank

Run = Mapping[str, Sequence[tuple[str, float]]]
"""For each query id: (passage id, score), best first."""

DEPTH = 100
"""So many passages of each query go into a run."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages and queries by id; grades by query id and passage id."""

    name: str
    passages: dict[str, str]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the judged queries, 0 to 1: nDCG and recall of the first ten, reciprocal rank within the run."""

    set: str
    mode: str
    ndcg: float
    recall: float
    mrr: float
    queries: int
    passages: int


def read_set(folder: Path) -> RetrievalSet:
    """Read a set; raises EmbeddingError where a file is missing, a line is broken or a judgement names no passage."""
    passages = dict(_pairs(folder / "passages.tsv"))
    queries = dict(_pairs(folder / "queries.tsv"))
    grades: dict[str, dict[str, int]] = {}
    for query, passage, grade in _cells(folder / "qrels.tsv", 3):
        if query not in queries or passage not in passages or not grade.lstrip("-").isdigit():
            raise EmbeddingError(
                f"{folder / 'qrels.tsv'}: {query!r} {passage!r} {grade!r} is no judgement of a query and passage here",
                "give ids that stand in queries.tsv and passages.tsv, and a whole number",
            )
        grades.setdefault(query, {})[passage] = int(grade)
    if not grades:
        raise EmbeddingError(f"{folder / 'qrels.tsv'}: has no judgement", "give at least one")
    return RetrievalSet(folder.resolve().name, passages, queries, grades)


def search_run(data: RetrievalSet, encoder: Encoder, modes: Sequence[Mode]) -> dict[Mode, Run]:
    """Index the passages in a temporary folder and search every judged query in each mode."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        PassageIndex.build(folder, (IndexedPassage(id, id, text) for id, text in data.passages.items()), encoder)
        index = PassageIndex.open(folder, encoder)
        return {
            mode: {
                query: [(hit.id, hit.score) for hit in index.search(data.queries[query], DEPTH, mode)]
                for query in data.grades
            }
            for mode in modes
        }


def baseline_run(data: RetrievalSet) -> Run:
    """Plain BM25 over jieba's words, for every judged query."""
    return bm25(data.passages, {query: data.queries[query] for query in data.grades}, DEPTH)


def score_run(data: RetrievalSet, run: Run, mode: str) -> Scores:
    """Score a run by the judgements; a query that the run lacks scores zero."""
    ranked = {query: [id for id, _ in run.get(query, ())] for query in data.grades}
    gain, found, first = (
        fmean(measure(ranked[query], grades) for query, grades in data.grades.items())
        for measure in (ndcg, recall, reciprocal_rank)
    )
    return Scores(data.name, mode, gain, found, first, len(data.grades), len(data.passages))


def evaluate(
    folder: Path, encoder: Encoder, modes: Sequence[Mode] = ("dense", "lexical", "hybrid")
) -> tuple[list[Scores], dict[Mode, Run]]:
    """Return the scores of the modes and, last, of the baseline "BM25 over jieba"; and the runs of the modes."""
    data = read_set(folder)
    runs = search_run(data, encoder, modes)
    scores = [score_run(data, run, mode) for mode, run in runs.items()]
    return [*scores, score_run(data, baseline_run(data), "BM25 over jieba")], runs


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write a TREC run file: query, Q0, passage, rank from 1, score, tag."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for query, found in run.items():
            for rank, (passage, score) in enumerate(found, start=1):
                file.write(f"{query} Q0 {passage} {rank} {score:.6f} {tag}\n")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    return ((id, text) for id, text in _cells(path, 2))


def _cells(path: Path, width: int) -> list[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise EmbeddingError(
            f"{path}: no such file", "name a folder with passages.tsv, queries.tsv and qrels.tsv"
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r").split("\t", width - 1)
        if line.strip() and len(cells) != width:
            raise EmbeddingError(f"{path}:{number}: has {len(cells)} of {width} columns", "separate them by tabs")
        if line.strip():
            found.append(cells)
    return found
