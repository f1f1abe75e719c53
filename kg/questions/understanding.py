"""From a question to plans, the likeliest first, or to the reason why there is none."""

import re
from collections.abc import Iterator

from kg.questions import overlap, quantities
from kg.questions.families import decide
from kg.questions.filling import fill
from kg.questions.linking import Near
from kg.questions.loosening import loosened
from kg.questions.names import Names
from kg.questions.plan import Plan, Unanswerable
from kg.questions.slots import Slots
from kg.questions.tokens import Token, tokenise
from kg.questions.wording import Wording

_PLACES = re.compile(
    r"哪[一二两三四五六七八九十几些]*[个座家]?(?:城市|地区|地方|省份?|市|县|区|镇|乡|村)|"
    r"(?a:\b(?:which|what)(?:\s+\w+){0,2}?\s+(?:cit(?:y|ies)|count(?:y|ies)|districts?|provinces?|towns?|villages?|regions?|places?)\b)"
)
LONGEST = 500
"""More characters than this are no single question."""


def understand(wording: Wording, names: Names, near: Near | None = None) -> Plan | Unanswerable:
    """Return what is asked of a graph with these names; never raises for any text."""
    return next(readings(wording, names, near))


def readings(wording: Wording, names: Names, near: Near | None = None) -> Iterator[Plan | Unanswerable]:
    """Yield what may be asked: first with all words, then without those that only frame the question.

    Later readings count where the graph holds nothing for the earlier ones.
    """
    if not wording.text.strip():
        yield Unanswerable("问题是空的，请写出要问的内容。", "The question is empty: write what you want to know.")
        return
    if len(wording.text) > LONGEST:
        yield Unanswerable(
            f"问题太长（{len(wording.text)}个字符），请用不超过{LONGEST}个字符的一句话提问。",
            f"The question is too long ({len(wording.text)} characters): ask in one sentence of at most {LONGEST}.",
        )
        return
    slots = fill(wording, tokenise(wording, names), names, near)
    yield decide(slots.copy())
    if any(token.kind == "place" for region in slots.unknown for token in region.tokens):
        return  # of a place that no document is from nothing is known
    yield from _by_overlap(slots)
    yield from _by_place(slots)
    for looser in loosened(slots):
        plan = decide(looser)
        if isinstance(plan, Plan):
            yield plan


def _by_overlap(slots: Slots) -> Iterator[Plan]:
    """Yield the plan for what has most of the question's words, where a number or who answers for a thing is asked."""
    if slots.asks("beyond"):
        return
    numeric = slots.asks("value", "count") or any(slots.first(slot) for slot in ("kind", "growth", "measure"))
    if (numeric or not slots.first("ask")) and not (slots.documents and slots.first("class")):
        found = overlap.most_alike(slots, "Indicator")
        plan = quantities.values(overlap.named(slots, found)) if found else None
    elif (slots.asks("bodies") or slots.first("ask-role")) and not _bodies_named(slots):
        found = overlap.most_alike(slots, "Project", "Reform", "Goal")
        plan = decide(overlap.named(slots, found)) if found else None
    else:
        return
    if isinstance(plan, Plan):
        yield plan


def _bodies_named(slots: Slots) -> bool:
    return any("Agency" in slots.kinds(m.link.iris) for m in slots.things())


def _by_place(slots: Slots) -> Iterator[Plan]:
    """Yield who answers for a thing, then where it is, where it is asked which towns, counties or cities it has."""
    anchors = [m for m in slots.mentions if m.link.how == "exact" and slots.kinds(m.link.iris) & {"Project", "Reform"}]
    asked = [t for t in slots.tokens if t.kind == "level"] or _PLACES.search(slots.wording.text)
    if not anchors or not asked or slots.asks("value", "count", "beyond") or slots.first("kind"):
        return
    for ask in ("bodies", "place"):
        looser = slots.copy()
        looser.mentions, looser.unknown, looser.themes = anchors, [], []
        kept = [t for t in looser.tokens if t.kind not in ("level", "ask", "relation", "class")]
        looser.tokens = [*kept, Token("ask", ask, 0, 0)]
        plan = decide(looser)
        if isinstance(plan, Plan):
            yield plan
