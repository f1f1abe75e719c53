"""What hybrid search loses where its weights are chosen on other queries, or on other sets, than it is scored on."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.fusion import TRUST, Trust, fuse, keyword_parts
from embeddings.index import IndexedPassage, PassageIndex
from embeddings.measures import ndcg
from embeddings.retrieval import RetrievalSet
from embeddings.scope import EVERYTHING

from .table import table

TRIED = tuple(Trust(*values) for values in product((2.0, 3.0, 4.0), (0.6, 0.8), (4.0, 6.0)))
POOL = 200

Values = Mapping[Trust, Sequence[float]]
"""nDCG@10 of each judged query under each choice."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """Means over the queries of a set: with the weights in use, those chosen on other queries, those on other sets."""

    name: str
    used: float
    queries: float
    sets: float


def values_of(data: RetrievalSet, encoder: Encoder) -> Values:
    """Search each judged query once, and put what both sides found together under each choice."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        PassageIndex.build(folder, (IndexedPassage(id, id, text) for id, text in data.passages.items()), encoder)
        index = PassageIndex.open(folder, encoder)
        values: dict[Trust, list[float]] = {trust: [] for trust in TRIED}
        for query, grades in data.grades.items():
            found = index._found(data.queries[query], POOL, "hybrid", EVERYTHING, ())
            for trust in TRIED:
                keywords = keyword_parts(found.words, found.shares, trust, latin=found.latin)
                values[trust].append(ndcg([id for id, _ in fuse(found.cosines, keywords, trust=trust)], grades))
        return values


def crossed(values: Mapping[str, Values]) -> list[Crossed]:
    """Score each half of every set's queries (each second one) with the weights that the other halves choose.

    The choice is that of the greatest sum of the sets' means, so that each set counts alike.
    """
    halves = [_chosen([_half(one, half) for one in values.values()]) for half in (0, 1)]
    rows = []
    for name, one in values.items():
        apart = sum(sum(_half(one, half)[halves[1 - half]]) for half in (0, 1)) / len(one[TRUST])
        other = _chosen([v for key, v in values.items() if key != name])
        rows.append(Crossed(name, _mean(one[TRUST]), apart, _mean(one[other])))
    return rows


def figures(rows: Sequence[Crossed], plain: Mapping[str, float]) -> str:
    """Return the table, with the gains over the plain baseline of each set."""

    def told(name: str, value: float) -> str:
        return f"{value:.3f} ({value - plain[name]:+.3f})"

    return table(
        ("set", "weights in use", "chosen on the other half of the queries", "chosen on the other sets"),
        [[row.name, *(told(row.name, value) for value in (row.used, row.queries, row.sets))] for row in rows],
    )


def _half(values: Values, half: int) -> Values:
    return {trust: scores[half::2] for trust, scores in values.items()}


def _chosen(every: Sequence[Values]) -> Trust:
    return max(TRIED, key=lambda trust: sum(_mean(values[trust]) for values in every))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
