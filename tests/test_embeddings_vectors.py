"""The vector index, held against numpy."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.encoder import normalised
from embeddings.errors import EmbeddingError
from embeddings.vectors import VectorIndex


def some(rows: int, seed: int = 1, width: int = 16) -> NDArray[np.float32]:
    return normalised(np.random.default_rng(seed).standard_normal((rows, width)))


def test_search_is_the_order_of_numpy() -> None:
    stored, queries = some(500), some(20, seed=2)
    index = VectorIndex.of([stored[:200], stored[200:]], 16)
    for query in queries:
        expected = np.argsort(-(stored @ query))[:10]
        cosines, rows = index.search(query, 10)
        assert rows.tolist() == expected.tolist()
        np.testing.assert_allclose(cosines, (stored @ query)[expected], atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.data())
def test_search_among_rows_is_exact(total: int, data: st.DataObject) -> None:
    stored, query = some(total), some(1, seed=3)[0]
    chosen = sorted(data.draw(st.sets(st.integers(0, total - 1))))
    among = np.array(chosen, dtype=np.int64)
    _, rows = VectorIndex.of([stored], 16).search(query, 5, among)
    assert rows.tolist() == sorted(chosen, key=lambda row: -float(stored[row] @ query))[:5]


def test_saved_and_opened_it_is_the_same(tmp_path: Path) -> None:
    stored = some(50)
    path = tmp_path / "vectors.faiss"
    VectorIndex.of([stored], 16).save(path)
    opened = VectorIndex.open(path)
    np.testing.assert_array_equal(opened.rows(np.arange(50)), stored)
    assert opened.search(stored[7], 1)[1].tolist() == [7]


def test_saving_leaves_what_is_open_alone(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    VectorIndex.of([some(50)], 16).save(path)
    opened = VectorIndex.open(path)
    VectorIndex.of([some(5, seed=9)], 16).save(path)
    np.testing.assert_array_equal(opened.rows(np.arange(50)), some(50))


def test_changed_drops_and_adds() -> None:
    stored, more = some(10), some(2, seed=5)
    changed = VectorIndex.of([stored], 16).changed(np.array([1, 3], dtype=np.int64), [more])
    np.testing.assert_array_equal(changed.rows(np.arange(4)), np.concatenate([stored[[1, 3]], more]))


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex.of([], 16).search(some(1)[0], 5)[1].tolist() == []


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    path.write_bytes(b"no index")
    with pytest.raises(EmbeddingError, match="build the index again"):
        VectorIndex.open(path)
