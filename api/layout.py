"""Where the nodes of a picture stand: around the themes that they serve, with room for what is drawn of them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations
from math import pi

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from api.spacing import apart, moved, sizes

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
_STEP = 40.0
"""The distance at which a push and a pull are even, in pixels."""
_ROUNDS, _REACH, _PULL, _PUSH = 80, 2.5, 0.12, 0.25
_GOLDEN = 2.399963
_TRIED = 8
"""The most anchors of which every order is tried."""
_ROOM, _WIDER = 1.25, 1.15
"""The frame by the room that the boxes take. Pushing low, wide boxes apart makes a picture higher: it starts wider."""


def positions(
    labels: Mapping[str, str], edges: Sequence[tuple[str, str]], anchors: Sequence[str] = (), aspect: float = 1.5
) -> dict[str, tuple[float, float]]:
    """Return a place in pixels for every node of `labels`; `anchors` stand around the middle, each amid its own.

    `aspect` is the width of the frame by its height.

    Force-directed from a computed start (Fruchterman and Reingold 1991, with their cut-off of the repulsion, whose
    pairs a k-d tree finds), then the boxes of what is drawn are pushed apart. The same input gives the same picture.
    Grows with n log n: 1,000 nodes take less than a second, 5,000 some seconds.
    """
    if not labels:
        return {}
    names = list(labels)
    index = {name: place for place, name in enumerate(names)}
    known = ((index[a], index[b]) for a, b in edges if a in index and b in index and a != b)
    links = np.array(sorted({(min(pair), max(pair)) for pair in known}), dtype=np.int64).reshape(-1, 2)
    standing = np.array([index[a] for a in anchors if a in index], dtype=np.int64)
    boxes = sizes(list(labels.values()), standing)
    places = _relaxed(_start(len(names), links, standing), links, standing)
    places = apart(_fitted(places, boxes, aspect * _WIDER), boxes)
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, places, strict=True)}


def _start(count: int, links: _Ints, anchors: _Ints) -> _Floats:
    """Return anchors on a circle, each on an arc by what hangs on it, and every other node among its neighbours."""
    serving = np.zeros((count, len(anchors)))
    for place, anchor in enumerate(anchors):
        for near, far in ((0, 1), (1, 0)):
            serving[links[links[:, near] == anchor, far], place] = 1
    places = np.zeros((count, 2))
    places[anchors] = _circle(serving)
    total = serving.sum(axis=1, keepdims=True)
    places += serving @ places[anchors] / np.maximum(total, 1) * (total > 0)
    places[anchors] = _circle(serving)
    lost = total[:, 0] == 0
    lost[anchors] = False
    places[lost] = _amid(places, links, ~lost)[lost]
    # In a sunflower's pattern around that place, since many have the same.
    turn = np.arange(count)
    spread = np.stack([np.cos(turn * _GOLDEN), np.sin(turn * _GOLDEN)], axis=1)
    spread *= (0.22 * _STEP * (1 + turn % 211) ** 0.5)[:, None]
    spread[anchors] = 0
    return np.asarray(places + spread, dtype=np.float64)


def _circle(serving: _Floats) -> _Floats:
    """Return a place for each anchor; `serving` (n, anchors) is 1 where a node is linked to one."""
    order = _order(serving)
    weight = 1 + serving[:, order].sum(axis=0) ** 0.5
    angles = 2 * pi * (np.cumsum(weight) - weight / 2) / max(float(weight.sum()), 1.0)
    found = np.zeros((len(order), 2))
    found[order] = 0.6 * _STEP * len(serving) ** 0.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return found


def _order(serving: _Floats) -> list[int]:
    """Return the order of anchors round a circle in which those that share most stand side by side."""
    count = serving.shape[1]
    if not 3 < count <= _TRIED:
        return list(range(count))
    shared = serving.T @ serving
    orders = ((0, *rest) for rest in permutations(range(1, count)))
    return list(max(orders, key=lambda order: sum(shared[pair] for pair in pairwise((*order, 0)))))


def _amid(places: _Floats, links: _Ints, known: NDArray[np.bool_]) -> _Floats:
    """Return for each node the middle of its neighbours whose place is known; the origin where there is none."""
    total = np.zeros((len(places), 3))
    for near, far in ((0, 1), (1, 0)):
        ends = links[known[links[:, far]]]
        np.add.at(total, ends[:, near], np.column_stack([places, np.ones(len(places))])[ends[:, far]])
    return np.asarray(total[:, :2] / np.maximum(total[:, 2:], 1), dtype=np.float64)


def _relaxed(places: _Floats, links: _Ints, anchors: _Ints) -> _Floats:
    """Let links pull and near nodes push, less with every round; anchors stay."""
    count = len(places)
    degree = np.bincount(links.ravel(), minlength=count)
    # A node of many links is not torn to one of them.
    strength = (_PULL / np.maximum(1, np.minimum(degree[links[:, 0]], degree[links[:, 1]])))[:, None]
    free = np.ones((count, 1))
    free[anchors] = 0
    for done in range(_ROUNDS):
        gap, distance = _between(places, links)
        pull = -strength * gap * np.maximum(0, 1 - 1.5 * _STEP / distance)
        near = cKDTree(places).query_pairs(_REACH * _STEP, output_type="ndarray")
        gap, distance = _between(places, near)
        push = _PUSH * gap / distance * (_STEP**2 / distance - _STEP / _REACH)
        move = free * (moved(count, links, pull) + moved(count, near, push))
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        places = places + move / length * np.minimum(length, 1.5 * _STEP * (1 - done / _ROUNDS))
    return places


def _between(places: _Floats, pairs: _Ints) -> tuple[_Floats, _Floats]:
    """Return for each pair (m, 2) the way from its second to its first place (m, 2), and how long it is (m, 1)."""
    gap = places[pairs[:, 0]] - places[pairs[:, 1]]
    return gap, np.maximum(np.linalg.norm(gap, axis=1, keepdims=True), 1.0)


def _fitted(places: _Floats, boxes: _Floats, aspect: float) -> _Floats:
    """Scale places (n, 2) to a frame of this aspect with room for the boxes, and draw stragglers in."""
    height = (_ROOM * boxes.prod(axis=1).sum() / aspect) ** 0.5
    half = np.array([height * aspect, height]) / 2
    centred = places - np.median(places, axis=0)
    reach = np.maximum(np.percentile(np.abs(centred), 92, axis=0), 1.0)
    scaled = centred / reach
    folded = np.where(np.abs(scaled) > 1, np.sign(scaled) * (1 + np.log(np.maximum(np.abs(scaled), 1)) / 5), scaled)
    return np.asarray(folded * half, dtype=np.float64)
