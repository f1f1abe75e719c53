"""Which theme a place of the document stands under: by its headings, the nearest counting most."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from corpus.structure import Structure
from kg.extraction.clause import Clause
from ontology.themes import theme_scores

_SECOND = 0.65  # a second theme is kept when it weighs so much of the first
_OUTWARD = 0.75  # what a heading or lead weighs against the one inside it
_MOST = 5.0  # that one heading, lead or sentence can weigh for one theme
_TOPIC = 0.2  # what the title of a topical document weighs against it
_OWN = 0.3  # what a sentence's own words weigh against its nearest heading
_LEADING = 3.0  # what a sentence must weigh to lead those that follow it
# Every field has projects, so the word tells nothing of the field.
_PROJECTS = re.compile(r"(?:重点|重大)?项目(?:建设)?")
# how a paragraph begins that opens a new group of items
_OPENS = re.compile(r"[一两二三四五六七八九十几]+年来|.{0,6}我们|回顾|同时|此外")
_LONGEST_LEAD = 18
_LEAD_REACH = 80

Scores = Mapping[str, float]


@lru_cache(maxsize=4096)
def _scores(text: str) -> Scores:
    return {theme.zh: min(_MOST, score) for theme, score in theme_scores(_PROJECTS.sub("", text)).items()}


def of_clauses(
    structure: Structure, clauses: Sequence[Clause], title: str, topical: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the themes of each clause, the weightiest first: none, one, or two where both are strong.

    What weighs, from the nearest outwards: the sentence itself a little; a short sentence that leads those after it, or
    the lead sentence of the paragraph; the heading; the same of the section around it; the document's title.
    """
    titles = [_scores(s.title if s.index else title) for s in structure.sections]
    leads: dict[int, Scores] = {}
    found: list[tuple[str, ...]] = []
    passage = -1
    for _, members in groupby(clauses, key=lambda c: c.sentence):
        group = list(members)
        text = "，".join(c.text for c in group)
        section = group[0].section
        own = _scores(text)
        if not group[0].heading:
            if _leads(text) and max(own.values(), default=0.0) >= _LEADING and not (section and titles[section]):
                leads[section] = own
            elif group[0].passage != passage:
                _lead(structure, section, titles, leads, text[:_LEAD_REACH])
            passage = group[0].passage
        themes = _ranked(_weighed(structure, section, titles, leads, own, _TOPIC if topical else 0.0))
        found.extend(themes for _ in group)
    return tuple(found)


def _lead(structure: Structure, section: int, titles: Sequence[Scores], leads: dict[int, Scores], start: str) -> None:
    """Note what the start of the first sentence of a paragraph weighs.

    A paragraph after run-in items (`⑤全力做好…。`, then `一年来，我们狠抓…`) that says so opens the next group of
    items, so it leads what stands beside its section too; any other goes on with its item.
    """
    items = structure.sections[section].run_in
    scores = _scores(start)
    if items and section in leads and _OPENS.match(start) and (parent := structure.sections[section].parent):
        leads[parent] = scores
    leads[section] = {} if items or (section and titles[section]) else scores


def _weighed(
    structure: Structure, section: int, titles: Sequence[Scores], leads: Mapping[int, Scores], own: Scores, topic: float
) -> dict[str, float]:
    """Add what the sentence, the leads and the headings around it weigh."""
    total = {theme: _OWN * score for theme, score in own.items()}
    for theme, score in titles[0].items():
        total[theme] = total.get(theme, 0.0) + topic * score
    share = 1.0
    current: int | None = section
    while current is not None:
        for scores in (leads.get(current, {}) if current or not section else {}, titles[current]):
            if scores:
                for theme, score in scores.items():
                    total[theme] = total.get(theme, 0.0) + share * score
                share *= _OUTWARD
        current = structure.sections[current].parent
    return total


def _ranked(total: Mapping[str, float]) -> tuple[str, ...]:
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(theme for theme, score in ranked[:2] if score >= _SECOND * ranked[0][1])


def _leads(sentence: str) -> bool:
    """Tell whether a sentence is short and plain enough to head those that follow it."""
    return len(sentence) <= _LONGEST_LEAD and not re.search(r"[\d，“]", sentence)
