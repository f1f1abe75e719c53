"""How well an extraction agrees with a gold annotation (annotation guide, section 3).

Both sides have the form of annotation-format.md: dictionaries with `entities`, `observations` and `relations`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.entity import EntityType, scored_class
from kg.naming import fold

Annotation = Mapping[str, Any]
Item = Mapping[str, Any]

CLASSES = ("Project", "Reform", "Goal", "Agency", "Indicator")
RELATIONS = ("serves", "responsibleBody", "establishes", "partOf", "locatedIn", "measures", "hasStatus")
SIMILAR = 0.6  # the bigram F1 from which two names count as one
_REMEMBERED = 10_000  # names: each is compared with all others of its class


@dataclass(frozen=True, slots=True)
class Count:
    """Right and all, of the predicted and of the gold; the two rights differ where gold items are optional."""

    right_predicted: int = 0
    predicted: int = 0
    right_gold: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.right_predicted + other.right_predicted,
            self.predicted + other.predicted,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Counts by figure (class, `observations`, `observation periods`, relation), and what was missed or is spurious.

    An error is (`missed` or `spurious`, class or `observation`, name or quote). For periods the recall is the accuracy.
    """

    counts: dict[str, Count]
    errors: tuple[tuple[str, str, str], ...] = field(default=())


def score(gold: Annotation, predicted: Annotation) -> Score:
    """Compare one document; each predicted thing may answer to one gold thing, so that most find an answer."""
    counts: dict[str, Count] = {}
    errors: list[tuple[str, str, str]] = []
    answers: dict[str, str] = {}
    for kind, wanted, given, pairs in _classes(gold, predicted):
        answers |= {wanted[i]["id"]: given[j]["id"] for i, j in pairs.items()}
        if kind != "Place":
            needed = [i for i, e in enumerate(wanted) if e.get("certain", True)]
            counts[kind] = Count(len(pairs), len(given), sum(i in pairs for i in needed), len(needed))
            errors += [("missed", kind, wanted[i]["name"]) for i in needed if i not in pairs]
            errors += [("spurious", kind, e["name"]) for j, e in enumerate(given) if j not in set(pairs.values())]
    observed, more = _observations(gold, predicted)
    return Score(counts | observed | _relations(gold, predicted, answers), (*errors, *more))


def matches(gold: Annotation, predicted: Annotation) -> dict[str, str]:
    """Return, by the id of each gold entity that has an answer, the id of the predicted entity that answers it."""
    return {
        wanted[i]["id"]: given[j]["id"]
        for _, wanted, given, pairs in _classes(gold, predicted)
        for i, j in pairs.items()
    }


def pool(scores: Iterable[Score]) -> Score:
    """Add the counts of several documents."""
    counts: dict[str, Count] = {}
    errors: list[tuple[str, str, str]] = []
    for one in scores:
        errors.extend(one.errors)
        for figure, count in one.counts.items():
            counts[figure] = counts.get(figure, Count()) + count
    return Score(counts, tuple(errors))


def macro_f1(scored: Score) -> float:
    """Return the mean F1 of the entity classes that the gold has."""
    figures = [scored.counts[c].f1 for c in CLASSES if c in scored.counts and scored.counts[c].gold]
    return sum(figures) / len(figures) if figures else 0.0


def report(scored: Score) -> str:
    """Return a table: one line per figure with precision, recall, F1 and the counts."""
    lines = [f"{'':22s}{'precision':>10s}{'recall':>8s}{'F1':>8s}{'predicted':>11s}{'gold':>6s}"]
    for figure, count in scored.counts.items():
        if figure == "observation periods":
            lines.append(f"{figure:22s}{'accuracy':>10s}{count.recall:8.3f}{'':8s}{'':11s}{count.gold:6d}")
            continue
        lines.append(
            f"{figure:22s}{count.precision:10.3f}{count.recall:8.3f}{count.f1:8.3f}{count.predicted:11d}{count.gold:6d}"
        )
    lines.append(f"{'entities (macro)':22s}{'':18s}{macro_f1(scored):8.3f}")
    return "\n".join(lines)


def similarity(one: Item, two: Item) -> float:
    """Return the best bigram F1 between the names and aliases of two entities."""
    others = _names(two)
    return max((_bigram_f1(a, b) for a in _names(one) for b in others), default=0.0)


