"""Bring the sides of a search together: cosines, keyword scores, and names that stand for what was asked.

A passage scores cosine + w * s + NAMED * n. s is the standard score of its BM25 score among the best of this query, as
a part of one that stands out clearly: a convex combination of both sides (Bruch, Gai, Ingber, "An Analysis of Fusion
Functions for Hybrid Retrieval", ACM TOIS 42, 2023, who find it ahead of reciprocal ranks wherever a weight can be
measured), which leaves the keywords little say where they single out no passage. Two more things say for each query how
far the keywords are trusted. w falls with the cosine of the nearest passage: where a passage is near, meaning has found
it, and where none is, words must. And the best keyword score counts in full only where it holds a good part of the
query's words, weighted by rarity: an English query has next to no keywords in Chinese passages, and what chance leaves
it, a number or a name, must not outweigh the cosines. n is the share of the names (of things in the graph that serve a
theme asked for, say) that stand in the passage, over the best one's.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trust:
    """How far keywords are trusted: w is `keywords` (1 - nearest)^2, `most` at most.

    A passage `clear` deviations above the mean stands out clearly, and counts for FARTHEST_OUT at most.
    """

    keywords: float = 3.0
    most: float = 0.8
    clear: float = 6.0


# Measured on the development sets with the bundled model, as nDCG@10 (news, policy questions, messages, reading
# comprehension, English to Chinese): 3, 0.8, 6 gives 0.656 0.207 0.714 0.988 0.922; 2, 0.8, 6 0.659 0.206 0.712 0.987
# 0.923; 3, 1, 4 0.648 0.209 0.715 0.987 0.922. Over the best score instead of the standard score, 3, 0.6 gives 0.656
# 0.205 0.706 0.986 0.923; reciprocal ranks (60) 0.619 0.193 0.664 0.953 0.917. Without the share the last falls to
# 0.915. tests/evals/RESULTS.md has what is lost when they are chosen on other queries, and on other sets.
TRUST = Trust()
FARTHEST_OUT = 1.5
COMPARED = 200
"""So many of the best keyword scores make the mean and the deviation; what was not found counts as zero."""
TRUSTED_SHARE, LATIN_SHARE = 0.1, 0.5
"""The share of a query's words from which they count in full: in Chinese, where words and pairs of characters overlap,
and in Latin letters, where `air` alone in a corpus of Chinese says little of `air pollution control`."""
NAMED = 0.15


def keyword_weight(nearest: float, trust: Trust = TRUST) -> float:
    """Return what the keywords weigh where the nearest passage has this cosine."""
    return min(trust.most, trust.keywords * (1.0 - min(1.0, max(0.0, nearest))) ** 2)


def keyword_parts(
    scores: Mapping[str, float], shares: Mapping[str, float], trust: Trust = TRUST, *, latin: bool = False
) -> dict[str, float]:
    """Scale BM25 scores to 0..FARTHEST_OUT by passage id. `shares`, 0..1, are those scores over a perfect match's."""
    best = sorted(scores.values(), reverse=True)[:COMPARED]
    if not best or best[0] <= 0:
        return dict.fromkeys(scores, 0.0)
    mean = sum(best) / COMPARED
    deviation = math.sqrt(max(0.0, sum(score**2 for score in best) / COMPARED - mean**2))
    share = max(shares.values())
    full = min(1.0, (share / LATIN_SHARE) ** 2 if latin else share / TRUSTED_SHARE)
    # Scores that are all alike single nothing out.
    clear = trust.clear * max(deviation, 1e-6 * best[0])
    return {id: full * min(FARTHEST_OUT, max(0.0, score - mean) / clear) for id, score in scores.items()}


def name_parts(scores: Mapping[str, float]) -> dict[str, float]:
    """Scale numbers of names to 0..1 by passage id."""
    best = max(scores.values(), default=0.0)
    return {id: score / best for id, score in scores.items() if best > 0}


def fuse(
    cosines: Mapping[str, float],
    keywords: Mapping[str, float],
    names: Mapping[str, float] | None = None,
    trust: Trust = TRUST,
) -> list[tuple[str, float]]:
    """Return (id, score), best first, equal scores by id. `cosines` must know all ids; the others are scaled parts."""
    weight = keyword_weight(max(cosines.values(), default=0.0), trust)
    named = names or {}
    scores = {
        id: cosine + weight * keywords.get(id, 0.0) + NAMED * named.get(id, 0.0) for id, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Return the place of each id, 1 for the highest score, equal scores by id."""
    return {id: place for place, id in enumerate(sorted(scores, key=lambda id: (-scores[id], id)), start=1)}
