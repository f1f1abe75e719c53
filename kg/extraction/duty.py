"""Duties: the lists in which a document writes who answers for what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.claim import Role
from kg.extraction.lexicon import load, pattern
from kg.extraction.reading import Reading


@dataclass(frozen=True, slots=True)
class Share:
    """One body in a duty, in offsets of the view."""

    start: int
    end: int
    role: Role | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A list of bodies; `start..end` covers it with its brackets or label."""

    start: int
    end: int
    shares: tuple[Share, ...]


_JOINT = re.compile(
    r"[、，,；;]|(?:等(?:有关)?(?:部门|单位)?)?(?:和|及|以及|与|会同)(?!单位|信息化|旅游|储备|改革|城乡|国家机关|社会保障|规划|草原|大数据|体育|渔业)|等(?=$|[、，和按分负]|(?:各|其他)?(?:有关|相关)部门和单位)"
)
_PART = re.compile(r"[^；;，,。]+")
_ROLES: dict[str, Role | None] = {
    "牵头": "lead",
    "配合": "support",
    "参与": "support",
    "参加": "support",
    "协助": "support",
    "协同": "support",
    "会同": "support",
}


@cache
def _first_leads() -> re.Pattern[str]:
    return pattern("bodies", "first-leads").regex


def duties(reading: Reading) -> list[Duty]:
    """Return the duties of a document in reading order."""
    text = reading.text
    leads = bool(_first_leads().search(text))
    found: list[Duty] = []
    for duty in sorted([*_bracketed(text), *_labelled(text)], key=lambda d: (d.start, -d.end)):
        if not found or duty.start >= found[-1].end:
            found.append(_led(duty) if leads else duty)
    return found


def _led(duty: Duty) -> Duty:
    if any(share.role for share in duty.shares):
        return duty
    first, *others = duty.shares
    return Duty(duty.start, duty.end, (Share(first.start, first.end, "lead"), *others))


def _bracketed(text: str) -> Iterator[Duty]:
    for match in pattern("bodies", "bracket").regex.finditer(text):
        shares = tuple(_shares(text, match.start(1), match.end(1)))
        if shares:
            yield Duty(match.start(), match.end(), shares)


def _labelled(text: str) -> Iterator[Duty]:
    for match in pattern("bodies", "label").regex.finditer(text):
        role = _role(match.group("label"))
        shares = tuple(Share(a, b, role) for a, b in _names(text, match.start("list"), match.end("list")))
        if shares:
            yield Duty(match.start(), match.end(), shares)


def _shares(text: str, start: int, end: int) -> Iterator[Share]:
    """Read `A牵头，B、C配合` and `牵头单位：A；配合单位：B` within a bracket."""
    for part in _PART.finditer(text, start, end):
        if _first_leads().search(part.group()):
            continue
        label = _edge("label").match(text, *part.span())
        role = _role(label.group() if label else part.group()[-4:])
        first = label.end() if label else part.start()
        meeting = text.find("会同", first, part.end())
        for a, b in _names(text, first, part.end()):
            yield Share(a, b, "support" if 0 <= meeting < a else role)


def _role(words: str) -> Role | None:
    return next((role for word, role in _ROLES.items() if word in words), None)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the single names of a list."""
    place = start
    for match in _JOINT.finditer(text, start, end):
        yield from _trimmed(text, place, match.start())
        place = match.end()
    yield from _trimmed(text, place, end)


@cache
def _edge(name: str) -> re.Pattern[str]:
    return re.compile(load("bodies")["edges"][name])


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while match := _edge("before").match(text, start, end):
        start = match.end()
    while match := _edge("after").search(text[start:end]):
        end = start + match.start()
    if 2 <= end - start <= 24 and _edge("body").search(text[start:end]):
        yield start, end