def _classes(gold: Annotation, predicted: Annotation) -> Iterator[tuple[str, list[Item], list[Item], dict[int, int]]]:
    """Yield for each class the gold and predicted entities, and which of the gold each predicted one answers."""
    for kind in (*CLASSES, "Place"):
        wanted = [e for e in gold["entities"] if _class(e) == kind]
        given = [e for e in predicted["entities"] if _class(e) == kind]
        yield kind, wanted, given, _pair(wanted, given, similarity)


def _names(entity: Item) -> list[str]:
    return sorted({fold(n) for n in (entity["name"], *entity.get("aliases", ()))} - {""})


def _class(entity: Item) -> str:
    kind: EntityType = entity["type"]
    return scored_class(kind)


def _bigram_f1(a: str, b: str) -> float:
    if a == b:
        return 1.0
    first, second = _bigrams(a), _bigrams(b)
    shared = sum(min(count, second[gram]) for gram, count in first.items() if gram in second)
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _bigrams(name: str) -> Counter[str]:
    return Counter(name[i : i + 2] for i in range(max(1, len(name) - 1)))


def _pair(wanted: Sequence[Item], given: Sequence[Item], alike: Callable[[Item, Item], float]) -> dict[int, int]:
    """Return which wanted item each given one answers, with the most pairs and among those the most alike."""
    if not wanted or not given:
        return {}
    table = np.array([[alike(w, g) for g in given] for w in wanted])
    weight = np.where(table >= SIMILAR, 1 + table * 1e-3, 0.0)
    rows, columns = linear_sum_assignment(-weight)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if weight[i, j] > 0}


def observation_matches(gold: Annotation, predicted: Annotation) -> dict[int, int]:
    """Return, by the index of each gold observation that has an answer, the index of the predicted one."""
    indicators = [{e["id"]: e for e in side["entities"]} for side in (gold, predicted)]

    def alike(want: Item, got: Item) -> float:
        same = want["kind"] == got["kind"] and (want.get("unit") or "") == (got.get("unit") or "")
        if not (same and _same_value(want, got)):
            return 0.0
        return similarity(indicators[0][want["indicator"]], indicators[1][got["indicator"]])

    return _pair(gold["observations"], predicted["observations"], alike)


def _observations(gold: Annotation, predicted: Annotation) -> tuple[dict[str, Count], list[tuple[str, str, str]]]:
    wanted, given = gold["observations"], predicted["observations"]
    pairs = observation_matches(gold, predicted)
    dated = [(i, j) for i, j in pairs.items() if wanted[i].get("period")]
    agree = sum(wanted[i]["period"] == (given[j].get("period") or "") for i, j in dated)
    errors = [("missed", "observation", o["evidence"]) for i, o in enumerate(wanted) if i not in pairs]
    errors += [("spurious", "observation", o["evidence"]) for j, o in enumerate(given) if j not in set(pairs.values())]
    counts = {
        "observations": Count(len(pairs), len(given), len(pairs), len(wanted)),
        "observation periods": Count(agree, len(dated), agree, len(dated)),
    }
    return counts, errors


def _same_value(want: Item, got: Item) -> bool:
    a, b = want.get("value"), got.get("value")
    if a is None or b is None:
        return a is b and fold(want.get("text") or "") == fold(got.get("text") or "")
    return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a)))


def _relations(gold: Annotation, predicted: Annotation, answers: Mapping[str, str]) -> dict[str, Count]:
    """Count the relations of matched entities; those of unmatched ones are entity errors and counted there."""
    optional = {e["id"] for e in gold["entities"] if not e.get("certain", True)}
    matched = set(answers.values())
    counts: dict[str, Count] = {}
    for kind in RELATIONS:
        wanted: set[tuple[str, str]] = set()
        allowed: set[tuple[str, str]] = set()
        for r in (r for r in gold["relations"] if r["type"] == kind):
            head, tail = (answers.get(end, end if ":" in end else f"?{end}") for end in (r["head"], r["tail"]))
            allowed.add((head, tail))
            if r["basis"] != "inferred" and r.get("certain", True) and not {r["head"], r["tail"]} & optional:
                wanted.add((head, tail))
        stated = [r for r in predicted["relations"] if r["type"] == kind and r["basis"] != "inferred"]
        given = {(r["head"], r["tail"]) for r in stated}
        judged = {pair for pair in given if pair[0] in matched}
        counts[kind] = Count(len(judged & allowed), len(judged), len(given & wanted), len(wanted))
    return counts
