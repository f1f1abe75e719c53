"""The measures, held against scikit-learn and against ones computed by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.measures import ndcg, recall, reciprocal_rank


def test_by_hand() -> None:
    grades = {"a": 1, "b": 1}
    ranked = ["x", "a", "y", "b"]
    assert reciprocal_rank(ranked, grades) == 0.5
    assert recall(ranked, grades, 3) == 0.5
    best = 1 + 1 / np.log2(3)
    assert ndcg(ranked, grades) == pytest.approx((1 / np.log2(3) + 1 / np.log2(5)) / best)


def test_nothing_found_or_nothing_relevant_is_zero() -> None:
    for measure in (ndcg, recall, reciprocal_rank):
        assert measure([], {"a": 1}) == 0
        assert measure(["a"], {"a": 0}) == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=20), st.integers(1, 12))
def test_ndcg_is_that_of_scikit_learn(grades: list[int], k: int) -> None:
    library = pytest.importorskip("sklearn.metrics", reason="needs the extra models", exc_type=ImportError)
    ids = [f"p{i}" for i in range(len(grades))]
    expected = library.ndcg_score([grades], [list(range(len(grades), 0, -1))], k=k)
    assert ndcg(ids, dict(zip(ids, grades, strict=True)), k) == pytest.approx(expected)


@given(st.permutations(["a", "b", "c", "d", "e"]), st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2)))
def test_all_measures_lie_between_zero_and_one(ranked: list[str], grades: dict[str, int]) -> None:
    for measure in (ndcg, recall, reciprocal_rank):
        assert 0 <= measure(ranked, grades) <= 1 + 1e-9
