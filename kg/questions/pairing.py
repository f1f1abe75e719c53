"""Targets and what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.naming import normalise
from kg.questions.concepts import key, lower, nominal, vague
from kg.questions.names import Names, Titled, seat
from kg.questions.observations import Observed

Outcome = Literal["met", "exceeded", "missed", "unclear", "open", "pending"]
NEAR = Decimal("0.02")
"""A value within this share of an approximate target meets it."""
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and what was reported for its year.

    `before` is the level of the year before where growth was told from two levels; the outcome is unclear where they
    are too rounded to tell. Without a result it is open where a later report of the place could have told it, else
    pending.
    """

    target: Observed
    due: str
    result: Observed | None
    outcome: Outcome
    before: Observed | None = None


def identity(names: Names, indicator: str) -> Identity:
    """Return what an indicator has in common with its other names: its concept, and the seat of its jurisdiction."""
    thing = names.things[indicator]
    return key(normalise(thing.label)), seat(next(iter(thing.within), ""))


def pairs(names: Names, observed: Iterable[Observed]) -> tuple[Pair, ...]:
    """Pair each target with the value reported for the year in which it is due, each target once.

    A target without a year is due at the end of its document's period. Levels are compared with levels reported as
    reached, growth with growth, what is meant for several years with what is reported for the same; of several reports
    the latest counts, and none from before the year was out.
    """
    results: dict[tuple[Identity, bool, str, str], list[Observed]] = defaultdict(list)
    targets: list[Observed] = []
    for each in observed:
        if vague(normalise(names.things[each.indicator].label)):
            continue
        if each.kind == "target":
            targets.append(each)
        elif each.amount is not None and each.year:
            changed = each.growth or each.kind == "change"
            results[identity(names, each.indicator), changed, each.scale, each.year].append(each)
    found: dict[tuple[object, ...], Pair] = {}
    for target in targets:
        document = names.documents.get(target.document)
        due = target.year or (document.period[-4:] if document else "")
        which = (identity(names, target.indicator), target.growth, target.scale, due)
        reported = [o for o in results.get(which, ()) if _answers(names, target, o, due)]
        result = max(reported, key=lambda o: (_given(names, o), o.period == target.period, o.iri), default=None)
        outcome = _outcome(target, result, lower(identity(names, target.indicator)[0]))
        pair = Pair(target, due, result, outcome) if outcome else _from_levels(names, target, due, results)
        pair = pair or Pair(target, due, None, "open" if _later(names, document, due) else "pending")
        found.setdefault((which, target.amount, target.bound, target.document), pair)
    return tuple(found.values())


def _from_levels(
    names: Names, target: Observed, due: str, results: Mapping[tuple[Identity, bool, str, str], list[Observed]]
) -> Pair | None:
    """Tell the growth of a year from its level and that of the year before, as exactly as these are written."""
    who = identity(names, target.indicator)
    if not target.growth or target.amount is None or "/" in target.period or who[0] not in nominal():
        return None
    now, before = (
        max(
            (o for o in results.get((who, False, "base", year), ()) if o.kind == "actual" and o.period == year),
            key=lambda o: (_given(names, o), o.iri),
            default=None,
        )
        for year in (due, str(int(due) - 1) if due else "")
    )
    if now is None or before is None or not before.amount or now.bound == ">=" or before.bound == ">=":
        return None
    low, high = (_growth(now, before, sign) for sign in (-1, 1))
    outcome: Outcome = "missed" if high < target.amount else "unclear"
    if "~" in (now.bound, before.bound):
        outcome = "unclear"
    elif low >= target.amount:
        outcome = "exceeded" if low > target.amount and target.bound != ">=" else "met"
    return Pair(target, due, now, outcome, before)


def _growth(now: Observed, before: Observed, sign: int) -> Decimal:
    """Return the least (-1) or greatest (1) growth in per cent that two rounded levels allow."""
    (first, wide), (then, narrow) = (_rounded(each) for each in (now, before))
    least = then - sign * narrow
    return ((first + sign * wide) / least - 1) * 100 if least else Decimal("Infinity")


def _rounded(observed: Observed) -> tuple[Decimal, Decimal]:
    """Return an amount and half of the unit in its last place as written."""
    amount, value = observed.amount or Decimal(0), observed.value or Decimal(0)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return amount, step * (amount / value if value else 1)


def _answers(names: Names, target: Observed, result: Observed, due: str) -> bool:
    """Tell whether a result can be that of a target: for the same years, and reported when they were over."""
    spans = "/" in target.period, "/" in result.period
    if any(spans) and result.period != target.period and not (spans == (False, True) and not target.period):
        return False
    document, promised = names.documents.get(result.document), names.documents.get(target.document)
    if document and promised and document.level != promised.level:
        return False
    year = document.year() if document else ""
    if result.document == target.document and due >= year:
        return False
    return not year or year >= due


def _later(names: Names, document: Titled | None, due: str) -> bool:
    """Tell whether the place of a target's document has a report of a year after the target was due."""
    if document is None or not due:
        return False
    place = seat(document.place)
    return names.latest.get(place, "") > due


def _given(names: Names, observed: Observed) -> str:
    document = names.documents.get(observed.document)
    return (document.issued or document.year()) if document else ""


def _outcome(target: Observed, result: Observed | None, lower_: bool) -> Outcome | None:
    """Compare a result with its target; a planned fall, or a ceiling, is met by staying beneath. None without one."""
    if result is None or result.amount is None or target.amount is None:
        return None
    wanted, reached = target.amount, result.amount
    if _between(target, result):
        return "met"
    if target.bound == "~" and abs(reached - wanted) <= NEAR * abs(wanted):
        return "met"
    falling = target.bound == "<=" or (target.growth and wanted < 0) or lower_
    if falling:
        return "met" if reached <= wanted else "missed"
    if reached < wanted:
        return "missed"
    return "exceeded" if reached > wanted and target.bound != ">=" else "met"


def _between(target: Observed, result: Observed) -> bool:
    """Tell whether a result lies in the range that a target is."""
    if target.value is None or target.value_max is None or result.value is None or target.unit != result.unit:
        return False
    return target.value <= result.value <= target.value_max
