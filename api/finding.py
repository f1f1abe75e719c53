"""Search over one generation: index, graph and records together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from api.expansion import names_for
from api.narrowing import EVERYWHERE, Narrowing
from api.passages import Showing, passage_of
from api.schema import SearchAnswer
from embeddings.index import Hit, PassageIndex
from embeddings.reranker import Reranker
from kg.links import Links
from kg.manifest import Entry
from kg.record import Record
from kg.store import Store

RERANKED = 50
"""So many of the best passages are put in order anew where there is a reranker."""

Mode = Literal["hybrid", "dense", "lexical"]


@dataclass(frozen=True, slots=True)
class Finder:
    """All that a search needs; `documents` are those of the corpus, `shown` gives the IRI under which a thing is seen,
    `names` gives names that stand for a query."""

    index: PassageIndex
    documents: Mapping[str, Entry]
    record: Callable[[str], Record]
    shown: Callable[[str], str | None]
    names: Callable[[str], tuple[str, ...]]
    reranker: Reranker | None = None

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        mode: Mode = "hybrid",
        offset: int = 0,
        narrowing: Narrowing = EVERYWHERE,
        fold: bool = True,
    ) -> SearchAnswer:
        """Return the best passages that meet the conditions, after the first `offset`; `fold` leaves out near copies.

        Raises NotFound for a document that is not there, BadRequest for a theme that there is not.
        """
        scope = narrowing.scope(self.documents, self.index.tags)
        names = () if mode == "lexical" else self.names(query)
        wanted = offset + k + 1
        depth = max(wanted, RERANKED) if self.reranker else wanted
        found = self._reranked(query, self.index.search(query, depth, mode, scope=scope, names=names, fold=fold))
        showing = Showing(self.record, self.shown, query, names)
        hits = [showing.hit(hit) for hit in found[offset : offset + k]]
        return SearchAnswer(
            query=query, mode=mode, names=list(names), offset=offset, more=len(found) >= wanted, hits=hits
        )

    def _reranked(self, query: str, found: list[Hit]) -> list[Hit]:
        if self.reranker is None or not found:
            return found
        first = found[:RERANKED]
        scores = self.reranker.scores(query, [passage_of(self.record(hit.doc), hit.id).text for hit in first])
        judged = [replace(hit, score=score) for hit, score in zip(first, scores, strict=True)]
        return sorted(judged, key=lambda hit: (-hit.score, hit.id)) + found[RERANKED:]


def names_of(store: Store, links: Links) -> Callable[[str], tuple[str, ...]]:
    """Return the function that gives names for a query, which remembers some."""
    return lru_cache(maxsize=256)(lambda query: tuple(names_for(store, links, query)))
