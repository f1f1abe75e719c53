"""Whether a paragraph of a report looks back on work done or ahead to work planned."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from corpus.document import Kind
from kg.extraction.clause import Part
from kg.extraction.lexicon import load, patterns

# Kinds of document that only set tasks; a report or a piece of news may do both.
TOPICAL: frozenset[Kind] = frozenset({"opinion", "plan", "scheme", "notice"})
_TURN = 2.0  # what must be gained before the report is believed to turn from review to plan
_BACK = 40.0  # the same for turning back from plan to review, which few reports do
_WITHIN = 3.0  # more for a turn that no heading marks
_UNMARKED = 12.0  # the same where a heading elsewhere says that the plan begins there
_SAYS = 10.0  # how far a heading leans that says so
_MOST = 6  # of one cue in one paragraph


class _Cue(NamedTuple):
    regex: re.Pattern[str]
    weight: float
    heading: bool


@cache
def _cues() -> tuple[_Cue, ...]:
    tables = {p["id"]: p for p in load("parts")["pattern"]}
    return tuple(
        _Cue(
            p.regex,
            float(tables[p.id]["weight"]) * (1 if tables[p.id]["side"] == "plan" else -1),
            tables[p.id].get("where") == "heading",
        )
        for p in patterns("parts")
    )


def leaning(text: str, *, heading: bool = False) -> float:
    """Return how far a text leans ahead (positive) or back (negative)."""
    return sum(cue.weight * min(_MOST, len(cue.regex.findall(text))) for cue in _cues() if heading or not cue.heading)


def parts(leanings: Sequence[float], kind: Kind, headings: Sequence[bool]) -> list[Part]:
    """Return the part of each paragraph, given how each leans: the likeliest reading with few turns (Viterbi).

    `headings` tells which paragraphs are headings, at which a report turns rather than elsewhere.
    """
    if kind in TOPICAL or not any(leanings):
        return ["plan" if kind in TOPICAL else "other"] * len(leanings)
    said = any(heading and lean >= _SAYS for lean, heading in zip(leanings, headings, strict=True))
    within = _UNMARKED if said else _WITHIN
    back, ahead = 0.0, 0.0
    came_back: list[bool] = []
    came_ahead: list[bool] = []
    for lean, heading in zip(leanings, headings, strict=True):
        turn = _TURN if heading else _TURN + within
        came_back.append(back > ahead - _BACK)
        came_ahead.append(ahead > back - turn)
        back, ahead = max(back, ahead - _BACK) - lean, max(ahead, back - turn) + lean
    looks_back = back > ahead
    found: list[Part] = []
    for stayed_back, stayed_ahead in zip(reversed(came_back), reversed(came_ahead), strict=True):
        found.append("review" if looks_back else "plan")
        looks_back = stayed_back if looks_back else not stayed_ahead
    return found[::-1]
