"""Lists and counts of things: which classes, under which conditions, where."""

import re
from dataclasses import replace

from kg.naming import normalise
from kg.questions.concepts import concept
from kg.questions.lexicon import sort_names, translated
from kg.questions.linking import PARTICULAR, core, link, near_words
from kg.questions.plan import Chip, Condition, Plan, Scope, Unanswerable
from kg.questions.scoping import meant
from kg.questions.slots import Mention, Slots, theme_iris, theme_of
from kg.questions.tokens import Token
from ontology.terms import ZC

ANY = ("Project", "Reform", "Goal")
STATES = {"completed": ("completed",), "ongoing": ("ongoing",), "planned": ("planned",), "open": ("ongoing", "planned")}
ROLES = ("lead", "support", "operate")


def things(slots: Slots) -> Plan | Unanswerable | None:
    """Return the plan of a list or a count of things; None where nothing says what is listed."""
    wanted = classes(slots)
    status, conditions, chips = _conditions(slots)
    asked = slots.asks("list", "count", "value") or bool(slots.first("class") or slots.first("sort"))
    if not asked and not conditions and (not slots.places or slots.first("general")):
        return None
    if slots.first("measure") and not slots.asks("list"):
        return None
    words, word_chips = _words(slots)
    if not wanted and not conditions and not words and not scope(slots):
        return None
    count = slots.asks("count") or (slots.asks("value") and bool(wanted))
    for value in wanted:
        chips = (slots.chip("class", value, slots.first("class", value)), *chips)
    chips += status + word_chips + scope_chips(slots)
    own = _own_words(slots)
    # of what is counted nothing wider is meant: 几座机场 is not 交通
    fields = (own if slots.asks("value") and not slots.asks("list") else ()) or tuple(
        word for token in slots.themes for word in _field_words(token)
    )
    return Plan(
        "things",
        classes=_duties(wanted, conditions) or _default_classes(conditions),
        conditions=conditions,
        words=words,
        field_words=fields,
        own_words=own,
        scope=scope(slots),
        # what lies in a place may be told by any report, what a year is asked of by its own
        located=() if slots.values("year") else _located(slots),
        aggregate="count" if count else None,
        chips=chips,
    )


def classes(slots: Slots) -> tuple[str, ...]:
    """Return the classes that are asked for: that of the class word nearest to the interrogative."""
    tokens = [t for t in slots.tokens if t.kind == "class" and t.value not in ("Document", "Theme")]
    if not tokens:
        target = slots.first("kind", "target")
        text = slots.wording.text[target.start : target.end] if target else ""
        return ("Goal",) if slots.themes and re.search("目标|(?a:\\bgoals?|targets?)", text) else ()
    asks = [t for t in slots.tokens if t.kind == "ask"]
    if not asks:
        return _class(tokens[0])
    gap = {t: min(_gap(ask, t) for ask in asks) for t in tokens}
    best = min(tokens, key=lambda t: (gap[t], t.start))
    joined = [t for t in tokens if t is best or _joined(slots, best, t)]
    return tuple(dict.fromkeys(value for t in joined for value in _class(t)))


def subject_chips(slots: Slots, slot: str, mentions: list[Mention], iris: tuple[str, ...]) -> tuple[Chip, ...]:
    """Return chips for the things that mentions stand for, at most five for each."""
    kept, found = set(iris), []
    for mention in mentions:
        called: dict[str, str] = {}
        for iri in mention.link.iris:
            if iri in kept:
                label = slots.names.things[iri].label
                called.setdefault(concept(normalise(label)) or label, iri)
        several = len(called) > 1
        for name, iri in list(called.items())[:5]:
            chip = slots.chip(slot, iri, mention, name)
            found.append(replace(chip, detail=slots.names.detail(iri)) if several else chip)
    return tuple(found)


def _class(token: Token) -> tuple[str, ...]:
    return () if token.value == "Any" else (token.value,)


def _gap(ask: Token, token: Token) -> int:
    return token.start - ask.end if token.start >= ask.end else ask.start - token.end + 1


