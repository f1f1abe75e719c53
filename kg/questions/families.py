"""Which family of question it is, and its plan."""

from dataclasses import replace

from kg.questions import listing
from kg.questions.plan import Chip, Plan, Scope, Unanswerable
from kg.questions.slots import THINGS, Mention, Slots
from kg.questions.tokens import Token

ROLES = ("lead", "support", "operate")
FACTS = {"place": ("locatedIn", "located"), "status": ("hasStatus", "status")}


def decide(slots: Slots) -> Plan | Unanswerable:
    """Return the plan of the first family that fits."""
    for family in (_promises, _changes, _bodies, _values, _facts, _documents, _mentions, listing.things):
        plan = family(slots)
        if isinstance(plan, Unanswerable):
            return plan
        if plan is not None:
            return _checked(slots, plan)
    return _unknown(slots) or Unanswerable(
        "没有看懂问题：请写明要问的事项、主题、指标或机构。",
        "The question was not understood: name a thing, theme, indicator or body of the graph.",
    )


def _checked(slots: Slots, plan: Plan) -> Plan | Unanswerable:
    """Refuse a plan that leaves words of the question unexplained."""
    if slots.unknown and not plan.words:
        return _unknown(slots) or plan
    return plan


def _unknown(slots: Slots) -> Unanswerable | None:
    if not slots.unknown:
        return None
    words = "、".join(region.text.strip() for region in slots.unknown)
    return Unanswerable(
        f"图谱中没有名为“{words}”的事物，因此不作回答。",
        f"The graph has nothing that is named “{words}”, so there is no answer from it.",
        listing.scope_chips(slots),
    )


def _subject_chips(slots: Slots, slot: str, mentions: list[Mention], iris: tuple[str, ...]) -> tuple[Chip, ...]:
    kept = set(iris)
    return tuple(
        slots.chip(slot, iri, m, slots.names.things[iri].label)
        for m in mentions
        for iri in [i for i in m.link.iris if i in kept][:5]
    )


def _role(slots: Slots) -> str | None:
    found = slots.first("relation", *ROLES) or slots.first("ask-role", *ROLES)
    if found:
        return found.value
    serves = slots.first("relation", "serves")
    return "support" if serves and slots.wording.text.startswith("support", serves.start) else None


def _bodies(slots: Slots) -> Plan | None:
    """Who answers for a thing; which bodies were set up."""
    establishes = slots.first("relation", "establishes")
    who = slots.asks("bodies") or slots.first("ask-role") is not None
    agency_asked = slots.first("class", "Agency") is not None
    if not who and not (agency_asked and establishes):
        return None
    subjects = slots.only(slots.mentions, *THINGS)
    chips = (*_subject_chips(slots, "thing", slots.mentions, subjects), *listing.scope_chips(slots))
    if establishes:
        relation = slots.chip("relation", "establishes", establishes)
        return Plan(
            "facts", subjects=subjects, predicate="establishes", scope=listing.scope(slots), chips=(*chips, relation)
        )
    words, word_chips = listing.quoted(slots) if not subjects else ((), ())
    if not subjects and not slots.themes and not words:
        return None
    role = _role(slots)
    if role:
        chips += (slots.chip("role", role, slots.first("relation", *ROLES) or slots.first("ask-role", *ROLES)),)
    chips += (slots.chip("relation", "responsibleBody", slots.first("relation", "responsible")),)
    themed = not subjects and slots.themes
    conditions = listing.theme_conditions(slots) if themed else ()
    chips += listing.theme_chips(slots) if themed else word_chips
    return Plan(
        "bodies",
        subjects=subjects,
        predicate="responsibleBody",
        role=role,
        conditions=conditions,
        words=words,
        scope=listing.scope(slots),
        chips=chips,
    )


def _values(slots: Slots) -> Plan | Unanswerable | None:
    """Values of an indicator, by year, kind and place; the largest and smallest."""
    numeric = slots.asks("value", "count") or slots.first("aggregate") or slots.first("growth")
    kind = slots.first("kind")
    indicators = slots.only(slots.mentions, "Indicator")
    plain = slots.asks("list") and not slots.first("class") and not slots.first("relation")
    years = tuple(slots.values("year"))
    if not indicators and (numeric or plain) and slots.themes:
        indicators = listing.indicators_of_theme(slots)
    listed = not indicators and kind is not None and kind.value == "target" and slots.asks("list") and years
    if not listed and not (indicators and (numeric or kind or plain or years or not slots.asks("list", "count"))):
        return None
    if slots.asks("mentions", "names") and not numeric and not kind:
        return None
    growth = slots.first("growth")
    chips = _subject_chips(slots, "indicator", slots.mentions, indicators)
    chips += tuple(slots.chip("year", t.value, t, t.value) for t in slots.tokens if t.kind == "year")
    chips += tuple(slots.chip(slot, t.value, t) for slot in ("kind", "growth", "aggregate") if (t := slots.first(slot)))
    chips += tuple(chip for chip in listing.scope_chips(slots) if chip.slot != "year")
    aggregate = slots.first("aggregate")
    return Plan(
        "values",
        subjects=indicators,
        years=years,
        kind=kind.value if kind else ("" if listed else "reported"),
        growth=True if growth else (None if listed else False),
        aggregate=("max" if aggregate.value == "max" else "min") if aggregate else None,
        scope=replace(listing.scope(slots), year=""),
        chips=chips,
    )


