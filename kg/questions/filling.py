"""How the slots of a question are filled: what its words name is linked, and what stands for nothing is left over."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import rjieba

from kg.extraction.lexicon import load
from kg.naming import normalise
from kg.questions.lexicon import informative, translated
from kg.questions.linking import Link, Near, link
from kg.questions.names import Names
from kg.questions.plan import Scope
from kg.questions.regions import Region, regions
from kg.questions.scoping import meant
from kg.questions.slots import THINGS, Mention, Slots, theme_of
from kg.questions.titles import titled
from kg.questions.tokens import Token
from kg.questions.wording import Wording
from ontology.themes import load_themes


def fill(wording: Wording, tokens: list[Token], names: Names, near: Near | None) -> Slots:
    """Link what the question names; words that stand for nothing are left in `unknown`."""
    slots = Slots(wording, _kinds(wording, titled(wording, tokens, names), names), names, near)
    wanted = _wanted(slots)
    for region in regions(wording.text, slots.tokens):
        if region.open and (theme := _field(region.text)):
            slots.themes.append(Token("theme", theme, region.start, region.end))
            continue
        for part, found in _linked(slots, region, wanted):
            if (found is None or found.how == "fuzzy") and (theme := _field(part.text)):
                slots.themes.append(Token("theme", theme, part.start, part.end))
            elif found is not None:
                slots.mentions.append(Mention(found, part.start, part.end))
            elif part.open:
                slots.unknown.append(part)
            else:
                _closed(slots, part, wanted)
    _verbs(slots, wanted)
    _absorb(slots)
    _subjects(slots)
    _years(slots)
    return slots


def _field(text: str) -> str:
    """Return the theme that the Chinese words of an English phrase name (ecological protection); else nothing."""
    groups = translated(text) if text.isascii() else None
    if not groups or len(groups) > 3:
        return ""
    known = load_themes().by_name
    composed = ("".join(words) for words in product(*groups))
    return next((str(known[each].iri) for each in composed if len(each) > 1 and each in known), "")


def _kinds(wording: Wording, tokens: list[Token], names: Names) -> list[Token]:
    """Join a sort of things with the words before it where names have them all: 抽水蓄能 and 电站."""
    for sort in [token for token in tokens if token.kind == "sort"]:
        before = [
            t for t in tokens if t.end == sort.start and t.kind in ("residue", "part", "theme", "name", "concept")
        ]
        start = min((t.start for t in before), default=sort.start)
        words = normalise(wording.text[start : sort.end])
        if start < sort.start and any(words in name for name in names.pairs.get(words[:2], ())):
            tokens = [t for t in tokens if t.end <= start or t.start >= sort.end]
            tokens.append(Token("called", words, start, sort.end))
    return sorted(tokens, key=lambda t: t.start)


def _verbs(slots: Slots, wanted: tuple[tuple[str, ...], ...]) -> None:
    """Take a verb that stands apart from its object as a part of that one's name (新建 … 5G基站), else as no word."""
    text = slots.wording.text
    if slots.mentions or slots.themes:
        # what is left of the name of an indicator makes it another one: 人均消费支出
        longest = 1 if wanted[0] == ("Indicator",) else len(text)
        slots.unknown = [
            each
            for each in slots.unknown
            if each.text.strip() in _doing()
            or (
                (len(each.text.strip()) > longest or not _verbal(each.text))
                and informative(each.text, verbs=longest == 1)
            )
        ]
    for region in [each for each in slots.unknown if each.text.strip() in _doing()]:
        if region in slots.unknown:
            slots.unknown.remove(region)
            _object(slots, region.text, wanted)


def _object(slots: Slots, verb: str, wanted: tuple[tuple[str, ...], ...]) -> None:
    """Join a verb to the first of the things and left-over words whose name then has both: 造多少亩林."""
    text = slots.wording.text
    named: list[Mention | Region] = [*slots.mentions, *slots.unknown]
    for each in named:
        joined = verb + text[each.start : each.end]
        found = next((linked for c in wanted if (linked := link(joined, slots.names, c, None, slots.seats))), None)
        if found and isinstance(each, Mention):
            slots.mentions[slots.mentions.index(each)] = Mention(found, each.start, each.end)
            return
        if found and isinstance(each, Region):
            slots.unknown.remove(each)
            slots.mentions.append(Mention(found, each.start, each.end))
            return


def _absorb(slots: Slots) -> None:
    """Drop what a word links to by itself where the name of another thing has that word too: bridges … rebuild."""
    text = slots.wording.text
    exact = any(each.link.how == "exact" and _particular(slots, each) for each in slots.mentions)
    slots.mentions = [
        each
        for each in slots.mentions
        if not exact or each.link.how == "exact" or informative(text[each.start : each.end])
    ]
    for mention in [each for each in slots.mentions if each.link.how == "fuzzy"]:
        groups = translated(text[mention.start : mention.end]) or ()
        others = [n for each in slots.mentions if each is not mention for n in each.link.names]
        if len(groups) == 1 and any(word in name for name in others for word in groups[0]):
            slots.mentions.remove(mention)


def _particular(slots: Slots, mention: Mention) -> bool:
    return bool(slots.kinds(mention.link.iris) & {"Project", "Reform", "Goal", "Agency"})


