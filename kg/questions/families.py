"""Which family of question it is, and its plan."""

from dataclasses import replace

from kg.questions import listing, quantities
from kg.questions.linking import link
from kg.questions.plan import Aggregate, Chip, Plan, Scope, Unanswerable
from kg.questions.regions import Region
from kg.questions.slots import THINGS, Mention, Slots
from kg.questions.tokens import Token
from ontology.terms import THING

ROLES = ("lead", "support", "operate")
FACTS = {"place": ("locatedIn", "located"), "status": ("hasStatus", "status")}


def decide(slots: Slots) -> Plan | Unanswerable:
    """Return the plan of the first family that fits."""
    if slots.asks("beyond"):
        return Unanswerable(
            "问题问的是原因、建议、预测或看法，文件没有这样的记载，因此不作回答。",
            "The question asks for a reason, advice, a forecast or an opinion, which the graph does not hold.",
            listing.scope_chips(slots),
        )
    for family in (_promises, _changes, _bodies, quantities.values, _facts, _documents, _mentions, listing.things):
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
    unknown = [each for each in slots.unknown if not (_linked(plan) and _kind_asked(slots, each))]
    if unknown and not plan.words:
        return _unknown(slots) or plan
    return plan


def _linked(plan: Plan) -> bool:
    """Tell whether a relation to something named says what is asked for."""
    named = any(iri.startswith(str(THING)) for condition in plan.conditions for iri in condition.targets)
    return plan.family in ("facts", "bodies") or named


def _kind_asked(slots: Slots, region: Region) -> bool:
    """Tell whether words only say what sort of answer is asked for, as the relation does: 落在哪个片区."""
    before = [t for t in slots.tokens if t.end <= region.start and t.kind not in ("weak", "general")]
    return bool(before) and before[-1].kind == "ask" and before[-1].end == region.start


def _unknown(slots: Slots) -> Unanswerable | None:
    if not slots.unknown:
        return None
    words = "、".join(region.text.strip() for region in slots.unknown)
    return Unanswerable(
        f"图谱中没有名为“{words}”的事物，因此不作回答。",
        f"The graph has nothing that is named “{words}”, so there is no answer from it.",
        listing.scope_chips(slots),
    )


def _role(slots: Slots) -> str | None:
    roles = {*slots.values("relation"), *slots.values("ask-role")} & {*ROLES, "responsible"}
    if len(roles) > 1 and "support" in roles:
        return None
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
    named = any(m.link.how == "exact" and slots.kinds(m.link.iris) & {"Project", "Reform"} for m in slots.mentions)
    bodies = [m for m in slots.things() if slots.kinds(m.link.iris) == {"Agency"}]
    if named and not bodies and slots.first("relation", "responsible", *ROLES) and not slots.asks("status", "value"):
        who = who or not slots.first("class")
    if not who and not (agency_asked and establishes):
        return None
    subjects = slots.only(slots.mentions, *THINGS)
    chips = (*listing.subject_chips(slots, "thing", slots.mentions, subjects), *listing.scope_chips(slots))
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


def _facts(slots: Slots) -> Plan | None:
    """Where a thing is, its state, what it belongs to, serves or sets up."""
    subjects = slots.only(slots.mentions, *THINGS)
    if not subjects:
        return None
    predicate, token = _asked_fact(slots)
    if not predicate or (predicate == "serves" and _sought_by_goal(slots, subjects)):
        return None
    chips = listing.subject_chips(slots, "thing", slots.mentions, subjects)
    chips += (slots.chip("relation", predicate, token), *listing.scope_chips(slots))
    classes = tuple(v for v in slots.values("class") if v in ("Goal", "Theme", "Programme", "Reform"))
    wanted = classes if predicate in ("serves", "partOf") else ()
    chips += tuple(slots.chip("class", value, slots.first("class", value)) for value in wanted)
    return Plan(
        "facts", subjects=subjects, predicate=predicate, classes=wanted, scope=listing.scope(slots), chips=chips
    )


def _sought_by_goal(slots: Slots, subjects: tuple[str, ...]) -> bool:
    """Tell whether what serves a goal is asked, not which theme the goal serves: G靠哪些项目支撑."""
    return slots.first("class", "Theme") is None and all(
        set(slots.names.things[i].classes) == {"Goal"} for i in subjects
    )


def _asked_fact(slots: Slots) -> tuple[str, Token | None]:
    if theme := slots.first("class", "Theme"):
        return "serves", theme
    for ask, (predicate, _) in FACTS.items():
        token = slots.first("ask", ask)
        if token and not slots.asks("mentions"):
            return predicate, token
    for value, predicate in (("belongs", "partOf"), ("serves", "serves"), ("measures", "measures")):
        for token in (t for t in slots.tokens if t.kind == "relation" and t.value == value):
            if slots.before(token) and not slots.after(token):
                return predicate, token
            if slots.after(token) and slots.asks("list") and _passive(slots, token):
                return predicate, token
    return "", None


