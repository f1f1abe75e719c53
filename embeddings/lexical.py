"""The keyword index: BM25 over words, exact phrases over characters, in a tantivy index updated in place.

Queries are built as objects, so no text of a user is ever parsed as query syntax.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import tantivy

from embeddings.errors import EmbeddingError
from embeddings.passage import IndexedPassage
from embeddings.scope import EVERYTHING, Scope
from embeddings.words import phrases, units, words

_Clause = tuple[tantivy.Occur, tantivy.Query]

_K1 = 1.2  # tantivy's own
_HEAP = 64_000_000


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage found by words: BM25 score, and its share (0 to 1) of the score a perfect match would have."""

    id: str
    doc: str
    score: float
    share: float


class LexicalIndex:
    """Passages findable by their words."""

    def __init__(self, folder: Path) -> None:
        """Open the index of `folder`; raises EmbeddingError where there is none that can be read."""
        self._schema = _schema()
        self._searcher = _open(folder).searcher()

    @classmethod
    def write(cls, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        """Write a new index into the missing or empty `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        _commit(tantivy.Index(_schema(), path=str(folder)), (), (_document(passage) for passage in passages))

    @classmethod
    def update(cls, folder: Path, removed: Collection[str], added: Iterable[IndexedPassage]) -> None:
        """Remove all passages of the documents `removed`, then add; both become visible in one commit.

        Removed passages still count in the frequencies of words until tantivy merges their segment away.
        """
        _commit(_open(folder), removed, (_document(passage) for passage in added))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: str, k: int, scope: Scope = EVERYTHING) -> list[LexicalHit]:
        """Return up to k passages within the scope, best first, equal scores by id.

        What stands in quotation marks must occur as it stands, punctuation and blanks aside.
        """
        counts = Counter(words(query))
        if not counts or k < 1 or scope.empty:
            return []
        terms = [(tantivy.Occur.Should, self._term(word, count)) for word, count in sorted(counts.items())]
        scored = tantivy.Query.boolean_query(terms)
        return self._best(scored, self._quoted(query) + self._within(scope), k, self.perfect(counts))

    def naming(self, names: Collection[str], k: int, query: str = "", scope: Scope = EVERYTHING) -> list[LexicalHit]:
        """Return up to k passages within the scope that name most of `names`, the score being how many; ties by id.

        What stands in quotation marks in `query` must occur in them.
        """
        spelled = {tuple(units(name)) for name in names} - {()}
        if not spelled or k < 1 or scope.empty:
            return []
        named = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self._phrase(list(name)), 1.0))
            for name in sorted(spelled)
        ]
        scored = tantivy.Query.boolean_query(named)
        return self._best(scored, self._quoted(query) + self._within(scope), k, float(len(spelled)))

    def _best(self, scored: tantivy.Query, bounds: list[_Clause], k: int, perfect: float) -> list[LexicalHit]:
        # A query of alternatives alone lets tantivy skip passages that cannot reach the best.
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, scored), *bounds]) if bounds else scored
        hits = []
        for score, address in self._searcher.search(query, limit=k, count=False).hits:
            fields = self._searcher.doc(address)
            share = min(1.0, float(score) / perfect)
            hits.append(LexicalHit(fields["id"][0], fields["doc"][0], float(score), share))
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _quoted(self, query: str) -> list[_Clause]:
        exact = [units(phrase) for phrase in phrases(query)]
        return [(tantivy.Occur.Must, _unscored(self._phrase(phrase))) for phrase in exact if phrase]

    def _within(self, scope: Scope) -> list[_Clause]:
        groups = [("tags", group) for group in scope.tags]
        if scope.documents is not None:
            groups.append(("doc", scope.documents))
        sets = [tantivy.Query.term_set_query(self._schema, field, sorted(names)) for field, names in groups]
        return [(tantivy.Occur.Must, _unscored(one)) for one in sets]

    def perfect(self, counts: Counter[str]) -> float:
        """Return the score that no passage can reach: every word of the query, known or not, without end.

        Lucene's BM25, as in tantivy: idf = ln(1 + (N - n + 0.5) / (n + 0.5)), and k1 + 1 as the limit of the rest.
        """
        total = len(self)
        score = 0.0
        for word, count in sorted(counts.items()):
            known = min(int(self._searcher.doc_freq("words", word)), total)
            score += count * math.log(1 + (total - known + 0.5) / (known + 0.5))
        return score * (_K1 + 1)

    def _term(self, word: str, count: int) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, "words", word, "freq")
        return tantivy.Query.boost_query(term, float(count)) if count > 1 else term

    def _phrase(self, phrase: list[str]) -> tantivy.Query:
        if len(phrase) == 1:
            return tantivy.Query.term_query(self._schema, "units", phrase[0])
        return tantivy.Query.phrase_query(self._schema, "units", list(phrase))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "doc"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tags", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("units", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _document(passage: IndexedPassage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("doc", passage.doc)
    for tag in passage.tags:
        document.add_text("tags", tag)
    document.add_text("words", " ".join(words(passage.whole)))
    # Two values, so that no phrase runs from the headings into the text.
    for part in (passage.heading, passage.text):
        document.add_text("units", " ".join(units(part)))
    return document


def _open(folder: Path) -> tantivy.Index:
    try:
        return tantivy.Index.open(str(folder))
    except ValueError as error:
        raise EmbeddingError(f"{folder}: cannot be opened ({error})", "build the index again") from error


def _commit(index: tantivy.Index, removed: Collection[str], added: Iterable[tantivy.Document]) -> None:
    # One thread: with more, the order of passages in the segments, and so of equal scores, would differ by chance.
    writer = index.writer(_HEAP, num_threads=1)
    for doc in sorted(removed):
        writer.delete_documents_by_term("doc", doc)
    for document in added:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
