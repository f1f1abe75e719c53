"""Which body answers for a thing, and which body a reform establishes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.span import Span
from kg.claim import Basis, Claim, Relation, Role
from kg.extraction import tasks
from kg.extraction.clause import Clause
from kg.extraction.duty import Duty, duties
from kg.extraction.inventory import Inventory, Place
from kg.extraction.lexicon import pattern
from kg.extraction.reading import Reading

_THINGS = frozenset({"Project", "Programme", "Reform", "Goal", "Indicator"})
_FEW = 2
_REFORM = frozenset({"Reform"})
_WORKS = frozenset({"Project", "Programme", "Reform", "Goal", "Task"})


@dataclass(frozen=True, slots=True)
class _View:
    """What the rules look things up in: bodies by where they begin, tasks by their section."""

    reading: Reading
    inventory: Inventory
    bodies: dict[int, Place]
    tasks: dict[int, str]

    def kind(self, place: Place) -> str:
        return self.inventory.entities[place.entity].type

    def things(self, start: int, end: int, kinds: frozenset[str] = _THINGS) -> list[str]:
        """Return the ids of the things, bodies apart, that are named within a range of the view."""
        first, last = self.reading.clause_at(start), self.reading.clause_at(max(start, end - 1))
        places = (p for c in range(first, last + 1) for p in self.inventory.in_clause(c))
        return list(dict.fromkeys(p.entity for p in places if start <= p.start < end and self.kind(p) in kinds))


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order, each body of a thing once."""
    if not reading.clauses:
        return []
    bodies = {p.start: p for p in inventory.places if inventory.entities[p.entity].type == "Agency"}
    by_section = {s.index: inventory.named("Task", s.title) for s in tasks.sections(reading)}
    view = _View(reading, inventory, bodies, {k: v for k, v in by_section.items() if v})
    found: dict[tuple[str, str, str], Claim] = {}
    for claim in (*_listed(view), *_subjects(view), *_supporting(view), *_established(view)):
        found.setdefault((claim.subject, claim.predicate, claim.object), claim)
    for claim in _by_default(view, {c.subject for c in found.values()}):
        found.setdefault((claim.subject, claim.predicate, claim.object), claim)
    return sorted(found.values(), key=lambda c: (c.evidence[0].start, c.subject, c.object))


def _claim(
    view: _View,
    thing: str,
    body: str,
    span: tuple[int, int],
    rule: str,
    confidence: float,
    role: Role | None = None,
    basis: Basis = "stated",
) -> Claim:
    evidence: tuple[Span, ...] = view.reading.structure.view.spans(*span)
    relation: Relation = "establishes" if rule.startswith("body-set-up") else "responsibleBody"
    return Claim(thing, relation, body, basis, evidence, rule, confidence, role)


def _listed(view: _View) -> Iterator[Claim]:
    """Read the lists of who answers for what; each belongs to its task, or to what was named since the list before."""
    lists = duties(view.reading)
    own = [view.reading.clauses[view.reading.clause_at(d.start)].section for d in lists]
    sections = [tasks.around(view.reading, section, view.tasks) for section in own]
    for index, (duty, section) in enumerate(zip(lists, sections, strict=True)):
        shared = sections.count(section) > 1
        floor = view.reading.structure.sections[section].heading_end
        if index and sections[index - 1] == section:
            floor = max(floor, lists[index - 1].end)
        for thing in _answered(view, duty, section, floor, shared):
            for share in duty.shares:
                body = next((view.bodies[i] for i in range(share.start, share.end) if i in view.bodies), None)
                if body is not None:
                    span = (duty.start, duty.end)
                    yield _claim(view, thing, body.entity, span, "body-listed", 0.95, share.role)


def _answered(view: _View, duty: Duty, section: int, floor: int, shared: bool) -> list[str]:
    task = view.tasks.get(section)
    if task and not shared:
        return [task]
    if not task:
        return view.things(floor, duty.start)
    # of what a task's sentences name, what the last one before the list speaks of alone
    sentence = view.reading.clauses[view.reading.clause_at(max(floor, duty.start - 2))].sentence
    first = view.reading.clauses[view.reading.sentences[sentence][0]].start
    named = view.things(max(floor, first), duty.start)
    return [task, *(named if len(named) <= _FEW else ())]


def _subjects(view: _View) -> Iterator[Claim]:
    """Read bodies that are the subject of the work (`A负责X`, `A投资建设的X`, `由A承担`)."""
    for clause in view.reading.clauses:
        places = [p for p in view.inventory.in_clause(clause.index) if view.kind(p) == "Agency"]
        if not places or clause.heading:
            continue
        for run in _runs(view.reading.text, places):
            if (verb := _verb_after(view, clause, run)) is None:
                continue
            things = view.things(verb, _reach(view, clause, run, verb), _WORKS)
            role = _role(view, run, clause)
            task = view.tasks.get(clause.section)
            duty = pattern("bodies", "duty-verb" if not things else "must").regex
            if task and duty.match(view.reading.text, run[-1].end):
                things = [*things, task]
            for thing in things:
                for place in run:
                    span = (run[0].start, clause.end)
                    yield _claim(view, thing, place.entity, span, "body-subject", 0.75, role)
            if not things:
                yield from _entrusted(view, clause, run)


