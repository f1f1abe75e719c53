"""The keyword index, held against BM25 computed word by word."""

import math
from collections import Counter
from pathlib import Path

import pytest

from corpus.reading import read
from corpus.structuring import structure
from embeddings.errors import EmbeddingError
from embeddings.lexical import LexicalIndex
from embeddings.passage import IndexedPassage
from embeddings.scope import Scope
from embeddings.words import words

QUERIES = ["环境治理 项目", "污水处理设施建设", "人均公园绿地面积的目标是多少", "国有资产管理", "2016年 生产总值"]


@pytest.fixture(scope="module")
def passages() -> list[IndexedPassage]:
    path = Path(__file__).resolve().parents[1] / "corpus" / "documents" / "liushi-2016.txt"
    found = structure(read(path))
    # Two "documents", so that filters have something to tell apart.
    return [
        IndexedPassage(f"p{p.index:03}", "even" if p.index % 2 == 0 else "odd", found.view.text[p.start : p.end])
        for p in found.passages
    ]


@pytest.fixture(scope="module")
def index(passages: list[IndexedPassage], tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    LexicalIndex.write(folder, passages)
    return LexicalIndex(folder)


def field_length(length: int) -> int:
    """Tantivy keeps lengths in one byte: exact to 39, then with three significant bits (its fieldnorm table)."""
    if length < 40:
        return length
    rest = length - 24
    shift = rest.bit_length() - 4
    return ((rest >> shift) << shift) + 24


def bm25(passages: list[IndexedPassage], query: str) -> dict[str, float]:
    bags = {p.id: Counter(words(p.whole)) for p in passages}
    average = sum(sum(bag.values()) for bag in bags.values()) / len(bags)
    result: dict[str, float] = {}
    for word, times in Counter(words(query)).items():
        holding = sum(word in bag for bag in bags.values())
        idf = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
        for id, bag in bags.items():
            if n := bag[word]:
                norm = 1.2 * (0.25 + 0.75 * field_length(sum(bag.values())) / average)
                result[id] = result.get(id, 0.0) + times * idf * n * 2.2 / (n + norm)
    return result


@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_those_of_bm25(index: LexicalIndex, passages: list[IndexedPassage], query: str) -> None:
    expected = bm25(passages, query)
    found = index.search(query, len(passages))
    assert {hit.id: hit.score for hit in found} == pytest.approx(expected, rel=1e-4)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert all(0 < hit.share <= 1 for hit in found)


@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_keeps_scores_and_drops_the_rest(index: LexicalIndex, query: str) -> None:
    everything = index.search(query, 1000)
    assert index.search(query, 1000, Scope(frozenset({"odd"}))) == [hit for hit in everything if hit.doc == "odd"]
    assert index.search(query, 1000, Scope(frozenset())) == []


def test_a_quoted_phrase_must_occur(index: LexicalIndex, passages: list[IndexedPassage]) -> None:
    found = {hit.id for hit in index.search('"河道清淤"', 1000)}
    assert found == {p.id for p in passages if "河道清淤" in p.text} != set()
    assert index.search('"淤清道河"', 10) == []


def test_no_phrase_runs_from_the_headings_into_the_text(tmp_path: Path) -> None:
    LexicalIndex.write(tmp_path / "i", [IndexedPassage("a", "d", "治理河道", heading="深化环境")])
    assert LexicalIndex(tmp_path / "i").search('"环境治理"', 5) == []
    assert [hit.id for hit in LexicalIndex(tmp_path / "i").search('"深化环境"', 5)] == ["a"]


@pytest.mark.parametrize("query", ["", "  ", "，。！", "AND OR (", "doc:odd +x -y ~3 *", "“”"])
def test_no_text_breaks_a_search(index: LexicalIndex, query: str) -> None:
    index.search(query, 5)


def test_update_removes_and_adds(passages: list[IndexedPassage], tmp_path: Path) -> None:
    LexicalIndex.write(tmp_path / "i", passages)
    LexicalIndex.update(tmp_path / "i", ["even"], [IndexedPassage("new", "third", "环境治理")])
    index = LexicalIndex(tmp_path / "i")
    assert len(index) == sum(p.doc == "odd" for p in passages) + 1
    found = index.search("环境治理", 1000)
    assert "new" in {hit.id for hit in found}
    assert all(hit.doc in ("odd", "third") for hit in found)


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="build the index again"):
        LexicalIndex(tmp_path)
