"""The state of projects and reforms at the report's date."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.claim import Claim
from kg.entity import scored_class
from kg.extraction.clause import Clause
from kg.extraction.inventory import Inventory, Place
from kg.extraction.lexicon import patterns
from kg.extraction.phrase import Phrase
from kg.extraction.reading import Reading

_STATED = frozenset({"Project", "Programme", "Reform", "Task"})


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order."""
    phrases: dict[int, list[Phrase]] = {}
    for phrase in reading.phrases:
        phrases.setdefault(phrase.clause, []).append(phrase)
    claims: list[Claim] = []
    for entity in inventory.entities.values():
        if entity.type not in _STATED:
            continue
        reform = scored_class(entity.type) == "Reform"
        votes = [_status(reading, place, phrases.get(place.clause, ()), reform) for place in inventory.of(entity.id)]
        if votes:
            status, clause, rule = _settle(votes)
            spans = reading.structure.view.spans(clause.start, clause.end)
            claims.append(Claim(entity.id, "hasStatus", f"status:{status}", "stated", spans, rule, 0.8))
    return claims


def _status(reading: Reading, place: Place, phrases: Sequence[Phrase], reform: bool) -> tuple[str, Clause, str]:
    """Return (status, clause, rule) as one mention tells it: by the words about it, else by the part of the report.

    The words about a member of a coordination stand around the whole of it.
    """
    clause = reading.clauses[place.clause]
    around = [p for p in phrases if p.start < place.end and place.start < p.end]
    start = min([place.start, *(p.start for p in around)]) - clause.start
    end = max([place.end, *(p.end for p in around)]) - clause.start
    inside = clause.text[max(0, place.end - clause.start) : end]
    after = clause.text[end:] if "、" in inside or "和" in inside else inside + clause.text[end:]
    before = clause.text[: max(0, start)]
    for side, text in (("after", after), ("before", before)):
        for cue in _cues():
            if cue.where == side and cue.part == clause.part and reform >= cue.reform and cue.regex.search(text):
                return cue.status, clause, f"{side}-{cue.part}-{cue.status}"
    if clause.part == "review":
        return "completed" if "了" in clause.text else "ongoing", clause, "review-default"
    return "planned", clause, "plan-default"


class _Cue(NamedTuple):
    regex: re.Pattern[str]
    where: str
    part: str
    status: str
    reform: bool


@cache
def _cues() -> tuple[_Cue, ...]:
    found = [(p.regex, p.id.split("-")) for p in patterns("statuses")]
    return tuple(_Cue(regex, id[0], id[1], id[2], id[-1] == "reform") for regex, id in found)


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
