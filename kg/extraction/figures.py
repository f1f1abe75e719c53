"""Values with their indicators."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extraction import dating, indicators
from kg.extraction.candidate import Candidate, Figure
from kg.extraction.clause import Clause
from kg.extraction.framing import Frame, frames
from kg.extraction.growth import Growth
from kg.extraction.indicators import COUNTED
from kg.extraction.inventory import Inventory
from kg.extraction.reading import Reading
from kg.extraction.subjects import Subject, attributed
from kg.naming import fold
from kg.observation import Observation, ObservationKind


def find(reading: Reading) -> list[Figure]:
    """Return the figures in reading order; figures of one indicator bear the same name and aliases."""
    times = dating.times(reading)
    found: list[Figure] = []
    for first, last in reading.sentences:
        recent: list[Subject] = []
        for clause in reading.clauses[first:last]:
            if clause.heading:
                continue
            for start, text in _stretches(clause):
                for frame, subject, growth in attributed(frames(text), recent, start):
                    figure = _figure(clause, start, text, frame, subject, growth, times)
                    if figure.indicator.name:  # a figure that nothing names is no value of an indicator
                        found.append(figure)
    return _reconciled(found)


def observations(reading: Reading, inventory: Inventory, found: Sequence[Figure]) -> tuple[Observation, ...]:
    """Return the figures as observations of the inventory's indicators."""
    view = reading.structure.view
    result: list[Observation] = []
    for figure in found:
        indicator = inventory.named("Indicator", figure.indicator.name)
        if indicator is None:
            continue
        result.append(
            Observation(
                indicator=indicator,
                value=figure.value,
                unit=figure.unit,
                kind=figure.kind,
                period=figure.period,
                bound=figure.bound,
                evidence=view.spans(figure.evidence_start, figure.evidence_end),
                rule=figure.rule,
                confidence=figure.confidence,
                value_max=figure.value_max,
                text=figure.text,
                growth=figure.growth,
            )
        )
    return tuple(result)


_BRACKET = re.compile(r"[（(]([^（）()]*\d[^（）()]*)[）)]")
_INSIDE = re.compile(r"[^，；。,;]+")


def _stretches(clause: Clause) -> Iterator[tuple[int, str]]:
    """Yield the clause, then what its brackets hold, each with its start in the view; masks keep the offsets."""
    text = clause.text
    if not text.isascii() or any(c.isdigit() for c in text):
        yield clause.start, _BRACKET.sub(lambda m: "\0" * len(m.group()), text)
        for bracket in _BRACKET.finditer(text):
            for piece in _INSIDE.finditer(bracket.group(1)):
                yield clause.start + bracket.start(1) + piece.start(), piece.group()


def _figure(
    clause: Clause, start: int, text: str, frame: Frame, subject: Subject, growth: Growth | None, times: dating.Times
) -> Figure:
    """Return a value as a figure; `start` is where `text` begins in the view."""
    quantity = frame.quantity
    quality = subject.quality if growth else frame.quality
    begin = min(subject.start, start + frame.left_start)
    end = start + max(quantity.end, min(frame.right_end, quantity.end + 30))
    name, aliases = indicators.names(subject.name, quality, "" if growth else quantity.unit)
    place = text.find(subject.name.core)
    mention = (start + place, start + place + len(subject.name.core)) if place >= 0 else (begin, start + quantity.end)
    kind, period = _kind_and_period(clause, text, frame, growth, times)
    value, unit, highest = quantity.value, quantity.unit, quantity.value_max
    if unit == "番" and value is not None:
        value, unit = Decimal(2) ** int(value) * 100 - 100, "%"
    if growth and growth.falls and value is not None and value > 0:
        value, highest = -(highest or value), (-value if highest else None)
    rule = "growth" if growth else "value-with-unit"
    return Figure(
        indicator=Candidate("Indicator", name, *mention, rule, 0.8, aliases),
        value=value,
        unit=unit,
        kind=kind,
        period=period,
        bound=quantity.bound,
        start=start + quantity.start,
        end=start + quantity.end,
        evidence_start=begin,
        evidence_end=end,
        rule=rule,
        confidence=0.8,
        value_max=highest,
        text=quantity.text,
        growth=growth is not None,
    )


