"""The passage index: vectors and words of all passages of a corpus, searched together.

    FOLDER/manifest.json   model, revision, dimensions, number of passages, recall of the vectors
    FOLDER/segments/       vectors, ids, tags and fingerprints
    FOLDER/lexical/        the keyword index

Files are never written in place but anew and renamed, so a folder of hard links can be updated while the files it was
linked from are searched. The texts themselves are not kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EmbeddingError
from embeddings.fingerprint import NEAR, distances
from embeddings.fusion import fuse, keyword_parts, name_parts, ranks
from embeddings.lexical import LexicalHit, LexicalIndex
from embeddings.manifest import Manifest
from embeddings.passage import IndexedPassage
from embeddings.scope import EVERYTHING, Scope
from embeddings.segments import Segments
from embeddings.vectors import LARGE
from embeddings.words import is_han, phrases

Mode = Literal["hybrid", "dense", "lexical"]
Progress = Callable[[int], None]

__all__ = ["Hit", "IndexedPassage", "Mode", "PassageIndex", "Scope"]

_BATCH = 4096
_POOL = 200
_QUESTIONS, _QUESTION = 100, 24  # to measure recall with: how many, and of how many characters


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Ranks count from 1 and are None where that side did not find it.

    `dense_score` is the cosine, `lexical_score` BM25; `score` orders the hits of one search and means nothing beside
    those of another. `names` says how many of the names that were given stand in it. `why` joins "words", "meaning" and
    "names" by " and ". `folded` are the ids of passages left out because they say the same in nearly the same words.
    """

    id: str
    doc: str
    score: float
    dense_rank: int | None
    dense_score: float | None
    lexical_rank: int | None
    lexical_score: float | None
    names: int
    why: str
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sides of a search found, by id; `near` are the ranks of those that the vectors found themselves.

    `latin` says that the query has no Chinese character.
    """

    cosines: dict[str, float]
    near: dict[str, int]
    words: dict[str, float]
    shares: dict[str, float]
    names: dict[str, float]
    latin: bool = False

    def ordered(self, mode: Mode) -> list[tuple[str, float]]:
        """Return (id, score), best first."""
        if mode == "lexical":
            return sorted(self.words.items(), key=lambda item: (-item[1], item[0]))
        keywords = keyword_parts(self.words, self.shares, latin=self.latin) if mode == "hybrid" else {}
        return fuse(self.cosines, keywords, name_parts(self.names))


class PassageIndex:
    """An index opened for searching."""

    def __init__(self, encoder: Encoder, segments: Segments, lexical: LexicalIndex) -> None:
        self._encoder, self._segments, self._lexical = encoder, segments, lexical

    @classmethod
    def build(
        cls, folder: Path, passages: Iterable[IndexedPassage], encoder: Encoder, progress: Progress | None = None
    ) -> None:
        """Write a new index into the missing or empty `folder`; `progress` gets the number of passages done."""
        folder.mkdir(parents=True, exist_ok=True)
        every = _checked(passages)
        segments = Segments(folder / "segments")
        segments = segments.add(
            every, _encoded(every, encoder, progress), encoder.dimensions, _questions(every, encoder)
        )
        LexicalIndex.write(folder / "lexical", every)
        Manifest.of(encoder, len(segments), segments.recall).write(folder)

    @classmethod
    def update(
        cls,
        folder: Path,
        removed: Collection[str],
        added: Iterable[IndexedPassage],
        encoder: Encoder,
        progress: Progress | None = None,
    ) -> None:
        """Remove the documents `removed`, then add passages; raises EmbeddingError where the model is another one."""
        Manifest.read(folder).check(folder, encoder)
        every = _checked(added)
        segments = Segments(folder / "segments").remove(removed)
        segments = segments.add(
            every, _encoded(every, encoder, progress), encoder.dimensions, _questions(every, encoder)
        )
        segments = segments.tidied()
        LexicalIndex.update(folder / "lexical", removed, every)
        Manifest.of(encoder, len(segments), segments.recall).write(folder)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> "PassageIndex":
        """Open for searching; raises EmbeddingError where the index was made by another model or is incomplete."""
        manifest = Manifest.read(folder)
        manifest.check(folder, encoder)
        segments, lexical = Segments(folder / "segments"), LexicalIndex(folder / "lexical")
        if not len(segments) == len(lexical) == manifest.passages:
            raise EmbeddingError(
                f"{folder}: is incomplete ({len(segments)} vectors, {len(lexical)} texts of {manifest.passages})",
                "build the index again",
            )
        return cls(encoder, segments, lexical)

    def __len__(self) -> int:
        return len(self._segments)

    @property
    def tags(self) -> list[str]:
        """All tags that a scope can have, sorted."""
        return self._segments.tags

    def search(
        self,
        query: str,
        k: int = 10,
        mode: Mode = "hybrid",
        *,
        scope: Scope = EVERYTHING,
        offset: int = 0,
        names: Collection[str] = (),
        fold: bool = False,
    ) -> list[Hit]:
        """Return up to k passages within the scope, best first, equal scores by id, after the first `offset`.

        Where the query has quotation marks, only passages that hold each quoted phrase are returned, in any mode.
        `names` are of things that stand for what is asked: passages with them are found too, and rank higher, but in
        the mode "lexical". `fold` leaves out passages that nearly repeat a better one, and tells them there.
        """
        if not query.strip() or k < 1 or not len(self) or scope.empty:
            return []
        found = self._found(query, max(_POOL, 2 * (offset + k)), mode, scope, names)
        ordered = found.ordered(mode)
        folded = self._folded([id for id, _ in ordered]) if fold else {}
        kept = [item for item in ordered if not fold or item[0] in folded][offset : offset + k]
        return self._hits(kept, found, folded)

    def _found(self, query: str, pool: int, mode: Mode, scope: Scope, names: Collection[str]) -> _Found:
        quoted = bool(phrases(query))
        words = [] if mode == "dense" and not quoted else self._lexical.search(query, pool, scope)
        named = [] if mode == "lexical" else self._lexical.naming(names, pool, query, scope)
        scores = _scores(words) if mode != "dense" else {}
        shares = {hit.id: hit.share for hit in words}
        if mode == "lexical":
            return _Found({}, {}, scores, shares, {})
        candidates = list(dict.fromkeys(hit.id for hit in (*words, *named)))
        cosines, near = self._cosines(query, pool, scope, candidates, only=quoted)
        return _Found(cosines, near, scores, shares, _scores(named), latin=not any(map(is_han, query)))

    def _cosines(
        self, query: str, pool: int, scope: Scope, ids: list[str], *, only: bool
    ) -> tuple[dict[str, float], dict[str, int]]:
        """Return cosines of the nearest passages and of `ids` (of these alone if `only`), and the ranks of the near."""
        vector = self._encoder.encode_queries([query])[0]
        cosines: dict[str, float] = {}
        if vector.any() and not only:
            found, rows = self._segments.search(vector, pool, scope)
            cosines = dict(zip(self._segments.ids(rows), found.tolist(), strict=True))
        near = ranks(cosines)
        others = [id for id in ids if id not in cosines]
        more = self._segments.cosines(vector, self._segments.rows_for(others))
        cosines |= dict(zip(others, more.tolist(), strict=True))
        return cosines, ranks(cosines) if only else near

    def _folded(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids that are kept, each with those that nearly repeat it further down."""
        prints = self._segments.prints(self._segments.rows_for(ids))
        left = np.ones(len(ids), bool)
        kept: dict[str, tuple[str, ...]] = {}
        for place, id in enumerate(ids):
            if left[place]:
                twins = left & (distances(prints[place], prints) <= NEAR)
                left &= ~twins
                twins[place] = False
                kept[id] = tuple(ids[twin] for twin in np.flatnonzero(twins).tolist())
        return kept

    def _hits(self, ordered: list[tuple[str, float]], found: _Found, folded: dict[str, tuple[str, ...]]) -> list[Hit]:
        places = ranks(found.words)
        docs = self._segments.docs(self._segments.rows_for([id for id, _ in ordered]))
        return [
            Hit(
                id=id,
                doc=doc,
                score=score,
                dense_rank=found.near.get(id),
                dense_score=found.cosines.get(id),
                lexical_rank=places.get(id),
                lexical_score=found.words.get(id),
                names=round(found.names.get(id, 0.0)),
                why=_why(words=id in found.words, meaning=id in found.near, names=id in found.names),
                folded=folded.get(id, ()),
            )
            for (id, score), doc in zip(ordered, docs, strict=True)
        ]


