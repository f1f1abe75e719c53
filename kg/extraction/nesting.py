"""What is part of what."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.claim import Basis, Claim
from kg.extraction import tasks
from kg.extraction.inventory import Inventory, Place
from kg.extraction.lexicon import pattern
from kg.extraction.reading import Reading
from kg.naming import fold

_PROJECTS = frozenset({"Project", "Programme"})
_REFORMS = frozenset({"Reform", "Task"})
_FORMAL = frozenset("改革制度机体系试点管理服务化的")
_FEW = 2
_IN_TASK = frozenset({"Project", "Programme", "Reform", "Goal"})


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order, each pair once and none both ways."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in (
        *_tasks(reading, inventory),
        *_led(reading, inventory),
        *_headings(reading, inventory),
        *_stated(reading, inventory),
        *_named_after(reading, inventory),
    ):
        part, whole = claim.subject, claim.object
        if part != whole and (whole, part) not in found:
            found.setdefault((part, whole), claim)
    return sorted(found.values(), key=lambda c: (c.evidence[0].start, c.subject, c.object))


def _claim(
    reading: Reading, part: str, whole: str, basis: Basis, span: tuple[int, int], rule: str, confidence: float
) -> Claim:
    return Claim(part, "partOf", whole, basis, reading.structure.view.spans(*span), rule, confidence)


def _tasks(reading: Reading, inventory: Inventory) -> Iterator[Claim]:
    """Yield that a task is part of the task around it, and that what a task's text names is part of it."""
    by_section = {s.index: (s, inventory.named("Task", s.title)) for s in tasks.sections(reading)}
    for section, task in by_section.values():
        parent = by_section.get(section.parent) if section.parent is not None else None
        if task and parent and parent[1]:
            span = (parent[0].start, parent[0].heading_end)
            yield _claim(reading, task, parent[1], "section", span, "part-task", 0.95)
    topics = _topics(reading, inventory, set(by_section))
    for place in inventory.places:
        clause = reading.clauses[place.clause]
        around, whole = by_section.get(tasks.around(reading, clause.section, by_section), (None, None))
        kind = inventory.entities[place.entity].type
        if place.entity in topics or kind not in _IN_TASK:
            continue
        if around and whole and place.start >= around.heading_end:
            yield _claim(reading, place.entity, whole, "section", (clause.start, clause.end), "part-in-task", 0.8)


def _topics(reading: Reading, inventory: Inventory, task_sections: set[int]) -> set[str]:
    """Return what the whole document is about: named in its title, or under three tasks or more."""
    title = reading.document.metadata.title
    under: dict[str, set[int]] = {}
    for place in inventory.places:
        section = reading.clauses[place.clause].section
        if section in task_sections:
            under.setdefault(place.entity, set()).add(section)
    return {
        e.id
        for e in inventory.entities.values()
        if len(under.get(e.id, ())) > _FEW or (len(e.name) > 3 and e.name in title)
    }


def _headings(reading: Reading, inventory: Inventory) -> Iterator[Claim]:
    """Yield that what stands under the heading of a reform or programme is part of it; the nearest heading counts."""
    named = _named_headings(reading, inventory)
    if not named:
        return
    for place in inventory.places:
        section: int | None = reading.clauses[place.clause].section
        kind = inventory.entities[place.entity].type
        if section is not None and place.start < reading.structure.sections[section].heading_end:
            section = reading.structure.sections[section].parent
        family = _PROJECTS if kind in _PROJECTS else _REFORMS if kind in _REFORMS else frozenset()
        while section:
            wholes = [e for e in named.get(section, ()) if inventory.entities[e].type in family]
            if wholes:
                heading = reading.structure.sections[section]
                whole = max(wholes, key=lambda e: _likeness(inventory, place.entity, e))
                span = (heading.start, heading.heading_end)
                yield _claim(reading, place.entity, whole, "section", span, "part-under-heading", 0.7)
                break
            if "改革" in reading.structure.sections[section].title:  # reform in general stands between
                break
            section = reading.structure.sections[section].parent


def _led(reading: Reading, inventory: Inventory) -> Iterator[Claim]:
    """Yield that works are part of the campaign that a short sentence before them calls for (`打赢碧水保卫战。`)."""
    if tasks.sections(reading):
        return
    campaign: tuple[str, int, int, int] | None = None
    for first, last in reading.sentences:
        clause = reading.clauses[first]
        if campaign and campaign[1] not in (clause.section, *(s.index for s in reading.structure.path(clause.section))):
            campaign = None
        places = [p for c in range(first, last) for p in inventory.in_clause(c)]
        works = [p for p in places if inventory.entities[p.entity].type in _PROJECTS]
        closing = reading.clauses[last - 1]
        fights = last - first <= 2 and bool(pattern("nesting", "fights").regex.search(closing.text))
        if fights:
            campaign = None
        ends = fights and len(works) == 1 and works[0].end == closing.end
        if ends and _calls_for(reading, inventory, works[0], closing.start):
            campaign = (works[0].entity, clause.section, clause.start, closing.end)
            continue
        if campaign:
            for place in works:
                yield _claim(reading, place.entity, campaign[0], "section", campaign[2:], "part-led", 0.65)


