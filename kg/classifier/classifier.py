"""The classifier at work: multinomial logistic regression on features that are there or not."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.entity import EntityType

Array = NDArray[np.float64]

NAMED: tuple[EntityType, ...] = ("Project", "Reform", "Goal", "Agency")
CLASSES = ("none", *NAMED)
"""What a member may name."""

FILE = "model.json"


@dataclass(frozen=True, slots=True)
class Classifier:
    """`weights` (features and one row for what every member has, x CLASSES) are whole numbers of `scale`.

    `rows` gives the row of each feature; the last row is the common one.
    """

    rows: dict[str, int]
    weights: NDArray[np.int16]
    scale: float

    def probabilities(self, examples: Sequence[Iterable[str]]) -> Array:
        """Return the probability of each class for each list of features: examples x CLASSES."""
        if not examples:
            return np.zeros((0, len(CLASSES)))
        # a feature without weights falls to the common row, which a set holds once
        get, common = self.rows.get, repeat(len(self.rows))
        known = [{len(self.rows), *map(get, example, common)} for example in examples]
        starts = np.cumsum([0, *map(len, known[:-1])])
        flat = np.fromiter(chain.from_iterable(known), np.int64)
        scores = np.add.reduceat(self.weights[flat].astype(np.int64), starts, axis=0) * self.scale
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def save(self, made: dict[str, Any]) -> bytes:
        """Return the file: what `made` it, and one line for each feature."""
        lines = ",\n".join(
            f"{json.dumps(feature, ensure_ascii=False)}: {self.weights[row].tolist()}"
            for feature, row in self.rows.items()
        )
        head = {"made": made, "classes": CLASSES, "scale": self.scale, "common": self.weights[-1].tolist()}
        text = json.dumps(head, ensure_ascii=False, indent=1)
        return f'{text[:-2]},\n "features": {{\n{lines}\n}}}}\n'.encode()

    @classmethod
    def load(cls, data: bytes) -> "Classifier":
        """Read what `save` wrote."""
        stored = json.loads(data)
        weights = np.array([*stored["features"].values(), stored["common"]], np.int16)
        return cls({feature: row for row, feature in enumerate(stored["features"])}, weights, stored["scale"])


NOTHING = Classifier({}, np.array([[1000, 0, 0, 0, 0]], np.int16), 1.0)
"""The classifier that finds no name: the rules stand alone."""


@cache
def bundled() -> Classifier:
    """Return the classifier that comes with the package, read once."""
    return Classifier.load(files("kg").joinpath("classifier", FILE).read_bytes())