_AHEAD = re.compile(
    r"力争|预期目标|确保|将(?:达|实现|完成|建|新|增|投|超|突|提)|目标(?:是|值|为)|有望|拟|规划建设|下达"
)


def _hopes(before: str) -> bool:
    return _AHEAD.search(before) is not None


_BACK = re.compile(
    r"去年|已(?:经|建|完|达|有|开|投|实|累|签|获|拆)|目前|当前|近年来|大约有|现有|剩余|截至|上年|梳理形成了"
)
_REACHED = re.compile(r"(?:达到?|增至|为|有)\s*$")
_FORMER = re.compile(r"(?:由|从)\s?((?:19|20)\d\d)\s?年的?\s*$")


def _kind_and_period(
    clause: Clause, text: str, frame: Frame, growth: Growth | None, times: dating.Times
) -> tuple[ObservationKind, str]:
    """Tell what a value is reported as, and for when."""
    if former := _FORMER.search(frame.left):
        return "actual", former.group(1)
    done = frame.quality.id in COUNTED or frame.quality.id in ("area", "length")
    adds_up = dating.adds_up(text, done and not _REACHED.search(frame.left))
    flow = "年均" in frame.left if growth else adds_up
    period = times.of(clause, flow)
    base = dating.base_of(growth.words, times.metadata) if growth else ""
    last = period.rpartition("/")[2]
    if base and last and base < last:
        period = f"{base}/{last}"
    before = text[: frame.quantity.start]
    year = times.metadata.year
    ahead = clause.part == "plan"
    if last and year and (times.own[clause.index] or int(last) != year):
        ahead = int(last) > year or (ahead and int(last) == year) or (not times.own[clause.index] and _hopes(before))
    elif ahead:
        ahead = not _BACK.search(before)
    else:
        ahead = _hopes(before)
    return ("target" if ahead or "下达" in before else "change" if growth else "actual"), period


def _reconciled(found: Sequence[Figure]) -> list[Figure]:
    """Give the figures of one indicator one name, and leave out aliases that two indicators would share."""
    levels = {fold(f.indicator.name) for f in found if not f.growth}
    owners = _owners((fold(f.indicator.name), f.indicator) for f in found)
    keys = [_home(fold(f.indicator.name), levels, owners) for f in found]
    groups: dict[str, list[Candidate]] = {}
    for key, figure in zip(keys, found, strict=True):
        groups.setdefault(key, []).append(figure.indicator)
    owners = _owners((key, name) for key, members in groups.items() for name in members)
    settled: dict[str, tuple[str, tuple[str, ...]]] = {}
    for key, members in groups.items():
        forms = dict.fromkeys(form for name in members for form in (name.name, *name.aliases))
        own = (f for f in forms if fold(f) == key or (fold(f) and fold(f) not in groups and len(owners[fold(f)]) == 1))
        settled[key] = (members[0].name, tuple(f for f in own if f != members[0].name))
    return [_named(figure, *settled[key]) for key, figure in zip(keys, found, strict=True)]


def _named(figure: Figure, name: str, aliases: tuple[str, ...]) -> Figure:
    if (figure.indicator.name, figure.indicator.aliases) == (name, aliases):
        return figure
    return replace(figure, indicator=replace(figure.indicator, name=name, aliases=aliases))


def _owners(named: Iterable[tuple[str, Candidate]]) -> dict[str, set[str]]:
    """Return for each alias the indicators that bear it."""
    owners: dict[str, set[str]] = {}
    for key, candidate in named:
        for alias in candidate.aliases:
            owners.setdefault(fold(alias), set()).add(key)
    return owners


def _home(key: str, levels: set[str], owners: Mapping[str, set[str]]) -> str:
    """Return the indicator that a growth belongs to: the one level that bears its name as an alias, else its own."""
    others = sorted((owners.get(key, set()) & levels) - {key})
    return others[0] if key not in levels and len(others) == 1 else key