def _joined(slots: Slots, first: Token, second: Token) -> bool:
    """Tell whether two class words are joined: projects and reforms, 项目、改革."""
    start, end = min(first.end, second.end), max(first.start, second.start)
    between = slots.wording.text[start:end].strip()
    return between in ("和", "与", "及", "、", "或", "以及", "and", "or", ",", ", and")


def _duties(wanted: tuple[str, ...], conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The tasks of a body are all that it answers for."""
    return () if wanted == ("Task",) and any(c.predicate == "responsibleBody" for c in conditions) else wanted


def _default_classes(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    return (*ANY, "Indicator") if any(c.predicate in ("responsibleBody", "partOf") for c in conditions) else ANY


def _conditions(slots: Slots) -> tuple[tuple[Chip, ...], tuple[Condition, ...], tuple[Chip, ...]]:
    """Return the chips of the states, all conditions, and the chips of the others."""
    conditions: list[Condition] = []
    chips: list[Chip] = []
    goals = {i for m in slots.of("Goal") if _beside_theme(slots, m.start) for i in m.link.iris if _is(slots, i, "Goal")}
    if slots.themes:
        conditions.extend(_themes(slots, tuple(sorted(goals))))
        chips.extend(theme_chips(slots))
    general = kinds(slots)
    for mention in slots.mentions:
        if mention in general or (slots.themes and _beside_theme(slots, mention.start)):
            continue
        condition = _relation(slots, mention.link.iris)
        if condition is None or (condition.predicate == "locatedIn" and _scoping(slots, mention.start)):
            continue
        conditions.append(condition)
        chips.append(slots.chip("relation", condition.predicate))
        slot = {"responsibleBody": "body", "serves": "goal", "locatedIn": "place"}.get(condition.predicate, "thing")
        chips.extend(slots.chip(slot, i, mention, slots.names.things[i].label) for i in condition.targets[:5])
    goals_at = {m.start for m in slots.of("Goal")}
    # 建成X市 says what is aimed at, not what is done
    states = [token for token in slots.tokens if token.kind == "status" and token.end not in goals_at]
    if states:
        targets = tuple(str(ZC[s]) for token in states for s in STATES[token.value])
        conditions.append(Condition("hasStatus", tuple(dict.fromkeys(targets))))
    return tuple(slots.chip("status", t.value, t) for t in states), tuple(conditions), tuple(chips)


def kinds(slots: Slots) -> list[Mention]:
    """Return mentions that stand in several names and no relation links: 大道 in a list is a kind of thing."""
    linking = set(slots.values("relation")) - {"mentioned", "related"}
    if linking or not slots.asks("list", "count"):
        return []
    text = slots.wording.text
    return [
        m
        for m in slots.mentions
        if m.link.how == "fuzzy"
        and (
            len(m.link.names) > 1
            or m.link.names[0].endswith(normalise(text[m.start : m.end]))
            or (slots.kinds(m.link.iris) == {"Indicator"} and "Indicator" not in classes(slots))
        )
    ]


def _is(slots: Slots, iri: str, kind: str) -> bool:
    return kind in slots.names.things[iri].classes


def _beside_theme(slots: Slots, start: int) -> bool:
    return any(token.start == start for token in slots.themes)


def _scoping(slots: Slots, start: int) -> bool:
    """Tell whether a place only says of where the report is; 位于 asks for things that lie there."""
    sites = _sites(slots)
    return any(token.start == start and token not in sites for token in slots.places)


def _relation(slots: Slots, iris: tuple[str, ...]) -> Condition | None:
    """Return what links the things that are asked for to a named one: by the relation word, else by its class."""
    agencies = tuple(i for i in iris if _is(slots, i, "Agency"))
    wholes = tuple(i for i in iris if _is(slots, i, "Project") or _is(slots, i, "Reform"))
    goals = tuple(i for i in iris if _is(slots, i, "Goal"))
    places = tuple(i for i in iris if _is(slots, i, "Place"))
    if slots.first("relation", "establishes") and agencies:
        return Condition("establishes", agencies)
    if agencies and (slots.first("relation", "responsible", *ROLES) or not (wholes or goals)):
        role = slots.first("relation", *ROLES)
        return Condition("responsibleBody", agencies, role=role.value if role else None)
    if "Indicator" in classes(slots) and (wholes or goals):
        return Condition("measures", wholes + goals)
    if goals and (slots.first("relation", "serves") or not wholes):
        return Condition("serves", goals)
    if wholes:
        return Condition("partOf", wholes)
    return Condition("locatedIn", places) if places else None


def _themes(slots: Slots, goals: tuple[str, ...]) -> tuple[Condition, ...]:
    predicate = "measures" if "Indicator" in classes(slots) else "serves"
    targets = [iri for token in slots.themes for iri in theme_iris(token.value)]
    return (Condition(predicate, tuple(dict.fromkeys((*targets, *goals)))),)


def theme_conditions(slots: Slots) -> tuple[Condition, ...]:
    """Return the condition that a thing serves one of the themes named."""
    return _themes(slots, ())


def theme_chips(slots: Slots) -> tuple[Chip, ...]:
    """Return a chip for each theme named."""
    found = []
    for token in slots.themes:
        theme = theme_of(token.value)
        chip = slots.chip("theme", token.value, token, theme.zh)
        found.append(Chip(chip.slot, chip.value, chip.label_zh, f"theme: {theme.en}", chip.text, chip.start, chip.end))
    return tuple(found)


def _field_words(token: Token) -> tuple[str, ...]:
    """Return the words of a policy field: claims name the theme above it, so the words narrow it down."""
    theme = theme_of(token.value)
    return (theme.zh, *theme.alt_zh, *theme.keywords) if theme.broader else ()


def _own_words(slots: Slots) -> tuple[str, ...]:
    """Return the words by which fields are named, where these are narrower than the field: 综合保税区 of 开放平台."""
    said = [normalise(slots.wording.text[token.start : token.end]) for token in slots.themes]
    known = {word for token in slots.themes for word in _field_words(token)}
    own = {theme_of(token.value).zh for token in slots.themes}
    return tuple(word for word in said if word in known and word not in own)


def _words(slots: Slots) -> tuple[tuple[tuple[str, ...], ...], tuple[Chip, ...]]:
    """Return sorts of things and left-over words as a condition on names: which bridges are being built."""
    sorts = [token for token in slots.tokens if token.kind == "sort"]
    groups = [tuple(name for token in sorts for name in sort_names(token.value))] if sorts else []
    chips = [slots.chip("sort", token.value, token, token.value) for token in sorts]
    for token in (t for t in slots.tokens if t.kind == "called"):
        groups.append((token.value,))
        chips.append(slots.chip("words", token.value, token, token.value))
    if groups and not slots.unknown:
        return tuple(groups), tuple(chips)
    if not (slots.first("class") or slots.first("status") or slots.asks("list")):
        return (), ()
    if not slots.asks("list", "count", "value"):
        return (), ()
    for first, last in _leftover(slots):
        text = slots.wording.text[first:last].strip()
        found = translated(text, near_words(slots.near)) if text.isascii() else ((normalise(text),),)
        if found is None or (len(found) == 1 and any(len(word) < 2 for word in found[0])):
            return (), ()
        groups.extend(found)
        start, end = slots.wording.place(first, last)
        shown = "、".join("/".join(group) for group in found)
        chips.append(Chip("words", text, f"名称含：{shown}", f"name contains: {shown}", text, start, end))
    return tuple(groups), tuple(chips)


def _leftover(slots: Slots) -> list[tuple[int, int]]:
    """Return where words stand that name nothing by themselves, those side by side together."""
    found: list[tuple[int, int]] = []
    places = [(r.start, r.end) for r in slots.unknown] + [(m.start, m.end) for m in kinds(slots)]
    for start, end in sorted(places):
        if found and not slots.wording.text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _sought(text: str) -> str:
    """Return the words to look for in sentences, in Chinese; empty where they cannot be translated."""
    if not text.isascii():
        return core(normalise(text))
    found = translated(text.strip())
    return found[0][0] if found and len(found) == 1 else ""


def quoted(slots: Slots) -> tuple[tuple[tuple[str, ...], ...], tuple[Chip, ...]]:
    """Return what no name holds as words that a claim's own sentence must hold, where they are particular enough."""
    cores = [_sought(region.text) for region in slots.unknown]
    if not cores or any(len(each) < PARTICULAR for each in cores):
        return (), ()
    chips = []
    for region, each in zip(slots.unknown, cores, strict=True):
        start, end = slots.wording.place(region.start, region.end)
        chips.append(Chip("words", each, f"原文含：{each}", f"text contains: {each}", region.text, start, end))
    return tuple((each,) for each in cores), tuple(chips)


def _sites(slots: Slots) -> list[Token]:
    """Return the places that say where things lie: those after 位于, all where only one side of it names any."""
    located = slots.first("relation", "located")
    if located is None or any("Place" in slots.kinds(m.link.iris) for m in slots.things()):
        return []
    return [token for token in slots.places if token.start >= located.end] or slots.places


def _located(slots: Slots) -> tuple[str, ...]:
    places = _sites(slots) if slots.first("relation", "located") else slots.places
    return tuple(dict.fromkeys(iri for t in places for iri in t.iris if _is(slots, iri, "Place")))


def indicators_of_theme(slots: Slots) -> tuple[str, ...]:
    """Return the indicators that the words of a theme name where a value is asked: GDP, 投资."""
    token = slots.themes[0]
    found = link(slots.wording.text[token.start : token.end], slots.names, ("Indicator",), slots.near)
    if found:
        slots.mentions.append(Mention(found, token.start, token.end))
    return found.iris if found else ()


def scope(slots: Slots) -> Scope:
    """Return where claims must be made; what lies in a place may be reported anywhere."""
    years = slots.values("year")
    level = slots.first("level")
    documents = tuple(dict.fromkeys(iri for token in slots.documents for iri in token.iris))
    lies = {token.start for token in _sites(slots)} if _located(slots) else set()
    places = tuple(dict.fromkeys(token.value for token in slots.places if token.start not in lies))
    return Scope(documents, places, level.value if level else "", years[0] if years and not documents else "")


def scope_chips(slots: Slots) -> tuple[Chip, ...]:
    """Return the chips of the scope."""
    chips = [slots.chip("place", t.value, t, t.value) for t in slots.places]
    chips += [
        slots.chip("document", iri, t, slots.names.documents[iri].title) for t in slots.documents for iri in t.iris[:3]
    ]
    chips += [slots.chip("year", t.value, t, t.value) for t in slots.tokens if t.kind == "year"][:1]
    level = slots.first("level")
    return (*chips, *((slots.chip("level", level.value, level),) if level else ()))


def two_documents(slots: Slots) -> tuple[str, ...]:
    """Return the two documents that are named, or those of one place for the two years named; older first.

    Of one place and one year the report before it is the other one.
    """
    documents = slots.names.documents
    named = tuple(dict.fromkeys(iri for token in slots.documents for iri in token.iris))
    if len(named) == 2:
        return tuple(sorted(named, key=lambda iri: (documents[iri].year(), iri)))
    years = sorted({year for value in slots.values("year") for year in value.split("/")})
    places = tuple(token.value for token in slots.places[:1])
    among = sorted(meant(Scope(places=places), slots.names), key=lambda iri: (documents[iri].year(), iri))
    if len(years) == 1 and places:
        before = [iri for iri in among if documents[iri].year() < years[0]]
        this = [iri for iri in among if documents[iri].year() == years[0]]
        return (*before[-1:], *this[:1])
    if len(years) != 2:
        return named
    found: list[str] = []
    for year in years:
        fitting = [iri for iri in among if documents[iri].year() == year]
        found.extend(fitting[:1] if len(fitting) == 1 or places else ())
    return tuple(found)
