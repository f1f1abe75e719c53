"""Bring the sides of a search together: cosines, keyword scores, and names that stand for what was asked.

A passage scores cosine + w * s + NAMED * n. s is its BM25 score over the best one's of this query: a convex combination
with a maximum as the scale (Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 42,
2023, who find it ahead of reciprocal ranks wherever a weight can be measured). Two things say for each query how far
the keywords are trusted. w falls with the cosine of the nearest passage: where a passage is near, meaning has found it,
and where none is, words must. And the best keyword score counts in full only where it holds a good part of the query's
words, weighted by rarity: an English query has next to no keywords in Chinese passages, and what chance leaves it, a
number or a name, must not outweigh the cosines. n is the share of the names (of things in the graph that serve a theme
asked for, say) that stand in the passage, over the best one's.
"""

from collections.abc import Mapping

# Measured on the development sets with the bundled model, as nDCG@10 (news, policy questions, messages, reading
# comprehension, English to Chinese): w = 0.5 gives 0.648 0.207 0.704 0.986 0.923, 1 0.634 0.211 0.718 0.987 0.922,
# 1.5 (1 - nearest) 0.649 0.208 0.709 0.987 0.923, 3 (1 - nearest)^2 0.657 0.205 0.712 0.987 0.923, the same up to 0.6
# 0.657 0.205 0.707 0.986 0.923; 0.6 without the share 0.644 0.208 0.707 0.987 0.917; reciprocal ranks (60) 0.619 0.193
# 0.664 0.953 0.917. The bound is for questions that nothing answers, in which words of asking would decide.
KEYWORDS, MOST = 3.0, 0.6
TRUSTED_SHARE = 0.1
NAMED = 0.15


def keyword_weight(nearest: float) -> float:
    """Return what the keywords weigh where the nearest passage has this cosine."""
    return min(MOST, KEYWORDS * (1.0 - min(1.0, max(0.0, nearest))) ** 2)


def keyword_parts(scores: Mapping[str, float], shares: Mapping[str, float]) -> dict[str, float]:
    """Scale BM25 scores to 0..1 by passage id. `shares` are the same scores over that of a perfect match, 0..1."""
    if not scores:
        return {}
    best, share = max(scores.values()), max(shares.values())
    trust = min(1.0, share / TRUSTED_SHARE)
    return {id: trust * score / best if best > 0 else 0.0 for id, score in scores.items()}


def name_parts(scores: Mapping[str, float]) -> dict[str, float]:
    """Scale numbers of names to 0..1 by passage id."""
    best = max(scores.values(), default=0.0)
    return {id: score / best for id, score in scores.items() if best > 0}


def fuse(
    cosines: Mapping[str, float], keywords: Mapping[str, float], names: Mapping[str, float] | None = None
) -> list[tuple[str, float]]:
    """Return (id, score), best first, equal scores by id. `cosines` must know all ids; the others are scaled parts."""
    weight = keyword_weight(max(cosines.values(), default=0.0))
    named = names or {}
    scores = {
        id: cosine + weight * keywords.get(id, 0.0) + NAMED * named.get(id, 0.0) for id, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Return the place of each id, 1 for the highest score, equal scores by id."""
    return {id: place for place, id in enumerate(sorted(scores, key=lambda id: (-scores[id], id)), start=1)}
