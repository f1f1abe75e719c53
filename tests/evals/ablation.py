"""What the learned classifier adds to the rules."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.extraction.overlooked import RULE
from kg.scoring import CLASSES, RELATIONS, Count, matches

from .extraction import Counts, counts_of, macro, total
from .gold import Case
from .table import table

BOUNDS = (0.5, 0.58, 0.64, 0.7, 0.8, 1.01)
FIGURES = (*CLASSES, "observations", *(name for name in RELATIONS if name != "establishes"))


def comparison(alone: Sequence[Case], joined: Sequence[Case]) -> str:
    """Return precision, recall and F1 of the rules alone and with the classifier."""
    before, after = (list(map(_counts, cases)) for cases in (alone, joined))
    rows = []
    for name in FIGURES:
        a, b = total(before, name), total(after, name)
        rows.append([name, _shares(a), _shares(b), f"{b.f1 - a.f1:+.3f}", str(a.gold)])
    a, b = macro(before), macro(after)
    rows.insert(len(CLASSES), ["**entities (macro)**", f"{a:.3f}", f"{b:.3f}", f"{b - a:+.3f}", ""])
    return table(("precision / recall / F1", "rules alone", "with the classifier", "change of F1", "gold"), rows)


def calibration(cases: Iterable[Case]) -> str:
    """Return how many of the names that the classifier adds the annotators have too, by its confidence."""
    added: list[tuple[float, bool]] = []
    for case in cases:
        right = set(matches(case.gold, case.predicted).values())
        added += [(e["confidence"], e["id"] in right) for e in _learned(case.predicted)]
    rows = []
    for low, high in pairwise(BOUNDS):
        within = [right for confidence, right in added if low <= confidence < high]
        share = f"{sum(within) / len(within):.2f}" if within else ""
        rows.append([f"{low:.2f} to {min(high, 1):.2f}", str(len(within)), share])
    return table(("confidence", "names added", "share annotated"), rows)


def _learned(predicted: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [e for e in predicted["entities"] if e["rule"] == RULE]


def _counts(case: Case) -> Counts:
    return counts_of(case.gold, case.predicted)


def _shares(count: Count) -> str:
    return f"{count.precision:.3f} / {count.recall:.3f} / {count.f1:.3f}"
