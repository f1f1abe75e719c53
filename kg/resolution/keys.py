"""What names share that mean one thing: keys, each with the rule by which equal keys tell the same thing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.extraction.agency_names import key as organ_key
from kg.extraction.lexicon import alternatives, load, pattern
from kg.naming import fold
from kg.resolution.home import Home
from kg.resolution.referent import Referent

_SHORTEST = 4
"""A name of fewer characters is left as it is: what remains of it would be no name."""

_LONG = 6


class Key(NamedTuple):
    """Names of one kind with equal `text` are one thing by `rule`, or by a weaker one before it in the rule's order."""

    rule: str
    text: str


RULES = (
    "spelling",
    "own-place",
    "short-organ",
    "short-institution",
    "around",
    "place-dropped",
    "synonym",
    "counted",
    "filler",
    "alias",
)
"""From the surest to the boldest; `alias` is a name that a document itself gives to a body."""


def keys(referent: Referent, name: str, home: Home) -> Iterator[Key]:
    """Yield the keys of one of a thing's names, each a little less particular than the one before."""
    plain = spelled(name)
    yield Key("spelling", plain)
    own = home.own(plain.removeprefix("中共") if referent.kind == "Agency" else plain)
    yield Key("own-place", own)
    if referent.kind == "Agency":
        yield from _agency(own, home)
    elif referent.kind == "Indicator":
        yield from _indicator(own, home)
    elif referent.kind in ("Project", "Reform", "Goal"):
        yield from _work(referent, own, home)


def spelled(name: str) -> str:
    """Return a name without marks, references to notes, and words before it that are none of its own."""
    noted = pattern("resolution", "note").regex.sub("", name)
    bare = pattern("resolution", "leading").regex.sub("", fold(noted))
    return bare.casefold() or fold(name).casefold()


def _agency(own: str, home: Home) -> Iterator[Key]:
    short = organ_key(home.present(own))
    yield Key("short-organ", short)
    full = _full(short)
    yield Key("short-institution", full)
    dropped = _dropped(full, home)
    yield Key("place-dropped", dropped)
    yield Key("filler", _filled(dropped, "agency_filler"))


def _work(referent: Referent, own: str, home: Home) -> Iterator[Key]:
    full = _full(own)
    yield Key("short-institution", full)
    around = _around(full, f"{referent.kind.lower()}_end")
    yield Key("around", around)
    dropped = _dropped(around, home)
    yield Key("place-dropped", dropped)
    yield Key("filler", _filled(dropped, "filler"))


def _full(name: str) -> str:
    """Return a name with institutions in full that it calls for short: 市三医 becomes 市第三人民医院."""
    for id, full in load("resolution")["full"].items():
        name = pattern("resolution", id).regex.sub(full, name)
    return name


def _filled(name: str, words: str) -> str:
    """Return a name without what comes and goes inside it; a short one would say too little without."""
    bare = _anywhere(words).sub("", name)
    return bare if len(bare) >= _LONG else name


def _around(name: str, words: str) -> str:
    bare = _start("verb").sub("", name)
    bare = bare if len(bare) >= _SHORTEST else name
    end = _end(words).sub("", bare)
    return end if len(end) >= _SHORTEST - 1 else bare


def _dropped(name: str, home: Home) -> str:
    """Return a name without the own place that it begins with, where every place of its level has such a thing."""
    bare = pattern("resolution", "own-level").regex.sub("", name) if name.startswith(home.levels) else name
    if bare == name and home.short and name.startswith(home.short):
        bare = name[len(home.short) :]
        bare = name if bare.startswith(("中国", "国家", "中央")) else bare
    return bare if len(bare) >= _SHORTEST else name


def _indicator(own: str, home: Home) -> Iterator[Key]:
    total = home.level and own.startswith(home.level) and pattern("resolution", "own-total").regex.match(own)
    bare = own[1:] if total else own
    yield Key("synonym", synonym(bare))
    yield Key("counted", _counted(bare))


def synonym(name: str) -> str:
    """Return the usual name of a known indicator, and any other name as it is."""
    plain = fold(name).casefold()
    return _synonyms().get(plain, plain)


def _counted(name: str) -> str:
    """Return an indicator's name without the work that yields what it counts, and with one word for its quantity.

    Amounts of money keep their work: what is newly lent is not what is owed.
    """
    bare = _start("work").sub("", name)
    for quantity, counted in (("count", bare), ("length", bare), ("money", name)):
        end = _end(quantity).sub("", counted)
        if end != counted and len(end) >= _SHORTEST:
            return f"{end}#{quantity}"
    return name


@cache
def _start(words: str) -> re.Pattern[str]:
    return re.compile(f"^{alternatives(load('resolution')['words'][words])}+")


@cache
def _end(words: str) -> re.Pattern[str]:
    return re.compile(f"{alternatives(load('resolution')['words'][words])}+$")


@cache
def _anywhere(words: str) -> re.Pattern[str]:
    return re.compile(alternatives(load("resolution")["words"][words]))


@cache
def _synonyms() -> dict[str, str]:
    """Return for each name of a known indicator the first one."""
    return {fold(n).casefold(): row["names"][0] for row in load("resolution")["indicator"] for n in row["names"]}
