"""What an indicator measures."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.claim import Basis, Claim
from kg.extraction.candidate import Figure
from kg.extraction.clause import Clause
from kg.extraction.inventory import Inventory, Place
from kg.extraction.reading import Reading
from kg.naming import fold
from ontology.themes import themes_of_heading

_THINGS = frozenset({"Project", "Programme", "Reform", "Goal"})
_BESIDE = 2  # clauses within which the work of a programme is counted; farther on only where each counts some
_HEADED = frozenset({"Programme", "Reform", "Task"})
_NEAR = 4  # clauses within which a result belongs to a value
_MANY = 4  # a clause that names more things than that tells nothing of any one, unless a name says so
_RESULT = re.compile(
    r"^(?:基本|如期|全面|加快|努力|从而|圆满|奋力|推动|全力)*(?:实现|形成|打造|建成|达到|完成|争创|创建|创成|确保)"
)


def find(reading: Reading, inventory: Inventory, found: Sequence[Figure]) -> list[Claim]:
    """Return the claims in reading order: each indicator with its themes and with the things its clauses speak of."""
    claims: dict[tuple[str, str], Claim] = {}
    headed, overview = _headed(reading, inventory), _overview(reading)
    valued = {reading.clause_at(figure.start) for figure in found}
    for figure in found:
        indicator = inventory.named("Indicator", figure.indicator.name)
        if indicator is None:
            continue
        clause = reading.clauses[reading.clause_at(figure.start)]
        spans = reading.structure.view.spans(figure.evidence_start, figure.evidence_end)
        for theme in () if clause.index in overview else reading.themes[clause.index]:
            claim = Claim(indicator, "measures", f"theme:{theme}", "section", spans, "heading-theme", 0.8)
            claims.setdefault((indicator, claim.object), claim)
        for thing, basis, rule in _things(reading, inventory, figure, clause, headed, valued):
            start, end = figure.evidence_start, figure.evidence_end
            if basis == "stated":
                start, end = min(start, thing.start), max(end, thing.end)
            quote = reading.structure.view.spans(start, end)
            claim = Claim(indicator, "measures", thing.entity, basis, quote, rule, 0.7 if basis == "stated" else 0.6)
            claims.setdefault((indicator, thing.entity), claim)
    return list(claims.values())


def _things(
    reading: Reading,
    inventory: Inventory,
    figure: Figure,
    clause: Clause,
    headed: dict[int, list[Place]],
    valued: set[int],
) -> Iterator[tuple[Place, Basis, str]]:
    """Yield the things that a figure quantifies, with basis and rule."""
    own = [p for p in inventory.in_clause(clause.index) if inventory.entities[p.entity].type in _THINGS]
    if reading.text[figure.start - 1 : figure.start] == "等":
        own = [p for p in own if p.start >= figure.start]  # `A、B等25所学校` counts more than A and B
    beside = [p for p in own if p.start < figure.evidence_end and p.end > figure.evidence_start]
    if not beside and len(own) > _MANY:
        beside = _recalled(inventory, own, figure)
        own = []
    for place in beside or own:
        yield place, "stated", "same-clause"
    first, last = reading.sentences[clause.sentence]
    earlier = [p for n in range(first, clause.index) if n not in valued for p in inventory.in_clause(n)]
    counted = any(n in valued for n in range(first, clause.index))
    for place in _akin(inventory, earlier, figure, clause.index, counted):
        yield place, "stated", "clause-before"
    if result := _result(reading, inventory, range(clause.index + 1, min(last, clause.index + _NEAR))):
        yield result, "stated", "result-after"
    heading = headed.get(clause.section, ())
    tasks = [p for p in heading if inventory.entities[p.entity].type == "Task"]
    for place in dict.fromkeys([*tasks, *_recalled(inventory, heading, figure)]):
        yield place, "section", "heading-names-it"


def _result(reading: Reading, inventory: Inventory, after: Sequence[int]) -> Place | None:
    """Return the first goal that a later clause of the sentence names as what is reached by that."""
    for number in after:
        if _RESULT.match(reading.clauses[number].text):
            for place in inventory.in_clause(number):
                if inventory.entities[place.entity].type == "Goal":
                    return place
    return None


def _akin(inventory: Inventory, earlier: Sequence[Place], figure: Figure, clause: int, counted: bool) -> list[Place]:
    """Return the things named earlier in a sentence that a figure may quantify: what its name recalls, else a frame.

    A frame is the programme under which the work of the sentence is done: the first that it names. Reforms are none:
    what follows them is more often a further step than their measure.
    """
    things = [p for p in earlier if inventory.entities[p.entity].type in _THINGS]
    if recalled := _recalled(inventory, things, figure):
        return recalled
    frames = [p for p in things if inventory.entities[p.entity].type == "Programme"]
    first = [p for p in frames if p.clause == frames[0].clause]
    near = first and (counted or clause - first[0].clause <= _BESIDE)
    return first if near and len(first) <= _MANY else []


def _recalled(inventory: Inventory, places: Sequence[Place], figure: Figure) -> list[Place]:
    """Return the things whose name shares at least two pairs of characters with the indicator's names."""
    names = {*_pairs(figure.indicator.name), *(g for a in figure.indicator.aliases for g in _pairs(a))}
    return [p for p in places if len(names & _pairs(inventory.entities[p.entity].name)) >= 2]


@lru_cache(maxsize=4096)
def _pairs(name: str) -> frozenset[str]:
    plain = fold(name)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) - _COMMON


_PRODUCT = re.compile(r"生产总值|GDP")
_COMMON = frozenset(
    {"建设", "工程", "项目", "企业", "农村", "城镇", "全县", "全市", "新建", "改造", "投资", "万元", "亿元"}
)


def _overview(reading: Reading) -> frozenset[int]:
    """Return the clauses of the overview of the economy, where it stands under no theme's heading.

    The overview is a sentence that gives the product of the place, with those joined to it by semicolons.
    """
    found: set[int] = set()
    group: list[Clause] = []
    for first, last in reading.sentences:
        group += reading.clauses[first:last]
        if reading.text[group[-1].end : group[-1].end + 1] in ("；", ";"):
            continue
        if any(_PRODUCT.search(c.text) for c in group) and not _themed(reading, group[0].section):
            found.update(c.index for c in group)
        group = []
    return frozenset(found)


def _themed(reading: Reading, section: int) -> bool:
    return any(themes_of_heading(s.title) for s in reading.structure.path(section))


def _headed(reading: Reading, inventory: Inventory) -> dict[int, list[Place]]:
    """Return for each section the programmes, reforms and tasks that its heading names."""
    found: dict[int, list[Place]] = {}
    for clause in reading.clauses:
        if clause.heading and clause.section:
            for place in inventory.in_clause(clause.index):
                if inventory.entities[place.entity].type in _HEADED:
                    found.setdefault(clause.section, []).append(place)
    return found