def _subjects(slots: Slots) -> None:
    """Take a field beside a body's duties for the few papers on it by their titles: 就业 of 人社部牵头的就业任务."""
    duties = slots.first("relation", "lead", "support", "operate", "responsible") and slots.of("Agency")
    if not duties or slots.documents or slots.places:
        return
    for token in slots.themes:
        theme = theme_of(token.value)
        found = (slots.names.entitled(normalise(word)) for word in (theme.zh, *theme.alt_zh))
        if iris := next(filter(None, found), ()):
            slots.themes = [each for each in slots.themes if each is not token]
            slots.documents.append(Token("document", theme.zh, token.start, token.end, iris))


def _verbal(text: str) -> bool:
    """Tell whether words only do something to what else is named: 见于, 交给, pursuing."""
    if text.isascii():
        return all(word.endswith(("ing", "ed")) and translated(word) is None for word in text.split())
    return all(tag in ("v", "vd", "d", "f") for word, tag in rjieba.tag(text.strip(), False) if not word.isspace())


@cache
def _doing() -> frozenset[str]:
    return frozenset(load("question_words")["doing"])


def _years(slots: Slots) -> None:
    """Turn years that are told from the report's (去年) into years; of several reports the latest counts."""
    if not slots.first("relative"):
        return
    documents = slots.names.documents
    places = tuple(token.value for token in slots.places)
    named = [iri for token in slots.documents for iri in token.iris] or meant(Scope(places=places), slots.names)
    latest = max((documents[iri].year() for iri in named), default="")
    if latest:
        slots.tokens = [
            replace(t, kind="year", value=str(int(latest) + int(t.value))) if t.kind == "relative" else t
            for t in slots.tokens
        ]


def _wanted(slots: Slots) -> tuple[tuple[str, ...], ...]:
    """Return which classes the words could name, the likeliest first; the empty tuple stands for any."""
    relation = slots.first("relation", "lead", "support", "operate", "responsible")
    who = slots.asks("bodies") or slots.first("ask-role")
    named = {kind for token in slots.tokens if token.kind in ("name", "part") for kind in slots.kinds(token.iris)}
    if who:
        return THINGS, ()
    if relation:
        return ((),) if "Agency" in named else (("Agency",), ())
    if slots.first("measure"):
        return ((),)
    if slots.asks("value") or any(slots.first(slot) for slot in ("kind", "growth", "aggregate")):
        return ("Indicator",), ()
    if slots.first("concept") and not slots.first("class"):
        return ("Indicator",), ()
    return ((),)


def _linked(slots: Slots, region: Region, wanted: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Region, Link | None]]:
    """Link the whole of an open region, else its parts, else its words; what is known by name stays as it is."""
    if not region.open:
        kinds = [token.kind for token in region.tokens]
        glued = kinds[:1] == ["place"] and "part" in kinds
        found = link(region.text, slots.names, THINGS) if glued else None
        for part in [region] if found or not glued else region.pieces(slots.wording.text):
            yield part, found
        return
    for classes in wanted:
        found = link(region.text, slots.names, classes, slots.near, slots.seats)
        if found:
            yield region, found
            return
    parts = region.parts(slots.wording.text)
    if len(parts) == 1:
        parts = region.pieces(slots.wording.text)
    if len(parts) == 1:
        yield region, None
        return
    for part in parts:
        yield from _linked(slots, part, wanted)


def _closed(slots: Slots, region: Region, wanted: tuple[tuple[str, ...], ...]) -> None:
    """Take a region at its name: a theme, a place, a document, a thing, or several of these at once."""
    things = [t for t in region.tokens if t.kind == "name" and slots.kinds(t.iris) & {"Project", "Reform", "Agency"}]
    for token in region.tokens:
        if token.kind == "theme":
            if not things or _preferred(slots.wording.text[token.start : token.end], token.value):
                slots.themes.append(token)
        elif token.kind == "place":
            if token.value in slots.names.places.known:
                slots.places.append(token)
            elif not slots.kinds(token.iris) & {"Place", "Project", "Reform", "Agency"}:
                slots.unknown.append(region)
        elif token.kind == "document":
            slots.documents.append(token)
    if things and any(token.kind == "document" for token in region.tokens):
        # a plan is a document and a thing at once: its contents are asked of the one, all else of the other
        if slots.first("relation", "mentioned") or slots.first("change") or slots.first("compare"):
            return
        del slots.documents[-1]
    placed = {(t.start, t.end) for t in region.tokens if t.kind == "place" and t.value in slots.names.places.known}
    numeric = any("Indicator" in classes for classes in wanted)
    named = tuple(
        dict.fromkeys(
            iri
            for token in region.tokens
            if token.kind in ("name", "part", "place") or (token.kind == "concept" and (numeric or not slots.themes))
            for iri in token.iris
            if not (placed and (token.start, token.end) in placed) or slots.kinds((iri,)) & {"Place", "Agency"}
        )
    )
    for classes in wanted:
        fitting = tuple(i for i in named if not classes or set(classes) & slots.names.things[i].classes.keys())
        if fitting:
            slots.mentions.append(Mention(Link(fitting, "exact", (region.text,)), region.start, region.end))
            return
    if numeric and any(token.kind == "concept" for token in region.tokens):
        slots.unreported.append(region)


def _preferred(text: str, iri: str) -> bool:
    """Tell whether a theme is called by its own label, not by a word that only stands for it (五水共治)."""
    theme = theme_of(iri)
    return text in (theme.zh, theme.en.lower())
