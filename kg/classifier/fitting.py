"""Fit the classifier: multinomial logistic regression with a penalty on the squares of the weights, by L-BFGS."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.classifier.classifier import CLASSES, Array, Classifier


@dataclass(frozen=True, slots=True)
class Plan:
    """How the classifier is fitted: features seen in `least` examples, half of `penalty` on the squares of weights."""

    penalty: float = 3.3
    least: int = 2
    rounds: int = 200
    slightest: float = 0.04  # a feature whose weights are all smaller is left out
    scale: float = 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a member, and the number in CLASSES of what it names."""

    features: frozenset[str]
    answer: int


def fit(examples: Sequence[Example], plan: Plan = Plan()) -> Classifier:
    """Return the classifier that makes the answers likeliest, with small weights; the same input gives the same."""
    counts = Counter(feature for one in examples for feature in one.features)
    kept = sorted(feature for feature, count in counts.items() if count >= plan.least)
    rows = {feature: row for row, feature in enumerate(kept)}
    table = _table([one.features for one in examples], rows)
    weights = _minimum(table, np.array([one.answer for one in examples]), plan)
    strong = [row for row in range(len(kept)) if np.abs(weights[row]).max() >= plan.slightest]
    whole = np.rint(weights[[*strong, len(kept)]] / plan.scale).astype(np.int16)
    return Classifier({kept[row]: n for n, row in enumerate(strong)}, whole, plan.scale)


def _table(examples: Sequence[Iterable[str]], rows: dict[str, int]) -> csr_matrix:
    """Return examples x features and a last column of ones."""
    places = [sorted([*(rows[f] for f in features if f in rows), len(rows)]) for features in examples]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.concatenate(places)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(examples), len(rows) + 1))


def _minimum(table: csr_matrix, answers: "np.ndarray[tuple[int], np.dtype[np.int64]]", plan: Plan) -> Array:
    shape = (table.shape[1], len(CLASSES))
    given = np.eye(len(CLASSES))[answers]
    across = table.T.tocsr()
    free = np.ones(shape)
    free[-1] = 0  # the common row bears no penalty

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(shape)
        scores = table @ weights
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        total = odds.sum(axis=1, keepdims=True)
        value = float(np.log(total).sum() - (scores * given).sum())
        slope = across @ (odds / total - given) + plan.penalty * free * weights
        return value + plan.penalty * float((free * weights**2).sum()) / 2, slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": plan.rounds, "ftol": 1e-7})
    return np.asarray(found.x).reshape(shape)