def _why(**sides: bool) -> str:
    return " and ".join(side for side, found in sides.items() if found) or "meaning"


def _scores(hits: Iterable[LexicalHit]) -> dict[str, float]:
    return {hit.id: hit.score for hit in hits}


def _checked(passages: Iterable[IndexedPassage]) -> list[IndexedPassage]:
    """Return the passages; raises EmbeddingError for an id or document name that is empty or not of one line."""
    every = list(passages)
    for passage in every:
        for name in (passage.id, passage.doc):
            if not name or set(name) & {"\t", "\n", "\r"}:
                raise EmbeddingError(f"{name!r} cannot name a passage", "give a name without tabs and line breaks")
    return every


def _encoded(passages: list[IndexedPassage], encoder: Encoder, progress: Progress | None) -> Iterator[Vectors]:
    done, source = 0, iter(passages)
    while batch := list(islice(source, _BATCH)):
        yield encoder.encode_passages([passage.whole for passage in batch])
        done += len(batch)
        if progress is not None:
            progress(done)


def _questions(passages: list[IndexedPassage], encoder: Encoder) -> Vectors | None:
    """Return queries to measure recall with: the first words of passages chosen with a fixed seed."""
    if len(passages) < LARGE:
        return None
    chosen = np.random.default_rng(2016).choice(len(passages), _QUESTIONS, replace=False)
    return encoder.encode_queries([passages[i].text[:_QUESTION] for i in chosen])
