"""How times are taken and told."""

import os
import time
from collections.abc import Callable
from statistics import median


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return how long the work takes, by default in seconds of processor time, which other programs do not lengthen."""
    start = clock()
    work()
    return clock() - start


def spread(values: list[float], form: str = ",.0f") -> str:
    """Return the median, and in brackets the least and the most."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share (0 to 1) of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def load() -> str:
    """Return how many programs wanted a core in the last minute: more than there are cores means a busy machine."""
    return f"{os.getloadavg()[0]:.1f}"