def _entrusted(view: _View, clause: Clause, run: Sequence[Place]) -> Iterator[Claim]:
    """Read `由A管理` without an object: the thing stands before it in the sentence, else in the heading above."""
    text = view.reading.text
    handed, rest = text[clause.start : run[0].start], text[run[-1].end : clause.end]
    if (
        len(handed) > 5
        or not handed.endswith("由")
        or not pattern("bodies", "entrusted").regex.match(rest)
        or "的" in rest
    ):
        return
    start = view.reading.clauses[view.reading.sentences[clause.sentence][0]].start
    basis: Basis = "stated"
    things = view.things(start, run[0].start, _WORKS)[-1:]
    if not things:
        basis, things = "section", _headed(view, clause)[:1]
    for thing in things:
        for place in run:
            span = (start, clause.end)
            role = _role(view, run, clause)
            yield _claim(view, thing, place.entity, span, f"body-entrusted-{basis}", 0.7, role, basis)


def _headed(view: _View, clause: Clause) -> list[str]:
    """Return the works and reforms that the heading above a clause names."""
    section = view.reading.structure.sections[clause.section]
    return view.things(section.start, section.heading_end, _WORKS - {"Goal"}) if section.index else []


def _reach(view: _View, clause: Clause, run: Sequence[Place], verb: int) -> int:
    """Return how far the bodies' duty reaches: to the sentence's end or to the next clause that begins with a body.

    Verbs of a single work reach to the end of their clause.
    """
    if not pattern("bodies", "whole-sentence").regex.search(view.reading.text[run[-1].end : verb]):
        return clause.end
    end = clause.end
    for after in view.reading.sentence(clause.sentence):
        if after.index > clause.index:
            if after.start in view.bodies:
                break
            end = after.end
    return end


def _supporting(view: _View) -> Iterator[Claim]:
    """Read `A、B等部门全力支持` under the heading of a campaign or work."""
    works: dict[int, str] = {}
    for place in view.inventory.places:
        section = view.reading.structure.sections[view.reading.clauses[place.clause].section]
        if view.kind(place) in ("Programme", "Project") and section.start <= place.start < section.heading_end:
            works.setdefault(section.index, place.entity)
    for match in pattern("bodies", "departments-support").regex.finditer(view.reading.text):
        clause = view.reading.clauses[view.reading.clause_at(match.start())]
        work = works.get(clause.section)
        for place in view.inventory.in_clause(clause.index) if work else ():
            if work and view.kind(place) == "Agency" and place.end <= match.start() + 1:
                yield _claim(view, work, place.entity, (place.start, match.end()), "body-supporting", 0.7, "support")


def _role(view: _View, run: Sequence[Place], clause: Clause) -> Role | None:
    words = view.reading.text[run[-1].end : clause.end][:10]
    if "牵头" in words:
        return "lead"
    if pattern("bodies", "operates").regex.match(words):
        return "operate"
    return "support" if pattern("bodies", "support-verb").regex.match(words) else None


def _runs(text: str, places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the bodies of a clause in groups that only `、` or `和` parts."""
    run: list[Place] = [places[0]]
    for before, after in pairwise(places):
        if pattern("bodies", "joint").regex.fullmatch(text, before.end, after.start):
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _verb_after(view: _View, clause: Clause, run: Sequence[Place]) -> int | None:
    """Return where the object begins when the bodies are the subject of a verb of work, else None."""
    text = view.reading.text
    if not pattern("bodies", "opening").regex.search(text[clause.start : run[0].start]):
        return None
    match = pattern("bodies", "work-verb").regex.match(text, run[-1].end, clause.end)
    if match is None and clause.section in view.tasks:
        match = pattern("bodies", "duty-verb").regex.match(text, run[-1].end, clause.end)
    return match.end() if match else None


def _established(view: _View) -> Iterator[Claim]:
    """Read bodies that the text sets up, under the reform or task that sets them up."""
    for match in pattern("bodies", "sets-up").regex.finditer(view.reading.text):
        clause = view.reading.clauses[view.reading.clause_at(match.start())]
        bodies = [
            p for p in view.inventory.in_clause(clause.index) if view.kind(p) == "Agency" and p.start >= match.end()
        ]
        for reform in _setting_up(view, clause):
            for place in bodies:
                yield _claim(view, reform, place.entity, (match.start(), place.end), "body-set-up", 0.75)


def _setting_up(view: _View, clause: Clause) -> list[str]:
    """Return the reforms under which a body is set up: named in the clause, as the lever (`以X为抓手`), or above it."""
    if named := view.things(clause.start, clause.end, _REFORM):
        return named[:1]
    for before in view.reading.sentence(clause.sentence):
        lever = pattern("bodies", "lever").regex.search(before.text) if before.index < clause.index else None
        if lever and (named := view.things(before.start + lever.start(), before.start + lever.end(), _REFORM)):
            return named
    task = view.tasks.get(clause.section)
    return [task] if task else [t for t in _headed(view, clause) if view.inventory.entities[t].type == "Reform"][:1]


def _by_default(view: _View, answered: set[str]) -> Iterator[Claim]:
    """Infer that the issuer answers for the tasks to which the document names no body (annotation guide, section 2)."""
    issuer = view.inventory.named("Agency", view.reading.document.metadata.issuer)
    if issuer is None:
        return
    for place in view.inventory.places:
        if view.kind(place) == "Task" and place.entity not in answered:
            evidence = view.reading.structure.view.spans(place.start, place.end)
            yield Claim(place.entity, "responsibleBody", issuer, "inferred", evidence, "body-issuer", 0.4)
