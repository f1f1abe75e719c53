"""From words to things of the graph: by exact name, by parts of a name, or by words near in meaning, with a margin.

What the graph lacks gets no nearest neighbour: all words asked for must stand in a name, or the name in the words with
nothing but general words or the thing's own jurisdiction beside it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import rjieba

from kg.naming import normalise
from kg.questions.lexicon import translated
from kg.questions.names import Names, seat

Near = Callable[[str], list[tuple[str, float]]]
"""Gives the words of the graph's names (`Names.words`) that are near in meaning to a word, best first, with their
similarity in [0, 1]."""

SHARE = 0.3
"""The least part of a name that words found in pieces must make up."""
PARTICULAR = 4
"""So many characters in one piece are particular enough, however long the name or sentence that has them."""
HALF = 0.5
"""Two characters alone must make up this much of a name."""
MARGIN = 0.1
MOST = 5
NEAR, NEAR_MARGIN = 0.4, 0.2
"""Words stand for one another from this similarity on, and not where another one is nearer by the margin."""

GENERAL = re.compile(
    "(?:工程|项目|建设|管理|工作|任务|改革|试点|行动|计划|方案|活动|总额|总量|总数|数量|情况|的|镇|市|县|区|全市|全县|全区|全镇|全省|"
    "我市|我县|我区|我镇|本市|本县|本区|本镇|长度|个数|数|值|率)+"
)
_LATIN = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Link:
    """The things that words stand for, best first; more than one where several fit equally well."""

    iris: tuple[str, ...]
    how: str
    names: tuple[str, ...] = ()


def link(
    text: str,
    names: Names,
    classes: Iterable[str] = (),
    near: Near | None = None,
    seats: frozenset[str] = frozenset(),
) -> Link | None:
    """Return the things of the given classes (any where empty) that a text names; None where nothing fits.

    Where things of the places `seats` (names without their kind) fit, those of others are not meant.
    """
    wanted = frozenset(classes)
    if seats and (found := _link(text, names, wanted, near, seats)):
        return found
    return _link(text, names, wanted, near, frozenset())


def _link(text: str, names: Names, wanted: frozenset[str], near: Near | None, seats: frozenset[str]) -> Link | None:
    query = normalise(text)
    plain = query.replace("的", "")
    for form in (query, plain):
        if exact := _of(names, [form], wanted, seats) or _among(names, names.by_part.get(form, ()), wanted, seats):
            return Link(exact, "exact", (form,))
    if _LATIN.search(text) and not re.search("[㐀-鿿]", text):
        groups = translated(text) or translated(text, near_words(near))
        if groups and len(groups) == 1:  # a single character, or what is only near to one word, tells nothing
            groups = (tuple(word for word in groups[0] if len(word) > 1),) if translated(text) else None
        if not groups or not all(groups):
            return None
        return _best(names, _by_words(names, groups), wanted, seats)
    found = _best(names, _by_parts(names, plain), wanted, seats)
    return found or (_by_meaning(names, plain, wanted, near, seats) if near else None)


def _of(names: Names, found: Iterable[str], wanted: frozenset[str], seats: frozenset[str]) -> tuple[str, ...]:
    return _among(names, (iri for name in found for iri in names.by_name.get(name, ())), wanted, seats)


def _among(names: Names, iris: Iterable[str], wanted: frozenset[str], seats: frozenset[str]) -> tuple[str, ...]:
    """Return the things of these classes and places (of any where none are wanted)."""
    things = ((iri, names.things[iri]) for iri in dict.fromkeys(iris))
    return tuple(
        iri
        for iri, thing in things
        if (not wanted or wanted & thing.classes.keys()) and (not seats or seats & set(map(seat, thing.within)))
    )


def _best(names: Names, scored: list[tuple[float, str]], wanted: frozenset[str], seats: frozenset[str]) -> Link | None:
    """Return the names with the best score, together where the margin to it is small; None where too many are."""
    fitting = sorted((-score, name) for score, name in scored if _of(names, (name,), wanted, seats))
    close = [name for score, name in fitting if fitting[0][0] + MARGIN >= score]
    if not close or len(close) > MOST:
        return None
    return Link(_of(names, close, wanted, seats), "fuzzy", tuple(close))


def _by_parts(names: Names, query: str) -> list[tuple[float, str]]:
    stem = core(query)
    if len(stem) < 2:
        return []
    scored = ((_fit(names, query, stem, name), name) for name in _candidates(names, query, stem))
    return [(score, name) for score, name in scored if score > 0]


def _candidates(names: Names, query: str, stem: str) -> Iterator[str]:
    """Yield the names that stand in a text, and those that have the first and the last two characters of its stem: in
    pieces of at least two characters, no others have all of it."""
    for start in range(len(query) - 1):
        for end in range(start + 2, min(len(query), start + names.longest) + 1):
            if query[start:end] in names.by_name:
                yield query[start:end]
    first, last = names.pairs.get(stem[:2], []), names.pairs.get(stem[-2:], [])
    wanted = stem[-2:] if len(first) <= len(last) else stem[:2]
    yield from (name for name in min(first, last, key=len) if wanted in name and name not in query)


def core(query: str) -> str:
    """Return a normalised text without general words at its end."""
    stripped = re.sub(GENERAL.pattern + "$", "", query)
    return stripped if len(stripped) >= 2 else query


def _fit(names: Names, query: str, stem: str, name: str) -> float:
    """Return how well a name fits, in (0, 1]; 0 where one has a word that sets it apart from the other."""
    if name in query and len(name) >= 2:
        rest = query.replace(name, "", 1)
        within = "".join(w for iri in names.by_name[name] for w in names.things[iri].within)
        if GENERAL.fullmatch(rest) or (rest in normalise(within)):
            return len(name) / len(query)
        return 0.0
    if stem in name:
        share = len(stem) / len(name)
        return share if len(stem) > 2 or share >= HALF else 0.0
    pieces = _pieces(stem, name)
    return pieces if pieces >= SHARE else 0.0


def _pieces(stem: str, name: str) -> float:
    """Return the share of the name that the words make up; 0 where a part of at least two characters is not in it."""
    place, total, count = 0, 0, 0
    while place < len(stem):
        size = next((n for n in range(len(stem) - place, 1, -1) if stem[place : place + n] in name), 0)
        if size == 0:
            return 0.0
        place, total, count = place + size, total + size, count + 1
    return total / len(name) if count <= 3 else 0.0


def _by_words(names: Names, groups: tuple[tuple[str, ...], ...]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    longest = [sorted(group, key=len, reverse=True) for group in groups]
    for name in _holding(names, groups):
        matched = [next((w for w in group if w in name), "") for group in longest]
        if all(matched):
            share = min(1.0, sum(len(word) for word in dict.fromkeys(matched)) / len(name))
            if share >= SHARE or max(map(len, matched)) >= PARTICULAR:
                found.append((share, name))
    return found


def _holding(names: Names, groups: tuple[tuple[str, ...], ...]) -> Iterable[str]:
    """Return the names with the first characters (two, or the only one) of a word of that group which fewest have."""
    pools = [[names.pairs.get(w[:2], []) if len(w) > 1 else names.with_character(w) for w in group] for group in groups]
    fewest = min(pools, key=lambda pool: sum(map(len, pool)))
    return dict.fromkeys(name for pool in fewest for name in pool)


def near_words(near: Near | None) -> Callable[[str], tuple[str, ...]]:
    """Return what gives the words that may stand for a word; none where nothing says what is near."""

    def found(word: str) -> tuple[str, ...]:
        scored = near(word) if near else []
        return tuple(each for each, score in scored if score >= max(NEAR, scored[0][1] - NEAR_MARGIN))

    return found


def _by_meaning(names: Names, query: str, wanted: frozenset[str], near: Near, seats: frozenset[str]) -> Link | None:
    """Return the name that has each word of a text or one near to it in meaning, where it is the only one."""
    standing = near_words(near)
    words = [word for word in rjieba.cut(core(query), False) if not GENERAL.fullmatch(word)]
    if len(words) < 2 or all(len(word) < 2 for word in words):
        return None
    groups = tuple((word, *(standing(word) if len(word) > 1 else ())) for word in words)
    found = _best(names, _by_words(names, groups), wanted, seats)
    return Link(found.iris, "vector", found.names) if found else None
