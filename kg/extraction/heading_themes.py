"""Which theme a place of the document stands under: by its nearest heading that carries one."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from corpus.structure import Structure
from kg.extraction.clause import Clause
from kg.extraction.lexicon import alternatives, load

_REFORMS = 4.0  # for a heading whose last word is 改革: what stands before only tells of what
_SHARE = 0.6  # a second theme is kept when it weighs so much of the first
_ENOUGH = 2.0  # what a heading must weigh to carry a theme
_STRONG = 4.0  # what a sentence must weigh to lead those that follow it
_LONGEST_LEAD = 18
_LEAD_REACH = 80


@cache
def _weights() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, float], ...]]]:
    table: dict[str, dict[str, float]] = {}
    for theme, by_weight in load("themes")["weights"].items():
        for weight, words in by_weight.items():
            for word in words:
                table.setdefault(word, {})[theme] = float(weight)
    return re.compile(alternatives(table)), {word: tuple(weights.items()) for word, weights in table.items()}


def weigh(text: str) -> dict[str, float]:
    """Return how much the words of a text weigh for each theme it touches."""
    regex, table = _weights()
    total: dict[str, float] = {}
    for match in regex.finditer(text):
        for theme, weight in table[match.group()]:
            total[theme] = total.get(theme, 0.0) + weight
    if text.endswith("改革"):
        total["体制改革"] = total.get("体制改革", 0.0) + _REFORMS
    return total


def themes_of(text: str, enough: float = _ENOUGH) -> tuple[str, ...]:
    """Return the themes that a heading or sentence carries, the weightiest first; at most two."""
    total = weigh(text)
    best = max(total.values(), default=0.0)
    if best < enough:
        return ()
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(theme for theme, weight in ranked[:2] if weight >= _SHARE * best)


def of_clauses(structure: Structure, clauses: Sequence[Clause], title: str) -> tuple[tuple[str, ...], ...]:
    """Return the themes of each clause.

    The nearest of these that carries a theme gives it: a short sentence that leads those after it, the heading, the lead
    sentence of the paragraph, the same of the section around it, and so outwards; then the clause's own sentence,
    the document's title.
    """
    whole = themes_of(title)
    titles = [themes_of(s.title) for s in structure.sections]
    leads: dict[int, tuple[str, ...]] = {}
    found: list[tuple[str, ...]] = []
    passage = -1
    for sentence, members in groupby(clauses, key=lambda c: c.sentence):
        del sentence
        group = list(members)
        text = "，".join(c.text for c in group)
        section = group[0].section
        if not group[0].heading:
            opens = group[0].passage != passage
            passage = group[0].passage
            if strong := themes_of(text, _STRONG) if _leads(text) else ():
                leads[section] = strong
            elif opens:
                leads[section] = () if titles[section] else themes_of(text[:_LEAD_REACH], _STRONG)
        themes = _nearest(structure, section, titles, leads) or themes_of(text) or whole
        found.extend(themes for _ in group)
    return tuple(found)


def _nearest(
    structure: Structure, section: int, titles: Sequence[tuple[str, ...]], leads: dict[int, tuple[str, ...]]
) -> tuple[str, ...]:
    current: int | None = section
    while current is not None:
        themes = leads.get(current, ()) or (titles[current] if current else ())
        if themes:
            return themes
        current = structure.sections[current].parent
    return ()


def _leads(sentence: str) -> bool:
    """Tell whether a sentence is short and plain enough to head those that follow it."""
    return len(sentence) <= _LONGEST_LEAD and not re.search(r"[\d，“]", sentence)
