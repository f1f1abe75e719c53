"""Room for what is drawn: boxes that do not overlap."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
_CHARACTER, _LINE, _SHOWN = 14.0, 47.0, 14
_ANCHOR_CHARACTER, _ANCHOR_LINE = 19.0, 64.0
_NODE = 36.0
_LABELLED = 130
"""In a picture of so many nodes each label has its room, in a larger one its part of that; the page then shows as many
labels as fit."""
_ROUNDS = 300
_SLACK, _LONGEST = 0.5, 60.0


def sizes(labels: Sequence[str], anchors: Iterable[int]) -> _Floats:
    """Return the width and height (n, 2) that each node takes with its label; an anchor's is larger."""
    part = min(1.0, _LABELLED / len(labels))
    boxes = np.array(
        [[max(_NODE, (_CHARACTER * min(_SHOWN, len(label)) + 12) * part), max(_NODE, _LINE * part)] for label in labels]
    )
    for place in anchors:
        wide = sum(1.0 if ord(c) > 0x2E80 else 0.55 for c in labels[place])
        boxes[place] = _ANCHOR_CHARACTER * wide + 30, _ANCHOR_LINE
    return boxes


def apart(places: _Floats, boxes: _Floats) -> _Floats:
    """Push overlapping boxes apart along the axis on which they overlap less; both are (n, 2)."""
    wide = np.flatnonzero(boxes[:, 0] > 2 * np.median(boxes[:, 0]))
    common = np.delete(boxes, wide, axis=0).max(axis=0)
    for _ in range(_ROUNDS):
        pairs = _near(places, boxes, wide, common)
        gap = places[pairs[:, 0]] - places[pairs[:, 1]]
        over = (boxes[pairs[:, 0]] + boxes[pairs[:, 1]]) / 2 - np.abs(gap)
        hit = (over > _SLACK).all(axis=1)
        if not hit.any():
            break
        pairs, gap, over = pairs[hit], gap[hit], over[hit]
        # Equal coordinates have no sign; the order of the nodes decides then.
        side = np.where(gap == 0, np.where(pairs[:, 0] > pairs[:, 1], 1.0, -1.0)[:, None], np.sign(gap))
        push = 0.55 * over * side * (over == over.min(axis=1, keepdims=True))
        places = places + moved(len(places), pairs, push).clip(-_LONGEST, _LONGEST)
    return places


def _near(places: _Floats, boxes: _Floats, wide: _Ints, common: _Floats) -> _Ints:
    """Return pairs (m, 2) of places whose boxes may overlap: a tree finds the common ones, the few `wide` ones look."""
    found = [cKDTree(places / common).query_pairs(1.0, p=np.inf, output_type="ndarray")]
    for place in wide:
        close = np.flatnonzero((np.abs(places - places[place]) < (boxes + boxes[place]) / 2).all(axis=1))
        found.append(np.column_stack([np.full(len(close), place), close])[close != place])
    return np.concatenate(found)


def moved(count: int, pairs: _Ints, push: _Floats) -> _Floats:
    """Return (count, 2) what pushes (m, 2) move: the first of each pair (m, 2) that way, the second the other way."""
    both, ways = pairs.T.ravel(), np.concatenate([push, -push])
    return np.stack([np.bincount(both, ways[:, axis], count) for axis in (0, 1)], axis=1)
