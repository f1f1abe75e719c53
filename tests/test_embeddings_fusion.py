"""Bringing cosines and keyword scores together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fusion import (
    COMPARED,
    FARTHEST_OUT,
    NAMED,
    TRUST,
    TRUSTED_SHARE,
    fuse,
    keyword_parts,
    keyword_weight,
    name_parts,
    ranks,
)

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 30), max_size=8)


def test_what_stands_out_counts_in_full_and_the_common_for_nothing() -> None:
    """Among many passages with the same few words, the one with a rare word more is what was asked for."""
    common = {f"p{i}": 4.0 + i / 1000 for i in range(COMPARED - 1)}
    parts = keyword_parts({"rare": 12.0, **common}, dict.fromkeys(["rare", *common], 0.5))
    assert parts["rare"] == FARTHEST_OUT
    assert max(parts[id] for id in common) < 0.05


def test_a_single_match_stands_out_from_what_was_not_found() -> None:
    assert keyword_parts({"a": 8.0}, {"a": 0.9}) == {"a": FARTHEST_OUT}


def test_a_poor_match_counts_by_its_share() -> None:
    scores = {"a": 8.0, "b": 4.0}
    full, poor = (keyword_parts(scores, {"a": share, "b": share / 2}) for share in (0.9, TRUSTED_SHARE / 4))
    assert poor == pytest.approx({id: part / 4 for id, part in full.items()})
    assert full["a"] > full["b"] > 0


def test_one_english_word_of_many_says_little() -> None:
    few, many = (keyword_parts({"a": 8.0}, {"a": share}, latin=True)["a"] for share in (0.15, 0.6))
    assert few < 0.1 * many
    assert many == keyword_parts({"a": 8.0}, {"a": 0.15})["a"]


@pytest.mark.parametrize("size", [COMPARED, 2 * COMPARED])
def test_scores_that_are_all_alike_single_nothing_out(size: int) -> None:
    alike = {f"p{i}": 3.7 for i in range(size)}
    assert max(keyword_parts(alike, alike).values()) == pytest.approx(0, abs=1e-6)
    assert keyword_parts({"a": 0.0}, {"a": 0.0}) == {"a": 0.0}


@given(scores)
def test_parts_keep_the_order_of_the_scores(found: dict[str, float]) -> None:
    parts = keyword_parts(found, {id: score / 40 for id, score in found.items()})
    assert all(parts[a] >= parts[b] for a in found for b in found if found[a] > found[b])


def test_without_keywords_the_cosines_decide() -> None:
    assert keyword_parts({}, {}) == {}
    assert fuse({"a": 0.1, "b": 0.4}, {}) == [("b", 0.4), ("a", 0.1)]


def test_equal_scores_are_ordered_by_id() -> None:
    assert [id for id, _ in fuse({"b": 0.5, "a": 0.5, "c": 0.5}, {})] == ["a", "b", "c"]


def test_keywords_weigh_less_the_nearer_the_nearest_is() -> None:
    weights = [keyword_weight(nearest) for nearest in (-0.2, 0.2, 0.5, 0.7, 0.9, 1.0)]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[-1]) == (TRUST.most, 0)


def test_names_add_their_share_of_the_best() -> None:
    assert name_parts({"a": 4.0, "b": 1.0}) == {"a": 1.0, "b": 0.25}
    found = dict(fuse({"a": 0.1, "b": 0.1, "c": 0.1}, {}, name_parts({"a": 4.0, "b": 1.0})))
    assert found == pytest.approx({"a": 0.1 + NAMED, "b": 0.1 + NAMED / 4, "c": 0.1})


@given(scores, scores)
def test_fusion_keeps_every_passage_and_its_bounds(cosines: dict[str, float], found: dict[str, float]) -> None:
    cosines = {id: min(1.0, score / 30) for id, score in cosines.items()}
    parts = keyword_parts(found, {id: score / 40 for id, score in found.items()})
    assert all(0 <= part <= FARTHEST_OUT for part in parts.values())
    fused = fuse(cosines, parts)
    assert {id for id, _ in fused} == set(cosines)
    for id, score in fused:
        assert cosines[id] <= score <= cosines[id] + TRUST.most * FARTHEST_OUT + 1e-9


@given(scores)
def test_ranks_count_from_one_by_score(found: dict[str, float]) -> None:
    places = ranks(found)
    assert sorted(places.values()) == list(range(1, len(found) + 1))
    assert all(found[a] >= found[b] for a in found for b in found if places[a] < places[b])
