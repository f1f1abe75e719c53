"""Indicators that go by several names: 地区生产总值, 生产总值 and GDP are one concept."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.extraction.lexicon import alternatives, load
from kg.naming import normalise


@cache
def _concepts() -> dict[str, str]:
    """Return the concept, by its first name, of each normalised Chinese name."""
    return {normalise(name): each["zh"][0] for each in load("question_indicators")["concept"] for name in each["zh"]}


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternatives(load('question_indicators')['scope'])})+")


def concept(name: str) -> str:
    """Return the concept of an indicator's normalised name; empty where it is none of its own."""
    known = _concepts()
    return known.get(name) or known.get(_scope().sub("", name), "")


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """Return what an indicator's normalised name has in common with its other names: its concept, else its core."""
    return concept(name) or _scope().sub("", name) or name


@cache
def _units() -> dict[str, str]:
    return {each["zh"][0]: each["unit"] for each in load("question_indicators")["concept"] if "unit" in each}


def unit(concept_: str) -> str:
    """Return what the unit of a concept's level must hold; empty where any will do."""
    return _units().get(concept_, "")


@cache
def nominal() -> frozenset[str]:
    """Return the concepts whose growth is that of their levels as written, at the prices of each year."""
    return frozenset(each["zh"][0] for each in load("question_indicators")["concept"] if each.get("nominal"))


def lower(key_: str) -> bool:
    """Tell whether less of an indicator is better, so that its targets are ceilings: unemployment, prices, poverty."""
    return any(word in key_ for word in load("question_indicators")["lower"])


@lru_cache(maxsize=100_000)
def vague(name: str) -> bool:
    """Tell whether a normalised name says too little to be that of one indicator in two reports: 项目数, 投资."""
    stem = key(name).removesuffix("数")
    return len(stem) <= 2 and not concept(name)


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(f"(?<![a-z])(?:{alternatives(_concepts())})(?![a-z])")


@cache
def _english() -> dict[str, str]:
    return {name: each["zh"][0] for each in load("question_indicators")["concept"] for name in each["en"]}


@cache
def _english_pattern() -> re.Pattern[str]:
    names = sorted(_english(), key=len, reverse=True)
    return re.compile(r"(?a)\b(?:" + "|".join(re.escape(n).replace(r"\ ", r"['\s]+") for n in names) + r")s?\b")


def find(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the concepts that a folded text names, with their places."""
    for match in _chinese().finditer(text):
        yield _concepts()[match.group()], *match.span()
    for match in _english_pattern().finditer(text):
        name = re.sub(r"['\s]+", " ", match.group())
        yield _english().get(name) or _english()[name.removesuffix("s")], *match.span()
