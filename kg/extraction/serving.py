"""Which theme or goal a project, reform or goal serves."""

import re

from kg.claim import Claim
from kg.extraction.inventory import Inventory, Place
from kg.extraction.reading import Reading

_SERVING = frozenset({"Project", "Programme", "Reform", "Task", "Goal"})
_PURPOSE = re.compile(
    r"^(?:加快|着力|努力|全力|积极|奋力|不断|进一步|提速|基本|从而|推动|以|切实|聚力|全面|持续|合力|倾力|高标准|加速|逐步|力争|共同|携手|深入)*(?:打造|实现|形成|确保|争创|创建|构建|建成|建设成|营造|促进|助力|再造|做到|创成)"
)
# how a clause names the aim of what the next ones say
_AIM = re.compile("(?:紧紧|始终)?(?:着眼|围绕|瞄准|锚定|对标|聚焦)|以.{2,20}为目标")

# The rules of goals that a heading sets for all that stands under it (`推动创新创业，打造研发设计中心`).
_MADE = frozenset({"build", "title"})


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order."""
    return [*_by_section(reading, inventory), *_under_goals(reading, inventory), *_stated(reading, inventory)]


def _under_goals(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return for each thing that stands under a heading which names a goal, that it serves that goal.

    A task whose title names a goal is that goal's only means, so nothing below it is counted.
    """
    kinds = {e.id: e.type for e in inventory.entities.values()}
    goals: dict[int, str] = {}
    claims: dict[tuple[str, str], Claim] = {}
    for place in inventory.places:
        clause = reading.clauses[place.clause]
        if clause.heading and inventory.entities[place.entity].rule in _MADE:
            goals.setdefault(clause.section, place.entity)
    tasks = {reading.clauses[p.clause].section for p in inventory.places if kinds[p.entity] == "Task"}
    parents = {section.parent for section in reading.structure.sections}
    goals = {section: goal for section, goal in goals.items() if section in parents or section not in tasks}
    for entity, kind in kinds.items():
        if kind not in _SERVING - {"Goal"} or not goals:
            continue
        place = inventory.of(entity)[0]
        clause = reading.clauses[place.clause]
        for section in reversed(reading.structure.path(clause.section)):
            if section.index in goals:
                spans = reading.structure.view.spans(section.start, section.heading_end)
                claim = Claim(entity, "serves", goals[section.index], "section", spans, "heading-goal", 0.7)
                claims.setdefault((entity, goals[section.index]), claim)
                break
    return list(claims.values())


def _by_section(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return for each thing the themes of the heading under which it is first named."""
    claims: list[Claim] = []
    for entity in inventory.entities.values():
        if entity.type not in _SERVING:
            continue
        done: list[str] = []
        for place in inventory.of(entity.id)[:3]:
            clause = reading.clauses[place.clause]
            themes = reading.themes[place.clause]
            if done and not set(themes) - set(done):
                continue
            for theme in themes if not done else themes[:1]:
                if theme not in done:
                    done.append(theme)
                    spans = reading.structure.view.spans(clause.start, clause.end)
                    claims.append(Claim(entity.id, "serves", f"theme:{theme}", "section", spans, "heading-theme", 0.8))
            if len(done) >= 2:
                break
    return claims


def _stated(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return serves claims to a goal that the same sentence names as the result (later) or the aim (before)."""
    claims: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    kinds = {e.id: e.type for e in inventory.entities.values()}
    for goal in inventory.places:
        if kinds[goal.entity] != "Goal":
            continue
        clause = reading.clauses[goal.clause]
        first, last = reading.sentences[clause.sentence]
        if _AIM.match(clause.text):
            numbers = range(goal.clause + 1, min(last, goal.clause + 3))
        elif _PURPOSE.search(clause.text):
            numbers = range(max(first, goal.clause - 3), goal.clause)
        else:
            continue
        for number in numbers:
            for place in inventory.in_clause(number):
                if kinds[place.entity] in _SERVING - {"Goal", "Task"} and (place.entity, goal.entity) not in seen:
                    seen.add((place.entity, goal.entity))
                    claims.append(_claim(reading, place, goal))
    return claims


def _claim(reading: Reading, place: Place, goal: Place) -> Claim:
    start = reading.clauses[min(place.clause, goal.clause)].start
    end = reading.clauses[max(place.clause, goal.clause)].end
    return Claim(
        place.entity, "serves", goal.entity, "stated", reading.structure.view.spans(start, end), "result-clause", 0.6
    )
