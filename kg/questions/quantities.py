"""Which values are asked for: of an indicator, or of what measures a project."""

import re
from dataclasses import replace

from kg.questions import listing
from kg.questions.concepts import unit as unit_of
from kg.questions.linking import core
from kg.questions.plan import Chip, Condition, Plan, Unanswerable
from kg.questions.slots import THINGS, Slots

INVESTMENT = ("投资", "投入", "融资", "资金", "造价")
_UNIT = re.compile("(?:多少|几)(?:个)?(百分点|亿|万|公里|平方米|亩|吨|人次|人|元|户|家|所|座|辆|度)")


def values(slots: Slots) -> Plan | Unanswerable | None:
    """Return the plan of a question for numbers; None where it asks for none."""
    numeric = slots.asks("value", "count") or slots.first("aggregate") or slots.first("growth")
    if slots.asks("status", "place", "first", "last") and not numeric:
        return None
    deeds = slots.first("deeds") or slots.first("class", "Any")
    if deeds and not numeric:
        return None
    kind = slots.first("kind")
    concept = slots.first("concept") is not None
    indicators = slots.names.alike(slots.only(slots.mentions, "Indicator"))
    plain = slots.asks("list") and not slots.first("class") and not slots.first("relation")
    sought = set(listing.classes(slots)) - {"Indicator"}
    if sought and not (numeric and not slots.asks("count")):
        return None
    things = [
        m for m in slots.mentions if m.link.how == "exact" and not slots.kinds(m.link.iris) & {"Indicator", "Place"}
    ]
    if slots.first("measure") and things and (measured := _measured(slots)):
        return measured
    measurable = not indicators and not sought and (slots.first("measure") or numeric)
    if measurable and (measured := _measured(slots)):
        return measured
    if not indicators and (numeric or plain) and slots.themes:
        indicators = listing.indicators_of_theme(slots)
    years = tuple(slots.values("year"))
    listed = not indicators and kind is not None and kind.value == "target" and slots.asks("list") and bool(years)
    among = slots.first("aggregate") and slots.first("growth") and (slots.places or slots.documents)
    listed = listed or bool(among and not indicators and not slots.mentions)
    asked = numeric or kind or plain or years or concept or not slots.asks("list", "count")
    if slots.asks("mentions", "names") and not numeric and not kind:
        return None
    if slots.unreported and not indicators and not listed:
        return _unreported(slots)
    if not listed and not (indicators and asked):
        return None
    return _plan(slots, indicators, listed)


def _plan(slots: Slots, indicators: tuple[str, ...], listed: bool) -> Plan:
    kind, growth, aggregate = slots.first("kind"), slots.first("growth"), slots.first("aggregate")
    unit = _UNIT.search(slots.wording.text)
    chips = listing.subject_chips(slots, "indicator", slots.mentions, indicators)
    chips += tuple(slots.chip("year", t.value, t, t.value) for t in slots.tokens if t.kind == "year")
    chips += tuple(slots.chip(slot, t.value, t) for slot in ("kind", "growth", "aggregate") if (t := slots.first(slot)))
    chips += tuple(chip for chip in listing.scope_chips(slots) if chip.slot != "year")
    default = "" if listed else "reported" if growth else "actual"
    return Plan(
        "values",
        subjects=indicators,
        years=tuple(slots.values("year")),
        kind=kind.value if kind else default,
        growth=True if growth else (None if listed else False),
        unit="" if growth else unit[1] if unit else _unit(slots),
        aggregate=("max" if aggregate.value == "max" else "min") if aggregate else None,
        scope=replace(listing.scope(slots), year=""),
        chips=chips,
    )


def _unit(slots: Slots) -> str:
    """Return the unit that the levels of the concept named are in."""
    concept = slots.first("concept")
    return unit_of(concept.value) if concept else ""


def _measured(slots: Slots) -> Plan | None:
    """Return the plan for what measures a thing: what a project cost, how long it is."""
    subjects = tuple(i for i in slots.only(slots.mentions, *THINGS) if "Indicator" not in slots.names.things[i].classes)
    if not subjects or (slots.asks("count") and not slots.first("measure")):
        return None
    chips = listing.subject_chips(slots, "thing", slots.mentions, subjects)
    chips += (slots.chip("relation", "measures"),)
    if measure := slots.first("measure"):
        words: tuple[tuple[str, ...], ...] = (INVESTMENT,)
        start, end = slots.wording.place(measure.start, measure.end)
        text = slots.wording.question[start:end]
        chips += (Chip("words", "投资", "名称含：投资", "name contains: investment", text, start, end),)
    else:
        words = tuple((core(region.text.strip()),) for region in slots.unknown if len(region.text.strip()) > 1)
    return Plan(
        "values",
        conditions=(Condition("measures", subjects),),
        words=words,
        years=tuple(slots.values("year")),
        kind="",
        scope=replace(listing.scope(slots), year=""),
        chips=(*chips, *listing.scope_chips(slots)),
    )


def _unreported(slots: Slots) -> Unanswerable:
    words = "、".join(region.text.strip() for region in slots.unreported)
    return Unanswerable(
        f"图谱中的文件没有报告“{words}”，因此不作回答。",
        f"No document of the graph reports “{words}”, so there is no answer from it.",
        listing.scope_chips(slots),
    )
