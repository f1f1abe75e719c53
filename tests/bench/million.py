"""A million passages: the articles of laws and regulations, repeated with changes."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from embeddings.passage import IndexedPassage

LAWS = "laws.jsonl.gz"
LENGTH = 60
"""Lines are joined to passages of at least so many characters."""

_SENTENCE = re.compile(r"[^。；]*[。；]?")


def passages(folder: Path, wanted: int) -> list[IndexedPassage]:
    """Return so many passages; those of later rounds have a sentence of another passage in place of one of theirs."""
    once = list(_passages(folder / LAWS))
    found: list[IndexedPassage] = []
    chance = random.Random(2016)
    for round in count():
        for passage in once:
            if len(found) == wanted:
                return found
            found.append(_changed(passage, chance.choice(once), round, chance) if round else passage)
    return found


def _passages(path: Path) -> Iterator[IndexedPassage]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            law = json.loads(line)
            for place, text in enumerate(_joined(law["text"])):
                yield IndexedPassage(f"law{number:04}#{place}", f"law{number:04}", text, law["title"])


def _joined(text: str) -> Iterator[str]:
    waiting = ""
    for line in text.split("\n"):
        if line.startswith("#"):
            continue
        waiting += line.strip()
        if len(waiting) >= LENGTH:
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _changed(passage: IndexedPassage, other: IndexedPassage, round: int, chance: random.Random) -> IndexedPassage:
    sentences = _SENTENCE.findall(passage.text)[:-1] or [passage.text]
    sentences[chance.randrange(len(sentences))] = _SENTENCE.findall(other.text)[0] or "。"
    return IndexedPassage(f"{passage.id}+{round}", f"{passage.doc}+{round}", "".join(sentences), passage.heading)
