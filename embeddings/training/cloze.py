"""Pairs made from running text: a clause as the query, the paragraph it came from as the passage."""

import itertools
import random
import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"(?<=[。！？；;!?])")
_CLAUSE_END = re.compile(r"[，,。！？；：;!?]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

# What a question carries beside its subject. Added at random, so that the model learns to give these words no weight.
OPENINGS = ("请问", "什么是", "关于", "如何", "怎么", "为什么", "哪些", "咨询", "怎样", "谁", "想了解", "对")
ENDINGS = (
    "是什么", "有哪些", "是多少", "怎么办", "吗", "呢", "如何规定", "有什么规定", "的情况", "何时", "在哪里", "是谁",
    "有何要求", "有何政策", "的目标是什么", "怎么处理", "为多少", "什么时候", "由谁负责", "包括哪些", "如何", "的问题",
)  # fmt: skip


def sentences(paragraph: str) -> list[str]:
    """Split after sentence-final marks and semicolons; no text is dropped but surrounding blanks."""
    return [s.strip() for s in _SENTENCE_END.split(paragraph) if s.strip()]


def as_question(clause: str, chance: random.Random) -> str:
    """Return the clause with question words around it, or a number in it asked for."""
    if chance.random() < 0.3 and _NUMBER.search(clause):
        return _NUMBER.sub("多少", clause, count=1)
    opening = chance.choice(OPENINGS) if chance.random() < 0.5 else ""
    ending = chance.choice(ENDINGS) if chance.random() < 0.7 else ""
    return f"{opening}{clause}{ending}"


def cloze_pairs(paragraph: str, chance: random.Random, kept: float = 0.3) -> Iterator[tuple[str, str]]:
    """Yield up to one (clause, rest of the paragraph) pair; with the chance `kept` the clause stays in the passage."""
    parts = sentences(paragraph)
    clauses = [c.strip() for part in parts for c in _CLAUSE_END.split(part)]
    clauses = [c for c in clauses if 5 <= len(c) <= 40]
    if len(parts) < 2 and len(clauses) < 3:
        return
    if chance.random() < 0.5 and len(parts) > 1:
        query = chance.choice(parts)
    elif clauses:
        query = chance.choice(clauses)
    else:
        return
    passage = paragraph if chance.random() < kept else paragraph.replace(query, "", 1)
    if len(passage) < 10:
        return
    yield (as_question(query, chance) if chance.random() < 0.5 else query), passage


def neighbour_pairs(paragraphs: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with the next one, where both say something."""
    for first, second in itertools.pairwise(paragraphs):
        if len(first) >= 15 and len(second) >= 15:
            yield first, second
