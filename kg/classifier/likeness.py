"""How like two names are, by the pairs of neighbouring characters that they share (annotation guide, section 3)."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from kg.naming import fold

_ALIKE = 0.6  # of the pairs of both: Dice's coefficient from which two names count as one
_REMEMBERED = 10_000  # names

Pairs = frozenset[str]


@lru_cache(maxsize=_REMEMBERED)
def pairs(name: str) -> Pairs:
    """Return the pairs of characters of a folded name, which are at least one."""
    folded = fold(name)
    return frozenset(folded[at : at + 2] for at in range(max(1, len(folded) - 1)))


def likeness(one: Pairs, two: Pairs) -> float:
    """Return the share of what both have, in [0, 1]."""
    return 2 * len(one & two) / (len(one) + len(two))


def alike(one: Pairs, two: Pairs) -> bool:
    """Tell whether two names count as one."""
    return likeness(one, two) >= _ALIKE


class Names:
    """Names that can be asked whether one of them is like another name, without comparing it with each."""

    def __init__(self, names: Iterable[str]) -> None:
        self._sizes: list[int] = []
        self._having: dict[str, list[int]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Keep one more name."""
        for pair in pairs(name):
            self._having.setdefault(pair, []).append(len(self._sizes))
        self._sizes.append(len(pairs(name)))

    def like(self, name: str) -> bool:
        """Tell whether one of the names is alike."""
        size = len(pairs(name))
        shared = Counter(chain.from_iterable(self._having.get(pair, ()) for pair in pairs(name)))
        return any(2 * count >= _ALIKE * (size + self._sizes[number]) for number, count in shared.items())
