"""How good a ranking is, by relevance judgements: each function takes ids best first and the grades of one query."""

import math
from collections.abc import Mapping, Sequence

Grades = Mapping[str, int]


def ndcg(ranked: Sequence[str], grades: Grades, k: int = 10) -> float:
    """Discounted gain of the first k over that of the best order (Järvelin and Kekäläinen, TOIS 20, 2002); 0 to 1.

    The gain is the grade itself, as in trec_eval. 0 where nothing is relevant.
    """
    best = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    return _discounted([max(0, grades.get(id, 0)) for id in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Grades, k: int = 10) -> float:
    """The share of the relevant that is among the first k; 0 where nothing is relevant."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Grades, k: int = 100) -> float:
    """One over the place of the first relevant among the first k; 0 where there is none."""
    return next((1 / place for place, id in enumerate(ranked[:k], start=1) if grades.get(id, 0) > 0), 0.0)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
