"""Fingerprints of texts: near-duplicates differ in few of 64 bits.

Charikar, "Similarity Estimation Techniques from Rounding Algorithms" (STOC 2002), over all runs of four characters;
the bound of three bits is that of Manku, Jain and Das Sarma, "Detecting Near-Duplicates for Web Crawling" (WWW 2007).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.words import units

Prints = NDArray[np.uint64]

NEAR = 3
"""So many bits may differ between two that count as the same."""

_RUN = 4
_BATCH = 1_000
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)


def fingerprints(texts: Sequence[str]) -> Prints:
    """Return one print per text; punctuation, blanks, case and widths do not matter."""
    parts = [_prints(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def distances(one: np.uint64, others: Prints) -> NDArray[np.uint8]:
    """Return in how many bits one print differs from each of the others."""
    found: NDArray[np.uint8] = np.bitwise_count(one ^ others)
    return found


def _prints(texts: Sequence[str]) -> Prints:
    folded = ["".join(units(text)) for text in texts]
    lengths = np.array([max(_RUN, len(text)) for text in folded])
    # A text shorter than a run is filled up, so that each text has a run at least.
    characters = "".join(text.ljust(_RUN, "\0") for text in folded).encode("utf-32-le")
    codes = np.frombuffer(characters, np.uint32).astype(np.uint64)
    runs = np.zeros(len(codes) - _RUN + 1, np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs = runs * factor + codes[place : place + len(runs)]
    runs = _mixed(runs)
    ends = np.cumsum(lengths)
    # Runs across the border of two texts belong to neither.
    inside = np.ones(len(runs), bool)
    for back in range(1, _RUN):
        inside[ends[:-1] - back] = False
    bits = np.unpackbits(runs[inside].view(np.uint8).reshape(-1, 8), axis=1).astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(lengths - _RUN + 1)[:-1]])
    votes = np.add.reduceat(2 * bits - 1, starts, axis=0)
    return np.packbits(votes > 0, axis=1).view(np.uint64)[:, 0]


def _mixed(values: Prints) -> Prints:
    """Spread every bit over all others (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
