"""Which of several candidates for one stretch of text stands."""

from collections.abc import Sequence

from kg.entity import scored_class
from kg.extraction.candidate import Candidate

# Where two claim the same words: a body acts, a title is won, a rule is made, a thing is built.
_RANK = {"Agency": 0, "Reform": 1, "Task": 1, "Goal": 2, "Project": 3, "Programme": 3}
_SAME = 0.7  # of the characters of both


def settle(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that stand, in reading order; places and indicators rival nobody."""
    ordered = sorted(candidates, key=lambda c: (c.start, -c.end, _RANK.get(c.type, 9), c.name))
    beaten: set[int] = set()
    active: list[int] = []
    for number, candidate in enumerate(ordered):
        if candidate.type not in _RANK:
            continue
        active = [n for n in active if ordered[n].end > candidate.start]
        for other in active:
            loser = _loser(ordered[other], candidate)
            if loser is not None:
                beaten.add(other if loser == 0 else number)
        active.append(number)
    return [c for number, c in enumerate(ordered) if number not in beaten]


def _loser(one: Candidate, two: Candidate) -> int | None:
    """Return 0 or 1 for the candidate that must go, None where both may stand; `one` does not begin after `two`."""
    a, b = scored_class(one.type), scored_class(two.type)
    if "Task" in (one.type, two.type):
        return None
    if a == b:
        return _shorter(one, two) if a in ("Project", "Goal") else None
    shared = min(one.end, two.end) - two.start
    whole = max(one.end, two.end) - one.start
    if {a, b} == {"Agency", "Project"} and shared >= _SAME * whole and "listed-project" in (one.rule, two.rule):
        return 0 if a == "Agency" else 1  # 对金龙汽车等6个项目: the plant that is built, not the firm
    weaker = 0 if _RANK[one.type] > _RANK[two.type] else 1
    if shared >= _SAME * whole:
        return weaker
    inner, outer = (one, two) if one.end - one.start < two.end - two.start else (two, one)
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return None
    if {a, b} == {"Goal", "Reform"} and inner.type == "Goal":
        return 0 if inner is one else 1
    # a name that ends in the name of a body or a title has that for its noun
    if outer.type in ("Project", "Programme") and inner.end == outer.end and inner.type in ("Agency", "Goal"):
        return 0 if outer is one else 1
    if {a, b} == {"Goal", "Project"} and inner.type == "Goal" and inner.start == outer.start:
        # to win a title (…城市创建活动) is the goal itself; an action for something is not
        return (0 if outer is one else 1) if "创建" in outer.name else (0 if inner is one else 1)
    return None


def _shorter(one: Candidate, two: Candidate) -> int | None:
    if one.start <= two.start and two.end <= one.end:
        return 1 if (two.start, two.end) != (one.start, one.end) or two.name == one.name else None
    if two.start <= one.start and one.end <= two.end:
        return 0
    return None
