"""The passage index: vectors and words of all passages of a corpus, searched together.

    FOLDER/manifest.json   model, revision, dimensions, number of passages
    FOLDER/passages.tsv    id and document of each row
    FOLDER/vectors.faiss   one row per passage
    FOLDER/lexical/        the keyword index

Files are never written in place but anew and renamed, so a folder of hard links can be updated while the files it was
linked from are searched. The texts themselves are not kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EmbeddingError
from embeddings.fusion import fuse, keyword_parts, ranks
from embeddings.lexical import LexicalHit, LexicalIndex
from embeddings.manifest import Manifest
from embeddings.passage import IndexedPassage
from embeddings.roster import Roster
from embeddings.vectors import VectorIndex
from embeddings.words import phrases

Mode = Literal["hybrid", "dense", "lexical"]
Progress = Callable[[int], None]

__all__ = ["Hit", "IndexedPassage", "Mode", "PassageIndex"]

_BATCH = 2048
_POOL = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Ranks count from 1 and are None where that side did not find it.

    `dense_score` is the cosine, `lexical_score` BM25; `score` orders the hits of one search and means nothing beside
    those of another. `why` is "meaning", "words" or "words and meaning".
    """

    id: str
    doc: str
    score: float
    dense_rank: int | None
    dense_score: float | None
    lexical_rank: int | None
    lexical_score: float | None
    why: str


class PassageIndex:
    """An index opened for searching."""

    def __init__(self, encoder: Encoder, roster: Roster, vectors: VectorIndex, lexical: LexicalIndex) -> None:
        self._encoder, self._roster, self._vectors, self._lexical = encoder, roster, vectors, lexical

    @classmethod
    def build(
        cls, folder: Path, passages: Iterable[IndexedPassage], encoder: Encoder, progress: Progress | None = None
    ) -> None:
        """Write a new index into the missing or empty `folder`; `progress` gets the number of passages done."""
        folder.mkdir(parents=True, exist_ok=True)
        every = _checked(passages)
        roster = Roster(tuple(p.id for p in every), tuple(p.doc for p in every))
        vectors = VectorIndex.of(_encoded(every, encoder, progress), encoder.dimensions)
        LexicalIndex.write(folder / "lexical", every)
        _save(folder, encoder, roster, vectors)

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
        roster = Roster.read(folder / "passages.tsv")
        kept = roster.rows_without(removed)
        roster = roster.changed(kept, ((p.id, p.doc) for p in every))
        vectors = VectorIndex.open(folder / "vectors.faiss").changed(kept, _encoded(every, encoder, progress))
        LexicalIndex.update(folder / "lexical", removed, every)
        _save(folder, encoder, roster, vectors)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> "PassageIndex":
        """Open for searching; raises EmbeddingError where the index was made by another model or is incomplete."""
        manifest = Manifest.read(folder)
        manifest.check(folder, encoder)
        roster = Roster.read(folder / "passages.tsv")
        vectors, lexical = VectorIndex.open(folder / "vectors.faiss"), LexicalIndex(folder / "lexical")
        if not len(roster.ids) == len(vectors) == len(lexical) == manifest.passages:
            raise EmbeddingError(
                f"{folder}: is incomplete ({len(roster.ids)} ids, {len(vectors)} vectors, {len(lexical)} texts)",
                "build the index again",
            )
        return cls(encoder, roster, vectors, lexical)

    def __len__(self) -> int:
        return len(self._roster.ids)

    def search(
        self, query: str, k: int = 10, mode: Mode = "hybrid", documents: Collection[str] | None = None
    ) -> list[Hit]:
        """Return up to k passages, best first, equal scores by id; only those of `documents` where given.

        Where the query has quotation marks, only passages that hold each quoted phrase are returned, in any mode.
        """
        if not query.strip() or k < 1 or not len(self):
            return []
        quoted = bool(phrases(query))
        pool = max(_POOL, 2 * k)
        words = [] if mode == "dense" and not quoted else self._lexical.search(query, pool, documents)
        if mode == "lexical":
            scores = {hit.id: hit.score for hit in words}
            return self._hits([(hit.id, hit.score) for hit in words][:k], {}, {}, scores)
        cosines, near = self._cosines(query, pool, documents, [hit.id for hit in words], only=quoted)
        scores = {hit.id: hit.score for hit in words} if mode == "hybrid" else {}
        ordered = fuse(cosines, keyword_parts(scores, _shares(words)) if scores else {})
        return self._hits(ordered[:k], cosines, near, scores)

    def _cosines(
        self, query: str, pool: int, documents: Collection[str] | None, ids: list[str], *, only: bool
    ) -> tuple[dict[str, float], dict[str, int]]:
        """Return cosines of the nearest passages and of `ids` (of these alone if `only`), and the ranks of the near."""
        vector = self._encoder.encode_queries([query])[0]
        cosines: dict[str, float] = {}
        if vector.any() and not only:
            among = None if documents is None else self._roster.rows_of(documents)
            found = zip(*self._vectors.search(vector, pool, among), strict=True)
            cosines = {self._roster.ids[row]: float(cosine) for cosine, row in found}
        near = ranks(cosines)
        others = [id for id in ids if id not in cosines]
        rows = self._roster.rows_for(others)
        cosines |= {id: float(c) for id, c in zip(others, self._vectors.cosines(vector, rows), strict=True)}
        return cosines, ranks(cosines) if only else near

    def _hits(
        self,
        ordered: list[tuple[str, float]],
        cosines: dict[str, float],
        near: dict[str, int],
        scores: dict[str, float],
    ) -> list[Hit]:
        places = ranks(scores)
        return [
            Hit(
                id=id,
                doc=self._roster.docs[self._roster.row(id)],
                score=score,
                dense_rank=near.get(id),
                dense_score=cosines.get(id),
                lexical_rank=places.get(id),
                lexical_score=scores.get(id),
                why=_why(id in scores, id in near),
            )
            for id, score in ordered
        ]


def _why(words: bool, meaning: bool) -> str:
    if words and meaning:
        return "words and meaning"
    return "words" if words else "meaning"


def _shares(hits: list[LexicalHit]) -> dict[str, float]:
    return {hit.id: hit.share for hit in hits}


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


def _save(folder: Path, encoder: Encoder, roster: Roster, vectors: VectorIndex) -> None:
    vectors.save(folder / "vectors.faiss")
    roster.write(folder / "passages.tsv")
    Manifest.of(encoder, len(roster.ids)).write(folder)
