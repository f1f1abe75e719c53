"""Reforms: changes of institutions, powers, rules and mechanisms."""

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction import tasks
from kg.extraction.candidate import Candidate
from kg.extraction.lexicon import load, pattern
from kg.extraction.reading import Reading
from kg.extraction.reform_phrase import phrases
from kg.extraction.trie import trie

_INSTITUTED = {
    "practised-plan": 0.8,
    "issued": 0.7,
    "issued-plainly": 0.7,
    "practised": 0.7,
    "policy": 0.7,
    "policy-in-force": 0.7,
    "managed": 0.7,
    "dealt": 0.7,
    "system-building": 0.6,
    "regraded": 0.8,
    "legislated": 0.7,
}
"""Patterns of what a text institutes under a name that no noun of governing ends, by confidence."""


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order; the title of a task is no reform beside it."""
    titles = [(s.start, s.heading_end) for s in tasks.sections(reading)]
    found: list[Candidate] = []
    for candidate in sorted([*_named(reading), *_phrased(reading)], key=lambda c: (c.start, -c.end)):
        if any(a <= candidate.start < b for a, b in titles):
            continue
        inside = found and candidate.end <= found[-1].end and candidate.start < found[-1].end
        same_noun = inside and candidate.end == found[-1].end and candidate.rule == "reform-quoted"
        if inside and (same_noun or found[-1].rule != "reform-ruled"):
            continue
        found.append(candidate)
    return found


def _phrased(reading: Reading) -> Iterator[Candidate]:
    for clause in reading.clauses:
        for phrase in phrases(clause.text):
            start, end = clause.start + phrase.start, clause.start + phrase.end
            if start < end:
                yield Candidate("Reform", phrase.name, start, end, phrase.rule, phrase.confidence, phrase.aliases)


@cache
def _known() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>[“\"]?{trie(load('reforms')['known'])}[”\"]?(?:综合)?(?P<tail>改革|制度|机制|模式|监管|管理)?)(?![”\"]?(?:率|事项|专区|品牌|平台|窗口|系统|办理|网上))"
    )


def _named(reading: Reading) -> Iterator[Candidate]:
    for match in _known().finditer(reading.text):
        yield Candidate("Reform", match.group("name"), *match.span("name"), "reform-known", 0.85)
    for id, confidence in _INSTITUTED.items():
        for match in pattern("reforms", id).regex.finditer(reading.text):
            yield Candidate("Reform", match.group("name"), *match.span("name"), f"reform-{id}", confidence)
    for match in pattern("reforms", "quoted").regex.finditer(reading.text):
        name = re.sub('(?<=[”"])等', "", match.group("name"))
        yield Candidate("Reform", name, *match.span("name"), "reform-quoted", 0.8)
