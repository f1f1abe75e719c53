"""Percentile bootstrap with a fixed seed (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13)."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 2000
SEED = 20160101
Interval = tuple[float, float]


def weights(items: int) -> NDArray[np.float64]:
    """Return how often each item (column) is drawn in each resample (row); the same for the same number of items."""
    chance = np.random.default_rng(SEED)
    return chance.multinomial(items, [1 / items] * items, size=RESAMPLES).astype(np.float64)


def interval(rows: Sequence[ArrayLike], figure: Callable[[NDArray[np.float64]], float]) -> Interval:
    """Return the 95 % interval of a figure of summed counts; `rows` holds the counts of each document.

    Resamples in which the figure is undefined (NaN) are left out.
    """
    counts = np.array(rows, dtype=np.float64)
    sums = np.einsum("rd,d...->r...", weights(len(counts)), counts)
    low, high = np.nanpercentile([figure(one) for one in sums], [2.5, 97.5])
    return float(low), float(high)


def interval_of_mean(values: Sequence[float]) -> Interval:
    """Return the 95 % interval of a mean; give differences of pairs for a paired interval."""
    means = weights(len(values)) @ np.array(values, dtype=np.float64) / len(values)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
