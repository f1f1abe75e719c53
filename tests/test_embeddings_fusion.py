"""Bringing cosines and keyword scores together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fusion import KEYWORDS, TRUSTED_SHARE, fuse, keyword_parts, ranks

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


@given(scores, scores)
def test_fusion_keeps_every_passage_and_its_bounds(cosines: dict[str, float], found: dict[str, float]) -> None:
    cosines = {id: min(1.0, score / 30) for id, score in cosines.items()}
    parts = keyword_parts(found, {id: score / 40 for id, score in found.items()})
    assert all(0 <= part <= 1 for part in parts.values())
    fused = fuse(cosines, parts)
    assert {id for id, _ in fused} == set(cosines)
    for id, score in fused:
        assert cosines[id] <= score <= cosines[id] + KEYWORDS + 1e-9


@given(scores)
def test_ranks_count_from_one_by_score(found: dict[str, float]) -> None:
    places = ranks(found)
    assert sorted(places.values()) == list(range(1, len(found) + 1))
    assert all(found[a] >= found[b] for a in found for b in found if places[a] < places[b])
