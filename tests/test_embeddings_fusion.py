"""Bringing cosines and keyword scores together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fusion import MOST, NAMED, TRUSTED_SHARE, fuse, keyword_parts, keyword_weight, name_parts, ranks

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 30), max_size=8)


def test_a_good_match_counts_in_full_and_a_poor_one_by_its_share() -> None:
    assert keyword_parts({"a": 8.0, "b": 4.0}, {"a": 0.9, "b": 0.45}) == {"a": 1.0, "b": 0.5}
    poor = keyword_parts({"a": 8.0, "b": 4.0}, {"a": TRUSTED_SHARE / 4, "b": TRUSTED_SHARE / 8})
    assert poor == pytest.approx({"a": 0.25, "b": 0.125})


def test_without_keywords_the_cosines_decide() -> None:
    assert keyword_parts({}, {}) == {}
    assert fuse({"a": 0.1, "b": 0.4}, {}) == [("b", 0.4), ("a", 0.1)]


def test_equal_scores_are_ordered_by_id() -> None:
    assert [id for id, _ in fuse({"b": 0.5, "a": 0.5, "c": 0.5}, {})] == ["a", "b", "c"]


def test_keywords_weigh_less_the_nearer_the_nearest_is() -> None:
    weights = [keyword_weight(nearest) for nearest in (-0.2, 0.2, 0.5, 0.7, 0.9, 1.0)]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[-1]) == (MOST, 0)


def test_names_add_their_share_of_the_best() -> None:
    assert name_parts({"a": 4.0, "b": 1.0}) == {"a": 1.0, "b": 0.25}
    found = dict(fuse({"a": 0.1, "b": 0.1, "c": 0.1}, {}, name_parts({"a": 4.0, "b": 1.0})))
    assert found == pytest.approx({"a": 0.1 + NAMED, "b": 0.1 + NAMED / 4, "c": 0.1})


@given(scores, scores)
def test_fusion_keeps_every_passage_and_its_bounds(cosines: dict[str, float], found: dict[str, float]) -> None:
    cosines = {id: min(1.0, score / 30) for id, score in cosines.items()}
    parts = keyword_parts(found, {id: score / 40 for id, score in found.items()})
    assert all(0 <= part <= 1 for part in parts.values())
    fused = fuse(cosines, parts)
    assert {id for id, _ in fused} == set(cosines)
    for id, score in fused:
        assert cosines[id] <= score <= cosines[id] + MOST + 1e-9


@given(scores)
def test_ranks_count_from_one_by_score(found: dict[str, float]) -> None:
    places = ranks(found)
    assert sorted(places.values()) == list(range(1, len(found) + 1))
    assert all(found[a] >= found[b] for a in found for b in found if places[a] < places[b])
