"""A thing by most of the words of a question, weighted by how rare they are in the names of the graph.

For where its name is not said in one piece: how many households live in neighbourhoods that were renovated.
"""

import math
from collections.abc import Iterator

import rjieba

from kg.naming import normalise
from kg.questions.lexicon import general, informative, phrases
from kg.questions.linking import Link, near_words
from kg.questions.names import seat
from kg.questions.slots import Mention, Slots

COVERED = 0.75
"""So much of what the question says, by weight, a name must have."""
SHARE = 0.34
"""So much of the name the question must say."""
MARGIN = 0.06
MOST = 3
NEAR = 0.6
"""A word that is only near in meaning counts so much less."""

_WORDS = ("residue", "name", "part", "theme", "concept", "sort", "called")

Group = tuple[tuple[str, float], ...]


def most_alike(slots: Slots, *classes: str) -> Link | None:
    """Return the things of these classes whose names have most of what is said beside places, years and cues.

    None where none stands out.
    """
    groups = [_weighed(slots, group) for group in _groups(slots)]
    total = sum(weight for weight, _ in groups)
    if not groups or not total:
        return None
    scored = []
    for name in _candidates(slots, groups, set(classes)):
        covered, said = 0.0, 0
        for weight, group in groups:
            found = max(((w, len(word)) for word, w in group if word in name), default=(0.0, 0))
            covered += weight * found[0]
            said += found[1]
        share = min(1.0, said / len(name))
        if covered / total >= COVERED and share >= SHARE:
            scored.append((-(covered / total) - share / 2, name))
    scored.sort()
    close = [name for score, name in scored if score <= scored[0][0] + MARGIN]
    if not close or len(close) > MOST:
        return None
    iris = tuple(
        dict.fromkeys(i for name in close for i in slots.names.by_name[name] if _wanted(slots, i, set(classes)))
    )
    return Link(iris, "overlap", tuple(close))


def _wanted(slots: Slots, iri: str, classes: set[str]) -> bool:
    thing = slots.names.things[iri]
    within = set(map(seat, thing.within))
    return bool(classes & thing.classes.keys()) and (not slots.seats or not within or bool(slots.seats & within))


def _groups(slots: Slots) -> Iterator[Group]:
    """Yield the words that each content word of the question may stand for, with how well they do."""
    places = {(token.start, token.end) for token in slots.tokens if token.kind == "place"}
    seen: set[tuple[int, int]] = set()
    for token in slots.tokens:
        if token.kind not in _WORDS or (token.start, token.end) in places | seen:
            continue
        seen.add((token.start, token.end))
        text = slots.wording.text[token.start : token.end].strip()
        if text.isascii():
            yield from _english(slots, text)
        else:
            for word in rjieba.cut(normalise(text), False):
                if len(word) > 1 and (token.kind != "residue" or informative(word, verbs=True)):
                    yield ((word, 1.0),)


def _english(slots: Slots, text: str) -> Iterator[Group]:
    near = near_words(slots.near)
    for phrase, words in phrases(text):
        if words:
            yield tuple((word, 1.0) for word in words)
        elif words is None and not general(phrase) and (found := near(phrase)):
            yield tuple((word, NEAR) for word in found)
        elif words is None and informative(phrase):
            yield ((phrase, 1.0),)


def _weighed(slots: Slots, group: Group) -> tuple[float, Group]:
    names = slots.names
    held = {name for word, _ in group for name in names.pairs.get(word[:2], ()) if word in name}
    return math.log(1 + len(names.by_name) / (1 + len(held))), group


def _candidates(slots: Slots, groups: list[tuple[float, Group]], classes: set[str]) -> Iterator[str]:
    """Yield the names of wanted things that have one of the question's words."""
    names = slots.names
    found = {
        name
        for _, group in groups
        for word, _ in group
        if len(word) > 1
        for name in names.pairs.get(word[:2], ())
        if word in name
    }
    yield from (name for name in sorted(found) if any(_wanted(slots, i, classes) for i in names.by_name[name]))


def named(slots: Slots, found: Link) -> Slots:
    """Return slots in which all content words together stand for what was found."""
    words = [t for t in slots.tokens if t.kind in _WORDS]
    looser = slots.copy()
    looser.mentions = [Mention(found, words[0].start, max(t.end for t in words))]
    looser.themes, looser.unknown, looser.unreported = [], [], []
    looser.tokens = [t for t in looser.tokens if t.kind not in ("class", "measure", "relation", "sort", "called")]
    return looser
