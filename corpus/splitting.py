"""From blocks to passages and sentences."""

import re
from collections.abc import Sequence

from corpus.block import Block
from corpus.passage import Passage
from corpus.section import Section

PASSAGE_LIMIT = 400
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)》\"]*|[^。！？!?\n]+")


def passages(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Return the passages: blocks cut where a section begins and, when long, at sentence ends.

    All of the text but the line ends between blocks and white space after sentences is in exactly one passage.
    """
    found: list[Passage] = []
    starts = [section.start for section in sections[1:]]
    current = 0
    for block in blocks:
        cuts = [block.start]
        place = current
        while place < len(starts) and starts[place] < block.end:
            if starts[place] > block.start:
                cuts.append(starts[place])
            place += 1
        for start, end in zip(cuts, [*cuts[1:], block.end], strict=True):
            while current < len(starts) and starts[current] <= start:
                current += 1
            for sentences in _portions(text, start, end):
                found.append(
                    Passage(
                        len(found),
                        current,
                        sentences[0][0],
                        sentences[-1][1],
                        tuple(sentences),
                        fragment=block.fragment,
                    )
                )
    return tuple(found)


def _portions(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Return the sentences of a range, grouped so that no group is longer than a passage unless one sentence is."""
    groups: list[list[tuple[int, int]]] = []
    length = 0
    for sentence in _sentences(text, start, end):
        size = sentence[1] - sentence[0]
        if not groups or length + size > PASSAGE_LIMIT:
            groups.append([])
            length = 0
        groups[-1].append(sentence)
        length += size
    return groups


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _SENTENCE.finditer(text, start, end):
        words = match.group()
        if words.strip():
            left = match.start() + len(words) - len(words.lstrip())
            found.append((left, match.end() - len(words) + len(words.rstrip())))
    return found
