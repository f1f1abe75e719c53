"""Figures of search: nDCG@10 on the retrieval sets, and what hybrid search gains over plain BM25."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.index import Mode
from embeddings.measures import ndcg
from embeddings.retrieval import RetrievalSet, Run, baseline_run, read_set, search_run

from .bootstrap import Interval, interval_of_mean
from .table import between, table

MODES: tuple[Mode, ...] = ("lexical", "dense", "hybrid")
BASELINE = "BM25"
HEADER = ("set", "passages", "queries", BASELINE, *MODES, "hybrid - BM25", "95 %")


@dataclass(frozen=True, slots=True)
class Row:
    """Means over the queries of one set, and the gain of hybrid search with its paired interval."""

    name: str
    passages: int
    queries: int
    means: dict[str, float]
    gain: float
    span: Interval


def measure(folder: Path, encoder: Encoder) -> Row:
    """Search one set in every mode and with the baseline."""
    data = read_set(folder)
    runs: dict[str, Run] = {BASELINE: baseline_run(data)}
    runs.update((mode, run) for mode, run in search_run(data, encoder, MODES).items())
    values = {name: _ndcg(data, run) for name, run in runs.items()}
    gains = [ours - plain for ours, plain in zip(values["hybrid"], values[BASELINE], strict=True)]
    means = {name: _mean(scores) for name, scores in values.items()}
    return Row(data.name, len(data.passages), len(data.grades), means, _mean(gains), interval_of_mean(gains))


def figures(rows: Iterable[Row]) -> str:
    """Return the table of all sets."""
    return table(
        HEADER,
        [
            [
                row.name,
                f"{row.passages:,}",
                f"{row.queries:,}",
                *(f"{row.means[name]:.3f}" for name in (BASELINE, *MODES)),
                f"{row.gain:+.3f}",
                between(*row.span, signed=True),
            ]
            for row in rows
        ],
    )


def _ndcg(data: RetrievalSet, run: Run) -> list[float]:
    """Return nDCG@10 of each judged query, in the order of the judgements."""
    return [ndcg([id for id, _ in run.get(query, ())], grades) for query, grades in data.grades.items()]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
