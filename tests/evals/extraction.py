"""Figures of extraction: counts per document, pooled, with intervals over documents."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.scoring import CLASSES, Annotation, Count, matches, score

from .bootstrap import interval
from .table import between, table

Counts = Mapping[str, Count]
HEADER = ("figure", "precision", "recall", "F1", "95 % of F1", "predicted", "gold")
ACCURACIES = ("observation periods", "responsibleBody roles")
"""Figures that are one share: how often a matched item has the right value."""

FEWEST = 3
"""No interval over fewer documents that state a thing."""

_NONE = Count()


def counts_of(gold: Annotation, predicted: Annotation) -> dict[str, Count]:
    """Return the counts of one document, roles of responsible bodies included."""
    return {**score(gold, predicted).counts, "responsibleBody roles": roles(gold, predicted)}


def roles(gold: Annotation, predicted: Annotation) -> Count:
    """Count stated bodies that were found with their thing, and how many of them have the gold's role."""
    answers = matches(gold, predicted)
    given = {(r["head"], r["tail"]): r["role"] for r in predicted["relations"] if r["type"] == "responsibleBody"}
    wanted = [
        (pair, r["role"])
        for r in gold["relations"]
        if r["type"] == "responsibleBody" and r["basis"] != "inferred"
        if (pair := (answers.get(r["head"]), answers.get(r["tail"]))) in given
    ]
    right = sum(given[pair] == role for pair, role in wanted)
    return Count(right, len(wanted), right, len(wanted))


def figures(documents: Sequence[Counts]) -> str:
    """Return a table of the figures pooled over documents; accuracies stand in the column of F1."""
    rows = [_row(name, [one.get(name, _NONE) for one in documents]) for name in _names(documents)]
    classes = [[_numbers(one.get(name, _NONE)) for name in CLASSES] for one in documents]
    macro = _macro(np.sum(np.array(classes), axis=0))
    rows.insert(
        len(CLASSES), ["**entities (macro)**", "", "", f"{macro:.3f}", between(*interval(classes, _macro)), "", ""]
    )
    return table(HEADER, rows)


def macro(documents: Sequence[Counts]) -> float:
    """Return the mean F1 of the classes, counts pooled."""
    return _macro(np.sum([[_numbers(one.get(name, _NONE)) for name in CLASSES] for one in documents], axis=0))


def total(documents: Sequence[Counts], name: str) -> Count:
    """Return one figure pooled over documents."""
    return sum((one.get(name, _NONE) for one in documents), _NONE)


def _names(documents: Sequence[Counts]) -> list[str]:
    names = dict.fromkeys(name for one in documents for name in one)
    role = "responsibleBody roles"
    ordered = [name for name in names if name != role]
    return [*ordered[: (at := ordered.index("responsibleBody") + 1)], role, *ordered[at:]]


def _row(name: str, counts: Sequence[Count]) -> list[str]:
    pooled = sum(counts, _NONE)
    if not pooled.gold:
        return [name, "", "", "", "", str(pooled.predicted), "0"]
    enough = sum(count.gold > 0 for count in counts) >= FEWEST
    span = between(*interval([_numbers(count) for count in counts], _f1)) if enough else ""
    if name in ACCURACIES:
        return [f"{name} (accuracy)", "", "", f"{pooled.recall:.3f}", span, "", str(pooled.gold)]
    shares = [f"{share:.3f}" for share in (pooled.precision, pooled.recall, pooled.f1)]
    return [name, *shares, span, str(pooled.predicted), str(pooled.gold)]


def _numbers(count: Count) -> list[int]:
    return [count.right_predicted, count.predicted, count.right_gold, count.gold]


def _f1(numbers: NDArray[np.float64]) -> float:
    right_predicted, predicted, right_gold, gold = numbers
    if not gold:
        return math.nan
    precision = right_predicted / predicted if predicted else 0.0
    recall = right_gold / gold
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _macro(classes: NDArray[np.float64]) -> float:
    found = [_f1(numbers) for numbers in classes if numbers[3]]
    return sum(found) / len(found) if found else 0.0