def _facts(slots: Slots) -> Plan | None:
    """Where a thing is, its state, what it belongs to, serves or sets up."""
    subjects = slots.only(slots.mentions, *THINGS)
    if not subjects:
        return None
    predicate, token = _asked_fact(slots)
    if not predicate:
        return None
    chips = _subject_chips(slots, "thing", slots.mentions, subjects)
    chips += (slots.chip("relation", predicate, token), *listing.scope_chips(slots))
    classes = tuple(v for v in slots.values("class") if v in ("Goal", "Theme", "Programme", "Reform"))
    wanted = classes if predicate in ("serves", "partOf") else ()
    chips += tuple(slots.chip("class", value, slots.first("class", value)) for value in wanted)
    return Plan(
        "facts", subjects=subjects, predicate=predicate, classes=wanted, scope=listing.scope(slots), chips=chips
    )


def _asked_fact(slots: Slots) -> tuple[str, Token | None]:
    for ask, (predicate, _) in FACTS.items():
        token = slots.first("ask", ask)
        if token and not slots.asks("mentions"):
            return predicate, token
    for value, predicate in (("belongs", "partOf"), ("serves", "serves"), ("measures", "measures")):
        token = slots.first("relation", value)
        if token and slots.before(token) and not slots.after(token):
            return predicate, token
        if token and slots.after(token) and slots.asks("list") and _passive(slots, token):
            return predicate, token
    return "", None


def _passive(slots: Slots, token: Token) -> bool:
    """Tell whether an auxiliary puts the subject before the verb: which goals does X serve."""
    subject = [m for m in slots.mentions if m.end <= token.start]
    return bool(subject) and not slots.after(token)


def _mentions(slots: Slots) -> Plan | None:
    """Where a thing is named, what it is, its other names; a bare name too."""
    if not slots.mentions:
        return None
    named = slots.asks("names")
    bare = not any(t.kind in ("ask", "relation", "class", "status", "kind", "change", "outcome") for t in slots.tokens)
    only_what = not any(
        t.kind in ("relation", "class", "status", "kind", "change") for t in slots.tokens
    ) and slots.asks("list")
    if not (named or slots.asks("mentions") or bare or only_what):
        return None
    subjects = tuple(dict.fromkeys(iri for m in slots.mentions for iri in m.link.iris))
    chips = (*_subject_chips(slots, "thing", slots.mentions, subjects), *listing.scope_chips(slots))
    return Plan(
        "mentions", subjects=subjects, predicate="names" if named else "", scope=listing.scope(slots), chips=chips
    )


def _documents(slots: Slots) -> Plan | None:
    """Which documents name a thing."""
    asked = slots.first("class")
    if asked is None or asked.value != "Document" or not (slots.mentions or slots.asks("count", "list")):
        return None
    subjects = tuple(dict.fromkeys(iri for m in slots.mentions for iri in m.link.iris))
    chips: tuple[Chip, ...] = (slots.chip("class", "Document", asked),)
    chips += (*_subject_chips(slots, "thing", slots.mentions, subjects), *listing.scope_chips(slots))
    return Plan(
        "documents",
        subjects=subjects,
        aggregate="count" if slots.asks("count") else None,
        scope=listing.scope(slots),
        chips=chips,
    )


def _promises(slots: Slots) -> Plan | None:
    """Which targets were met, missed, or not reported any more."""
    outcome = slots.first("outcome")
    if outcome is None or (slots.mentions and not slots.of("Indicator")):
        return None
    indicators = slots.only(slots.mentions, "Indicator")
    chips = (slots.chip("kind", "target"), slots.chip("outcome", outcome.value, outcome), *listing.scope_chips(slots))
    chips += _subject_chips(slots, "indicator", slots.mentions, indicators)
    years = tuple(y for value in slots.values("year") for y in value.split("/"))
    return Plan(
        "promises",
        subjects=indicators,
        years=tuple(years),
        outcome=outcome.value,
        scope=replace(listing.scope(slots), year=""),
        chips=chips,
    )


def _changes(slots: Slots) -> Plan | Unanswerable | None:
    """What two documents share, add, change and drop."""
    change = slots.first("change") or slots.first("compare")
    if change is None:
        return None
    documents = listing.two_documents(slots)
    if len(documents) != 2:
        return (
            None
            if change.value in ("shared", "added") and not slots.first("compare")
            else Unanswerable(
                "请写明要比较的两份文件（例如地点和两个年份）。",
                "Name the two documents to compare, for example by a place and two years.",
                listing.scope_chips(slots),
            )
        )
    which = slots.first("change")
    classes = listing.classes(slots)
    chips = tuple(slots.chip("document", iri, None, slots.names.documents[iri].title) for iri in documents)
    chips += tuple(slots.chip("class", value, slots.first("class", value)) for value in classes)
    chips += (slots.chip("change", which.value, which),) if which else ()
    return Plan(
        "changes",
        classes=classes,
        scope=Scope(documents=documents),
        change=which.value if which else "",
        chips=chips,
    )
