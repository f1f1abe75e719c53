"""The vector index, held against numpy."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import vectors
from embeddings.encoder import normalised
from embeddings.errors import EmbeddingError
from embeddings.vectors import VectorIndex

ERROR = 0.01  # of a cosine, in 16 dimensions of one byte each


def some(rows: int, seed: int = 1, width: int = 16) -> NDArray[np.float32]:
    return normalised(np.random.default_rng(seed).standard_normal((rows, width)))


def clustered(rows: int, seed: int = 1) -> NDArray[np.float32]:
    """Vectors as texts have them: many near a few."""
    chance = np.random.default_rng(seed)
    middles = np.random.default_rng(7).standard_normal((20, 16))
    return normalised(middles[chance.integers(0, 20, rows)] + 0.4 * chance.standard_normal((rows, 16)))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> VectorIndex:
    """An index with a sketch of so little depth that it decides what is found."""
    monkeypatch.setattr(vectors, "LARGE", 1_000)
    monkeypatch.setattr(vectors, "_LEAST_DEPTH", 20)
    return VectorIndex.of([clustered(3_000)], 16, clustered(50, seed=2))


def test_search_is_the_order_of_numpy() -> None:
    stored, queries = some(500), some(20, seed=2)
    index = VectorIndex.of([stored[:200], stored[200:]], 16)
    for query in queries:
        exact = stored @ query
        cosines, rows = index.search(query, 10)
        assert (np.diff(cosines) <= 0).all()
        np.testing.assert_allclose(cosines, exact[rows], atol=ERROR)
        assert exact[rows].min() >= np.sort(exact)[-10] - 2 * ERROR


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.data())
def test_search_among_rows_is_exact(total: int, data: st.DataObject) -> None:
    stored, query = some(total), some(1, seed=3)[0]
    chosen = sorted(data.draw(st.sets(st.integers(0, total - 1))))
    among = np.zeros(total, bool)
    among[chosen] = True
    index = VectorIndex.of([stored], 16)
    near = index.cosines(query, np.arange(total))
    _, rows = index.search(query, 5, among)
    assert set(rows.tolist()) <= set(chosen)
    np.testing.assert_allclose(near[rows], np.sort(near[chosen])[::-1][:5], atol=1e-5)


def test_a_large_index_has_a_sketch_and_the_recall_it_says(large: VectorIndex) -> None:
    stored, queries = clustered(3_000), clustered(200, seed=3)
    assert 0 < large.shape.depth < 1_000
    assert large.shape.recall >= vectors.WANTED
    found = 0
    for query in queries:
        exact = stored @ query
        _, rows = large.search(query, 10)
        found += int((exact[rows] >= np.sort(exact)[-10] - ERROR).sum())
    assert found / (10 * len(queries)) >= 0.95


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_recall_does_not_fall_within_a_part(large: VectorIndex, share: float) -> None:
    stored, queries = clustered(3_000), clustered(50, seed=3)
    among = np.random.default_rng(5).random(3_000) < share
    found, wanted = 0, 0
    for query in queries:
        exact = np.where(among, stored @ query, -2)
        _, rows = large.search(query, 10, among)
        assert among[rows].all()
        wanted += min(10, int(among.sum()))
        found += int((exact[rows] >= np.sort(exact)[-10] - ERROR).sum())
    assert found / wanted >= 0.95


def test_a_large_index_is_the_same_when_opened(large: VectorIndex, tmp_path: Path) -> None:
    large.save(tmp_path)
    opened = VectorIndex.open(tmp_path)
    assert opened.shape == large.shape
    query = clustered(1, seed=4)[0]
    assert opened.search(query, 10)[1].tolist() == large.search(query, 10)[1].tolist()
    np.testing.assert_array_equal(opened.rows(np.arange(3_000)), large.rows(np.arange(3_000)))


def test_stored_vectors_keep_their_codes_in_another_index(large: VectorIndex) -> None:
    stored = large.rows(np.arange(3_000))
    np.testing.assert_allclose(stored, clustered(3_000), atol=0.3)
    again = VectorIndex.of(large.batches(np.arange(3_000)), 16)
    np.testing.assert_array_equal(again.rows(np.arange(3_000)), stored)


def test_what_the_sketch_cannot_tell_is_compared_by_bytes(large: VectorIndex) -> None:
    """Flagged rows that are all far from the query are none of the sketch's first."""
    stored, query = clustered(3_000), clustered(1, seed=4)[0]
    exact = stored @ query
    among = exact < np.median(exact)
    _, rows = large.search(query, 10, among)
    assert among[rows].all()
    assert exact[rows].min() >= np.sort(exact[among])[-10] - ERROR


def test_a_width_that_four_does_not_divide_has_a_sketch_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "LARGE", 1_000)
    stored, queries = some(2_000, width=21), some(20, seed=2, width=21)
    index = VectorIndex.of([stored], 21, queries)
    for query in queries:
        _, rows = index.search(query, 10)
        assert np.mean(stored[rows] @ query >= np.sort(stored @ query)[-10] - ERROR) >= 0.9


def test_saved_and_opened_it_is_the_same(tmp_path: Path) -> None:
    index = VectorIndex.of([some(50)], 16)
    index.save(tmp_path)
    opened = VectorIndex.open(tmp_path)
    np.testing.assert_array_equal(opened.rows(np.arange(50)), index.rows(np.arange(50)))
    assert opened.search(some(50)[7], 1)[1].tolist() == [7]


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex.of([], 16).search(some(1)[0], 5)[1].tolist() == []


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    VectorIndex.of([some(50)], 16).save(tmp_path)
    (tmp_path / "vectors.faiss").write_bytes(b"no index")
    with pytest.raises(EmbeddingError, match="build the index again"):
        VectorIndex.open(tmp_path)
