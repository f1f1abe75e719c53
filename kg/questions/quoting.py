"""The sentences that say who answers for what, at hand: to look for words in them by a query takes half a second."""

import re
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from kg.questions.graph import PREFIXES, Graph, pairs

_SAID = (
    PREFIXES
    + """SELECT DISTINCT ?claim ?quote WHERE {
  ?claim zc:claimPredicate zc:responsibleBody ; zc:evidence/oa:hasSelector/oa:exact ?quote .
}"""
)
_CACHE: WeakKeyDictionary[Graph, tuple[object, list[tuple[str, ...]]]] = WeakKeyDictionary()


def quotes_of(graph: Graph) -> list[tuple[str, ...]]:
    """Return each claim of responsibility with each of its quotes, kept until the graph's `version` changes."""
    version: object = getattr(graph, "version", None)
    kept = _CACHE.get(graph)
    if kept is None or kept[0] != version:
        kept = (version, pairs(graph, _SAID))
        _CACHE[graph] = kept
    return kept[1]


def saying(graph: Graph, words: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the claims of responsibility with one word of each group in one quote, whatever white space is in it."""
    wanted = [re.compile("|".join(r"\s*".join(map(re.escape, word)) for word in group)) for group in words]
    found = (claim for claim, quote in quotes_of(graph) if all(each.search(quote) for each in wanted))
    return tuple(dict.fromkeys(found))
