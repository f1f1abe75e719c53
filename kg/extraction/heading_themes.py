"""Which theme a place of the document stands under: by its nearest heading that carries one."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.structure import Structure
from kg.extraction.clause import Clause
from kg.extraction.lexicon import alternatives, load

_SHARE = 0.6  # a second theme is kept when it weighs so much of the first
_ENOUGH = 2.0  # what a heading must weigh to carry a theme
_LEAD = re.compile(
    r"^[——\s]*(?:(?:第?[一二三四五六七八九十]+(?:是|要|、)|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.．、])\s*)?"
)
_LONGEST_LEAD = 26


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

    The nearest of these that carries a theme gives it: the short sentence that leads the items of a paragraph, the
    lead sentence of the paragraph, the headings from the innermost outwards, the clause's own sentence, the
    document's title.
    """
    by_section: dict[int, tuple[str, ...]] = {}
    whole = themes_of(title)
    sentences: dict[int, list[Clause]] = {}
    for clause in clauses:
        sentences.setdefault(clause.sentence, []).append(clause)
    found: dict[int, tuple[str, ...]] = {}
    passage = -1
    first: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    for sentence in sentences.values():
        text = "，".join(c.text for c in sentence)
        if sentence[0].passage != passage:
            passage = sentence[0].passage
            first = lead = themes_of(text[:80]) if _leads(text) or len(sentence) > 1 else ()
        elif _leads(text):
            lead = themes_of(text) or first
        section = sentence[0].section
        if section not in by_section:
            by_section[section] = _of_section(structure, section)
        themes = lead or by_section[section] or themes_of(text) or whole
        for clause in sentence:
            found[clause.index] = themes
    return tuple(found[c.index] for c in clauses)


def _leads(sentence: str) -> bool:
    """Tell whether a sentence is short and plain enough to head those that follow it."""
    return len(_LEAD.sub("", sentence)) <= _LONGEST_LEAD and not re.search(r"\d", _LEAD.sub("", sentence))


def _of_section(structure: Structure, section: int) -> tuple[str, ...]:
    for outer in reversed(structure.path(section)):
        if themes := themes_of(outer.title):
            return themes
    return ()
