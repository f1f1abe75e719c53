"""A question cut into words that mean something: cues, themes, years, names of the graph, and what is left over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import rjieba

from corpus.period import plans
from kg.extraction.lexicon import load
from kg.naming import normalise
from kg.questions import concepts
from kg.questions.lexicon import Cue, cues, entry, glossary, themes
from kg.questions.names import LONGEST, Names
from kg.questions.wording import Wording
from ontology.themes import load_themes

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?(?:底|末|初)?")
_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年?\s*(?:-|—|–|~|至|到|和|与|and|to|through|until)+\s*((?:19|20)\d\d)(?!\d)\s*年?"
)
_PLAN = re.compile("(" + "|".join(sorted(plans(), key=len, reverse=True)) + ")(?:时期|期间|规划)?(?:末|期末)?")
_TITLED = re.compile("会议|意见|方案|规划|纲要|通知|办法|决定|条例|公报|大会|人大|政协")
_TITLE = 5
"""So many characters of a title are particular enough to stand for it."""
_RANK = {
    "year": 0,
    "kind": 0,
    "theme": 2,
    "concept": 2,
    "document": 2,
    "place": 3,
    "name": 4,
    "part": 5,
    "residue": 6,
    "general": 8,
    "weak": 9,
}
CONTENT = frozenset({"theme", "name", "part", "concept", "residue", "place", "document"})
_TOGETHER = {"name", "part", "place", "concept"}, {"theme", "place", "name", "part", "document", "concept"}
"""Readings of the first kinds are kept beside those of the second for the same words."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `start:end` of the folded question; `kind` is a slot of the lexicon, or one of year, theme, concept (of
    indicators), name, part (of a name), place, document, residue. `value` is the slot's value; `iris` are the things
    that a name stands for."""

    kind: str
    value: str
    start: int
    end: int
    iris: tuple[str, ...] = ()


def tokenise(wording: Wording, names: Names) -> list[Token]:
    """Return tokens that do not overlap, in order; longer readings win, and no character but white space is lost."""
    found = [*_known(wording, names)]
    found.sort(key=lambda t: (-_weight(wording.text, t), _RANK.get(t.kind, 1), t.start, t.value))
    taken = bytearray(len(wording.text))
    kept: list[Token] = []
    for token in found:
        clash = any(taken[token.start : token.end])
        same = [t for t in kept if (t.start, t.end) == (token.start, token.end)]
        if not clash or (same and token.kind in _TOGETHER[0] and same[0].kind in _TOGETHER[1]):
            kept.append(token)
            taken[token.start : token.end] = b"\x01" * (token.end - token.start)
    _tagged(wording.text, kept, taken)
    kept.extend(_residue(wording.text, taken))
    return sorted(kept, key=lambda t: (t.start, _RANK.get(t.kind, 1)))


def _tagged(text: str, kept: list[Token], taken: bytearray) -> None:
    """Give weak characters back to a longer word that means something (就 in 就业, 上 in 上海), and take words as weak
    whose part of speech names nothing."""
    weak = {token.start: token for token in kept if token.kind == "weak" and token.end == token.start + 1}
    closed = _closed()
    place = 0
    for word, tag in rjieba.tag(text, False):
        span = range(place, place + len(word))
        place += len(word)
        if all(taken[i] for i in span):
            continue
        if tag in closed and not word.isascii():
            free = [i for i in span if not taken[i]]
            kept.append(Token("weak", "weak", free[0], free[-1] + 1))
            for i in free:
                taken[i] = 1
        elif len(word) > 1:
            for i in span:
                if i in weak and not text[i].isspace() and not text[i].isascii():
                    kept.remove(weak[i])
                    taken[i] = 0


@cache
def _closed() -> frozenset[str]:
    return frozenset(load("question_words")["closed"])


def _weight(text: str, token: Token) -> int:
    return len("".join(text[token.start : token.end].split()))


def _known(wording: Wording, names: Names) -> Iterator[Token]:
    text = wording.text
    said = cues(text)
    for cue in said:
        yield Token(cue.slot, cue.value, cue.start, cue.end)
    for theme, start, end in themes(text):
        yield Token("theme", str(theme.iri), start, end)
    for match in _SPAN.finditer(text):
        yield Token("year", f"{match[1]}/{match[2]}", *match.span())
    for match in _YEAR.finditer(text):
        yield Token("year", match[1], *match.span())
    for match in _PLAN.finditer(text):
        first, last = plans()[match[1]]
        yield Token("year", f"{last}" if match.group().endswith("末") else f"{first}/{last}", *match.span())
    for concept, start, end in concepts.find(text):
        yield Token("concept", concept, start, end, names.by_concept.get(concept, ()))
    yield from _places(wording, names)
    plain = {text[cue.start : cue.end] for cue in said if cue.slot == "weak"}
    only_things = _asks_things(said)
    yield from _titled(wording, names)
    for token in (*_names(wording, names), *_bodies(wording, names), *_translated(text, names)):
        kinds = (
            {kind for iri in token.iris for kind in names.things[iri].classes} if token.kind != "document" else set()
        )
        if not (only_things and kinds == {"Indicator"}) and text[token.start : token.end] not in plain:
            yield token


def _asks_things(said: list[Cue]) -> bool:
    """Tell whether things are asked for and no numbers: names of indicators are then taken for the words they are."""
    slots = {cue.slot for cue in said}
    asked = {cue.value for cue in said if cue.slot == "ask"}
    classes = {cue.value for cue in said if cue.slot == "class"}
    numeric = slots & {"kind", "growth", "aggregate", "measure", "outcome"} or asked & {"value", "count", "mentions"}
    return bool((classes - {"Indicator", "Document"} or "status" in asked) and not numeric)


def _places(wording: Wording, names: Names) -> Iterator[Token]:
    """Yield places, each with the things of that name; the nation is a level of government."""
    for place in names.places.find(wording.text):
        if not place.stem:
            yield Token("level", "central", place.start, place.end)
            continue
        called = dict.fromkeys((normalise(wording.text[place.start : place.end]), place.stem))
        iris = dict.fromkeys(iri for name in called for iri in names.proper(name))
        yield Token("place", place.stem, place.start, place.end, tuple(iris))


def _names(wording: Wording, names: Names) -> Iterator[Token]:
    squeezed, places = wording.squeezed()
    for start in range(len(squeezed)):
        for size in range(min(names.longest, len(squeezed) - start), 1, -1):
            part = squeezed[start : start + size]
            iris, known = names.proper(part) or None, names.by_part.get(part)
            if iris is None and known is None and part not in names.titles:
                continue
            first, last = places[start], places[start + size - 1]
            if _within_word(wording.text, first, last):
                continue
            if part in names.titles:
                yield Token("document", part, first, last + 1, names.titles[part])
            if iris is not None:
                yield Token("name", part, first, last + 1, iris)
            elif known is not None and not _only_themes(part):
                yield Token("part", part, first, last + 1, known)


def _titled(wording: Wording, names: Names) -> Iterator[Token]:
    """Yield documents by a part of their titles that ends with a kind of document or meeting: 中央经济工作会议."""
    squeezed, places = wording.squeezed()
    for kind in _TITLED.finditer(squeezed):
        for start in range(max(0, kind.end() - LONGEST), kind.end() - _TITLE + 1):
            if found := names.entitled(squeezed[start : kind.end()]):
                yield Token("document", squeezed[start : kind.end()], places[start], places[kind.end() - 1] + 1, found)
                break


def _bodies(wording: Wording, names: Names) -> Iterator[Token]:
    """Yield national bodies by names of theirs that the graph does not use: 人社部."""
    squeezed, places = wording.squeezed()
    for short, others in _national().items():
        start = squeezed.find(short)
        if start >= 0 and (iris := tuple(dict.fromkeys(i for each in others for i in names.by_name.get(each, ())))):
            yield Token("name", short, places[start], places[start + len(short) - 1] + 1, iris)


@cache
def _national() -> dict[str, tuple[str, ...]]:
    groups = [[normalise(name) for name in group] for group in load("national_bodies")["bodies"]]
    return {name: tuple(group) for group in groups for name in group if len(group) > 1}


@lru_cache(maxsize=1_000)
def _only_themes(text: str) -> bool:
    """Tell whether a text is the names of policy fields and nothing else: 交通基础设施."""
    return not load_themes().name_pattern.sub("", text)


def _translated(text: str, names: Names) -> Iterator[Token]:
    """Yield things by the English names of the glossary (海关总署 as General Administration of Customs), and its other
    phrases as words to be linked."""
    words = list(re.finditer(r"(?a)[a-z][a-z'&-]*", text))
    terms = glossary()
    for i, first in enumerate(words):
        for last in words[i + 1 : i + 8]:
            phrase = text[first.start() : last.end()]
            chinese = entry(terms, phrase) or ()
            called = _called(chinese)
            if iris := tuple(dict.fromkeys(iri for each in called for iri in names.by_name.get(each, ()))):
                yield Token("name", phrase, first.start(), last.end(), iris)
            elif titled := next((found for each in chinese if (found := _of_title(each, names))), ()):
                yield Token("document", phrase, first.start(), last.end(), titled)
            elif chinese:
                yield Token("residue", phrase, first.start(), last.end())


def _called(chinese: Iterable[str]) -> tuple[str, ...]:
    """Return normalised names with the other names of national bodies."""
    plain = [normalise(each) for each in chinese]
    return tuple(dict.fromkeys(name for each in plain for name in (each, *_national().get(each, ()))))


def _of_title(chinese: str, names: Names) -> tuple[str, ...]:
    kind = _TITLED.search(chinese)
    return names.entitled(normalise(chinese)) if kind and kind.end() == len(chinese) else ()


def _within_word(text: str, first: int, last: int) -> bool:
    """Tell whether a Latin letter or a digit goes on at either edge."""
    return any(
        0 <= outer < len(text) and _latin(text[outer]) and _latin(text[inner])
        for outer, inner in ((first - 1, first), (last + 1, last))
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _residue(text: str, taken: bytearray) -> Iterator[Token]:
    start = 0
    while start < len(text):
        if taken[start] or text[start].isspace():
            start += 1
            continue
        end = start
        while end < len(text) and not taken[end] and not text[end].isspace():
            end += 1
        yield Token("residue", text[start:end], start, end)
        start = end
