"""Places by the names that people use: 高阳, 高阳县 or Gaoyang County for 河北省保定市高阳县."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, pinyin

from kg.extraction.lexicon import alternatives, load
from kg.naming import normalise

_UNIT = re.compile(r".+?(?:特别行政区|自治区|自治州|自治县|地区|新区|[省市县区镇乡盟旗]|街道)(?![省市县区镇乡盟旗])")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names at `start:end`; `stem` is its name without the kind of unit, empty for the nation."""

    stem: str
    start: int
    end: int


def units(place: str) -> tuple[str, ...]:
    """Return the units in a normalised place, the widest first: 河北省, 保定市, 高阳县."""
    return tuple(_UNIT.findall(place)) or ((place,) if place else ())


def stem(unit: str) -> str:
    """Return a unit's name without its kind: 高阳 for 高阳县; one of a single character stays whole."""
    for suffix in load("question_places")["units"]:
        if unit.endswith(suffix) and len(unit) > len(suffix) + 1:
            return unit.removesuffix(suffix)
    return unit


@cache
def english(stem_: str) -> tuple[str, ...]:
    """Return the names of a place in English, lower case: its own, else its Hanyu Pinyin as one word and in two."""
    own: list[str] = load("question_places")["english"].get(stem_, [])
    if own:
        return tuple(own)
    syllables = [each[0] for each in pinyin(stem_, style=Style.NORMAL)]
    short = len(stem_) == 2 and stem(stem_) == stem_ and stem_[-1] in "省市县区镇乡"
    spaced = (f"{syllables[0]} {_kind(stem_[-1])}",) if short else ()
    return ("".join(syllables), *spaced)


def _kind(suffix: str) -> str:
    return {"省": "province", "市": "city", "县": "county", "区": "district", "镇": "town", "乡": "township"}[suffix]


class Places:
    """The places of documents, and those of the country that no document is from."""

    def __init__(self, places: Iterable[str]) -> None:
        known = {stem(unit) for place in places for unit in units(normalise(place))}
        regions = load("regions")
        elsewhere = {stem(name) for name in (*regions["provinces"], *regions["prefectures"])}
        self.known = frozenset(known)
        self._chinese = self._by_first((*known, *elsewhere))
        self._english: dict[str, str] = {}
        for each in (*sorted(elsewhere - known), *sorted(known)):
            self._english |= dict.fromkeys(english(each), each)
        self._words = max((name.count(" ") + 1 for name in self._english), default=1)

    @staticmethod
    def _by_first(stems: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in sorted(set(stems), key=lambda s: (-len(s), s)):
            found[each[:2]].append(each)
        return found

    def find(self, text: str) -> Iterator[Place]:
        """Yield the places that a folded text names, overlapping ones too; the nation too."""
        suffixes = "|".join(load("question_places")["units"])
        for start in range(len(text) - 1):
            for each in self._chinese.get(text[start : start + 2], ()):
                if text.startswith(each, start):
                    end = start + len(each)
                    unit = re.match(suffixes, text[end:]) if stem(each) == each else None
                    yield Place(each, start, end + (unit.end() if unit else 0))
        yield from self._find_english(text)
        for nation in _nation().finditer(text):
            yield Place("", *nation.span())

    def _find_english(self, text: str) -> Iterator[Place]:
        words = list(re.finditer(r"(?a)[a-z]+", text))
        for i in range(len(words)):
            for j in range(min(len(words), i + self._words), i, -1):
                name = " ".join(word.group() for word in words[i:j])
                found = self._english.get(name)
                if found and (found in self.known or len(name) > 3):
                    end = words[j - 1].end()
                    unit = _english_units().match(text, end)
                    yield Place(found, words[i].start(), unit.end() if unit else end)


@cache
def _nation() -> re.Pattern[str]:
    data = load("question_places")["nation"]
    return re.compile(f"{alternatives(data['zh'])}|(?a:\\b{alternatives(data['en'])}\\b)")


@cache
def _english_units() -> re.Pattern[str]:
    return re.compile(r"(?a)(?:\s+(?:" + "|".join(load("question_places")["english_units"]) + r"))?(?:'s|\s+s)?\b")
