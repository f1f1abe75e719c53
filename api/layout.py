"""Where the nodes of a picture stand: near what they are linked to, with room for every label."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_CHARACTER, _LINE, _SHOWN = 14.0, 47.0, 14
_ANCHOR_CHARACTER, _ANCHOR_LINE = 19.0, 64.0
_ROUNDS, _STEPS = 400, 30_000_000
_BELOW = 12.0
"""So far below its place is the middle of a node with its label; an anchor's label is inside it."""
_ROOM = 1.9


def positions(
    labels: Mapping[str, str], edges: Sequence[tuple[str, str]], anchors: Sequence[str] = (), aspect: float = 1.5
) -> dict[str, tuple[float, float]]:
    """Return a place in pixels for every node of `labels`; `anchors` stand on a circle around the middle.

    `aspect` is the width of the frame by its height.

    Force-directed from a seeded start (Fruchterman and Reingold 1991), then boxes the size of the labels are pushed
    apart. The same input gives the same picture. Quadratic in the nodes: meant for some hundreds.
    """
    if not labels:
        return {}
    graph = nx.Graph()
    graph.add_nodes_from(labels)
    graph.add_edges_from((a, b) for a, b in edges if a in labels and b in labels and a != b)
    radius = 34.0 * max(4.0, len(labels) ** 0.5)
    start = _start(graph, anchors, radius)
    fixed = [a for a in anchors if a in labels] or None
    spring = nx.spring_layout(graph, pos=start, fixed=fixed, k=120.0, iterations=60, seed=7, scale=None, center=None)
    names = list(labels)
    places = np.array([spring[name] for name in names], dtype=np.float64)
    sizes = np.array([_size(labels[name], name in anchors) for name in names])
    below = np.array([[0.0, 0.0 if name in anchors else _BELOW] for name in names])
    places = _apart(_fitted(places, float(sizes.prod(axis=1).sum()), aspect) + below, sizes) - below
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, places, strict=True)}


def _size(label: str, anchor: bool) -> tuple[float, float]:
    """Return the width and height of a label with its shape; an anchor's is larger, and shown whole."""
    if anchor:
        wide = sum(1.0 if ord(c) > 0x2E80 else 0.55 for c in label)
        return _ANCHOR_CHARACTER * wide + 30, _ANCHOR_LINE
    return _CHARACTER * min(_SHOWN, len(label)) + 12, _LINE


def _fitted(places: NDArray[np.float64], area: float, aspect: float) -> NDArray[np.float64]:
    """Scale places (n, 2) to a frame of this aspect with room for labels of this area, and draw stragglers in."""
    height = (_ROOM * area / aspect) ** 0.5
    half = np.array([height * aspect, height]) / 2
    centred = places - np.median(places, axis=0)
    reach = np.maximum(np.percentile(np.abs(centred), 90, axis=0), 1.0)
    scaled = centred / reach
    folded = np.where(np.abs(scaled) > 1, np.sign(scaled) * (1 + np.log(np.maximum(np.abs(scaled), 1)) / 3), scaled)
    return np.asarray(folded * half, dtype=np.float64)


def _start(graph: nx.Graph, anchors: Sequence[str], radius: float) -> dict[str, tuple[float, float]]:
    """Put anchors on a circle and every other node near its anchors, in a sunflower pattern."""
    standing = [a for a in anchors if a in graph]
    start = {
        a: (radius * cos(2 * pi * i / len(standing)), radius * sin(2 * pi * i / len(standing)))
        for i, a in enumerate(standing)
    }
    for index, name in enumerate(n for n in graph if n not in start):
        near = [start[n] for n in graph[name] if n in standing]
        x = sum(p[0] for p in near) / len(near) if near else 0.0
        y = sum(p[1] for p in near) / len(near) if near else 0.0
        distance, angle = 12.0 * (index % 97 + 1) ** 0.5, index * 2.399963
        start[name] = (x + distance * cos(angle), y + distance * sin(angle))
    return start


def _apart(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push overlapping boxes apart along the axis on which they overlap less; places and sizes are (n, 2)."""
    need_x, need_y = ((sizes[:, None, axis] + sizes[None, :, axis]) / 2 for axis in (0, 1))
    for _ in range(min(_ROUNDS, _STEPS // len(places) ** 2)):
        gap_x = places[:, None, 0] - places[None, :, 0]
        gap_y = places[:, None, 1] - places[None, :, 1]
        over_x, over_y = need_x - np.abs(gap_x), need_y - np.abs(gap_y)
        overlap = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(overlap, False)
        if not overlap.any():
            break
        # Equal coordinates have no sign; the order of the nodes decides then.
        order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :])
        side_x = np.where(gap_x == 0, order, np.sign(gap_x))
        side_y = np.where(gap_y == 0, order, np.sign(gap_y))
        along_x = overlap & (over_x < over_y)
        along_y = overlap & ~along_x
        places = places + 0.5 * np.stack(
            [(over_x * side_x * along_x).sum(1), (over_y * side_y * along_y).sum(1)], axis=1
        ).clip(-60, 60)
    return places