def _passive(slots: Slots, token: Token) -> bool:
    """Tell whether an auxiliary puts the subject before the verb: which goals does X serve."""
    subject = [m for m in slots.mentions if m.end <= token.start]
    return bool(subject) and not slots.after(token)


def _mentions(slots: Slots) -> Plan | None:
    """Where a thing is named, what it is, its other names; a bare name too."""
    if not slots.mentions or (slots.first("class") and slots.first("relation", "responsible", *ROLES)):
        return None
    listed = listing.classes(slots) and slots.asks("list", "count")
    if slots.first("level") and any(slots.kinds(m.link.iris) & {"Project", "Reform"} for m in slots.mentions):
        return None
    known = [mention for mention in slots.things() if mention not in listing.kinds(slots)]
    if (slots.unknown and listed) or (
        not known and (slots.themes or listed or slots.first("called") or slots.first("sort"))
    ):
        return None
    named = slots.asks("names")
    said = {token.kind for token in slots.tokens}
    bare = not said & {"ask", "relation", "class", "sort", "status", "kind", "change", "outcome"}
    if bare and "general" in said and all(slots.kinds(m.link.iris) == {"Place"} for m in slots.mentions):
        return None  # something is said of a place, no list asked for
    only_what = not said & {"relation", "class", "sort", "status", "kind", "change"} and slots.asks("list")
    duties = only_what and all(slots.kinds(m.link.iris) == {"Agency"} for m in slots.mentions)
    if not (named or slots.asks("mentions") or bare or only_what) or (duties and not slots.asks("mentions")):
        return None
    about = slots.things() or slots.mentions
    subjects = tuple(dict.fromkeys(iri for m in about for iri in m.link.iris))
    chips = (*listing.subject_chips(slots, "thing", about, subjects), *listing.scope_chips(slots))
    return Plan(
        "mentions", subjects=subjects, predicate="names" if named else "", scope=listing.scope(slots), chips=chips
    )


def _documents(slots: Slots) -> Plan | None:
    """Which documents name a thing; the first or the last of them."""
    asked = slots.first("class", "Document")
    which = slots.first("ask", "first", "last")
    if asked and slots.themes and not slots.mentions:
        _name_themes(slots)
        if not slots.mentions:
            return None
    if not (which and slots.mentions) and (asked is None or not (slots.mentions or slots.asks("count", "list"))):
        return None
    subjects = tuple(dict.fromkeys(iri for m in slots.mentions for iri in m.link.iris))
    chips: tuple[Chip, ...] = (slots.chip("class", "Document", asked),)
    chips += (slots.chip("aggregate", which.value, which),) if which else ()
    chips += (*listing.subject_chips(slots, "thing", slots.mentions, subjects), *listing.scope_chips(slots))
    aggregate: Aggregate | None = "count" if slots.asks("count") else None
    if which:
        aggregate = "first" if which.value == "first" else "last"
    return Plan("documents", subjects=subjects, aggregate=aggregate, scope=listing.scope(slots), chips=chips)


def _name_themes(slots: Slots) -> None:
    """Take the words of themes as names of things where it is asked which documents have them."""
    for token in slots.themes:
        found = link(slots.wording.text[token.start : token.end], slots.names)
        if found:
            slots.mentions.append(Mention(found, token.start, token.end))


def _promises(slots: Slots) -> Plan | None:
    """Which targets were met, missed, or not reported any more."""
    outcome, dropped = slots.first("outcome"), slots.first("change", "dropped")
    if outcome is None and dropped and (slots.first("class", "Goal") or slots.first("kind", "target")):
        outcome = replace(dropped, value="open")
    if outcome is None or (slots.things() and not slots.of("Indicator")):
        return None
    if {"Project", "Programme", "Reform", "Document"} & set(slots.values("class")):
        return None
    indicators = slots.only(slots.mentions, "Indicator")
    chips = (slots.chip("kind", "target"), slots.chip("outcome", outcome.value, outcome), *listing.scope_chips(slots))
    chips += listing.subject_chips(slots, "indicator", slots.mentions, indicators)
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
    numeric = slots.first("growth") or slots.first("concept") or slots.of("Indicator")
    if (
        slots.first("change") is None
        and numeric
        and not {"Project", "Reform", "Programme"} & set(slots.values("class"))
    ):
        return None
    if change is None or (slots.of("Indicator") and not slots.first("class")) or slots.unreported:
        return None
    documents = listing.two_documents(slots)
    if len(documents) != 2:
        if change.value in ("shared", "added") and not slots.first("compare"):
            return None
        return Unanswerable(
            "请写明要比较的两份文件（例如地点和两个年份）。",
            "Name the two documents to compare, for example by a place and two years.",
            listing.scope_chips(slots),
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