def _calls_for(reading: Reading, inventory: Inventory, place: Place, start: int) -> bool:
    verbs = pattern("nesting", "calls-for").regex
    kind = inventory.entities[place.entity].type
    return kind == "Programme" and bool(verbs.fullmatch(reading.text, start, place.start))


def _named_headings(reading: Reading, inventory: Inventory) -> dict[int, list[str]]:
    """Return for each section the reforms and programmes that its heading names, outside documents that set tasks."""
    if tasks.sections(reading):
        return {}
    found: dict[int, list[str]] = {}
    for place in inventory.places:
        section = reading.structure.sections[reading.clauses[place.clause].section]
        kind = inventory.entities[place.entity].type
        if kind not in ("Programme", "Reform"):
            continue
        name = inventory.entities[place.entity].name
        called = name.endswith("改革") or (
            bool(pattern("nesting", "campaign").regex.search(name))
            and _calls_for(reading, inventory, place, section.start + len(section.number))
        )
        if section.index and called and place.start < section.heading_end:
            found.setdefault(section.index, []).append(place.entity)
    return found


def _likeness(inventory: Inventory, part: str, whole: str) -> int:
    """Return how many characters two names share, to choose between two reforms of one heading."""
    common = set(fold(inventory.entities[part].name)) & set(fold(inventory.entities[whole].name))
    return len(common - _FORMAL)


def _stated(reading: Reading, inventory: Inventory) -> Iterator[Claim]:
    """Yield that what is listed after `实施A，` or `深化A改革，` is part of A, within a sentence."""
    for first, last in reading.sentences:
        places = [p for c in range(first, last) for p in inventory.in_clause(c)]
        works = [p for p in places if inventory.entities[p.entity].type in _PROJECTS]
        reforms = [p for p in places if inventory.entities[p.entity].type == "Reform"]
        yield from _bracketed(reading, works)
        for family in (works, reforms):
            if len(family) > 1 and _carries(reading, inventory, family, first):
                for part in family[1:]:
                    if _sibling(inventory, part.entity, family[0].entity):
                        continue
                    span = (reading.clauses[first].start, part.end)
                    yield _claim(reading, part.entity, family[0].entity, "stated", span, "part-carried-out", 0.6)


def _carries(reading: Reading, inventory: Inventory, family: Sequence[Place], first: int) -> bool:
    """Tell whether the first of a sentence's things is a campaign or reform that alone fills the first clause."""
    head, entity = family[0], inventory.entities[family[0].entity]
    clause = reading.clauses[first]
    alone = head.clause == clause.index and all(p.clause != head.clause for p in family[1:])
    before, after = reading.text[clause.start : head.start], reading.text[head.end : clause.end]
    if entity.type == "Project":  # a new district, not a road: what is built in it follows
        built = pattern("nesting", "built").regex.search(before) and pattern("nesting", "district").regex.search
        return alone and bool(built and built(entity.name))
    whole = entity.type == "Programme" or entity.name.endswith("改革")
    carried = pattern("nesting", "carried-out").regex.search(before)
    drawn = before.endswith("以") and pattern("nesting", "draws").regex.match(after)
    return whole and alone and bool(carried or drawn)


def _bracketed(reading: Reading, works: Sequence[Place]) -> Iterator[Claim]:
    """Yield the parts of `A包括B、C` and `A（B、C）`."""
    for whole, part in pairwise(works):
        between = reading.text[whole.end : part.start]
        if pattern("nesting", "comprises").regex.fullmatch(between):
            yield _claim(reading, part.entity, whole.entity, "stated", (whole.start, part.end), "part-comprised", 0.8)


def _sibling(inventory: Inventory, part: str, whole: str) -> bool:
    """Tell whether a campaign follows another, or a reform one with whose name its own shares nothing."""
    ranks = pattern("nesting", "ranks").regex
    if not all(ranks.search(inventory.entities[e].name) for e in (part, whole)):
        return False
    return inventory.entities[part].type != "Reform" or not _likeness(inventory, part, whole)


def _named_after(reading: Reading, inventory: Inventory) -> Iterator[Claim]:
    """Yield that what bears a project's name and more (`X一期`, `X总体规划`) is part of that project."""
    projects = [e for e in inventory.entities.values() if e.type in _PROJECTS]
    stems = {
        pattern("nesting", "come-and-go").regex.sub("", fold(e.name)): e.id for e in projects if e.type == "Project"
    }
    for entity in projects:
        name = fold(entity.name)
        prefixes = (name[:size] for size in range(len(name) - 2, 3, -1))
        whole = next((stems[p] for p in prefixes if p in stems and stems[p] != entity.id), None)
        if whole:
            place = inventory.of(entity.id)[0]
            span = (place.start, place.end)
            yield _claim(reading, entity.id, whole, "stated", span, "part-named-after", 0.75)
