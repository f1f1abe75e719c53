"""The state of projects and reforms at the report's date."""

import re
from functools import cache

from kg.claim import Claim
from kg.extraction.clause import Clause
from kg.extraction.inventory import Inventory, Place
from kg.extraction.lexicon import patterns
from kg.extraction.reading import Reading

_STATED = frozenset({"Project", "Programme", "Reform", "Task"})


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order."""
    claims: list[Claim] = []
    for entity in inventory.entities.values():
        if entity.type not in _STATED:
            continue
        votes = [_status(reading, place) for place in inventory.of(entity.id)]
        if not votes:
            continue
        status, clause, rule = _settle(votes)
        claims.append(
            Claim(
                entity.id,
                "hasStatus",
                f"status:{status}",
                "stated",
                reading.structure.view.spans(clause.start, clause.end),
                rule,
                0.8,
            )
        )
    return claims


def _status(reading: Reading, place: Place) -> tuple[str, Clause, str]:
    """Return (status, clause, rule) as one mention tells it: by the words about it, else by the part of the report."""
    clause = reading.clauses[place.clause]
    before = clause.text[: max(0, place.start - clause.start)]
    after = clause.text[max(0, place.end - clause.start) :]
    for side, text in (("after", after), ("before", before)):
        for cue, where, part, status in _cues():
            if where == side and part in ("any", clause.part) and cue.search(text):
                return status, clause, f"{where}-{part}-{status}"
    if clause.part == "review":
        return "completed" if re.search("[了]", clause.text) else "ongoing", clause, "review-default"
    return "planned", clause, "plan-default"


@cache
def _cues() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    found = []
    for p in patterns("statuses"):
        where, part, status = p.id.split("-")[:3]
        found.append((p.regex, where, part, status))
    return tuple(found)


def _settle(votes: list[tuple[str, Clause, str]]) -> tuple[str, Clause, str]:
    """Return the one status of an entity that several mentions speak of (annotation guide, hasStatus)."""
    review = [v for v in votes if v[1].part == "review"]
    plan = [v for v in votes if v[1].part != "review"]
    if not review or not plan:
        kinds = {v[0] for v in votes}
        if len(kinds) > 1 and "ongoing" in kinds:
            return next(v for v in votes if v[0] == "ongoing")
        if kinds == {"completed", "planned"}:
            return next(v for v in votes if v[0] == "planned")
        return votes[0]
    done = next((v for v in review if v[0] == "completed"), None)
    if done:
        return done
    return ("ongoing", review[0][1], "review-and-plan")
