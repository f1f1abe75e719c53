"""Which line continues which: hard-wrapped lines become paragraphs again, where the text itself shows how."""

import re
from collections.abc import Sequence
from itertools import pairwise

import rjieba

from corpus.adjacency import binding
from corpus.columns import NARROWEST, pieces_of
from corpus.line import Line
from corpus.numbering import numbering

_CLOSED = re.compile(r"[。！？!?；;：:…）)】〕」』”\"’]$")
_OPEN_END = re.compile(r"[，、,（(《“‘「『〔【]$")
_CONTINUES = re.compile(r"[，。、；：！？,;）)》”’」』】〕%％]")
_LINKS = re.compile(r"[的和与及或等了](?!\d)")
_CLAUSE = re.compile(r"[，。；：,;、]")
_STOPPED_AT_VERB = re.compile(r"(达到|增长|打造|建设?成|实现了?|达|为|是|在|对|将|由|和|与|及|的|以)$")
_HEADING_LENGTH = 40

# Values are in nats of `binding`; a join needs `_ENOUGH`.
_CERTAIN, _WORD, _SAME_LINE = 20.0, 3.0, 1.0
_ENOUGH, _ENOUGH_FOR_HEADING, _SURE = 1.0, 4.0, 6.0
_UNLIKE_A_BEGINNING = -2.5
_AWAY, _BACK, _PER_LINE = 1.5, 2.0, 0.4
_WINDOW = 6
_BROKEN_SHARE = 0.15

Paragraph = list[Line]


def join(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the lines in paragraphs, by the place of their first line.

    Each line has one continuation at most; the surest joins are made first. Lines that are not neighbours are joined
    only in a text full of broken lines, on the evidence of the words at the break.
    """
    broken = is_broken(lines)
    pieces = [piece for line in lines for piece in (pieces_of(line) if broken else (line,))]
    following = _links(pieces, wrap_width(lines), broken)
    continued = set(following.values())
    paragraphs: list[Paragraph] = []
    for index in range(len(pieces)):
        if index in continued:
            continue
        chain = [index]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        paragraphs.append([pieces[i] for i in chain])
    return paragraphs


def is_fragment(paragraph: Paragraph, broken: bool) -> bool:
    """Tell whether a paragraph lacks its beginning or its end.

    In a text full of broken lines, one that no sentence begins like lacks its beginning, and any that is neither closed
    nor whole lacks its end; elsewhere only one that stops at a comma, an opening bracket or a verb without its object.
    """
    first, last = paragraph[0].text, paragraph[-1].text
    if _OPEN_END.search(last):
        return True
    if len(paragraph) == 1 and _whole(first):
        return False
    if not broken:
        return _STOPPED_AT_VERB.search(last) is not None and len(first) > 3
    return is_open(last) or (numbering(first) is None and binding("。", first) < _UNLIKE_A_BEGINNING)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the number of characters at which the text is hard-wrapped, or None where each line is a paragraph.

    A text is wrapped when at least three lines in ten run on, and none is much longer than most.
    """
    if len(lines) < 4:
        return None
    running = sum(is_open(line.text) for line in lines)
    lengths = sorted(len(line.text) for line in lines)
    top = lengths[int(len(lengths) * 0.9)]
    return top if running >= 0.3 * len(lines) and top <= 70 and lengths[-1] <= 2 * top else None


def is_broken(lines: Sequence[Line]) -> bool:
    """Tell whether the text is full of lines that break off in a sentence and leave a gap: slides, columns."""
    breaks = [is_open(a.text) and not _whole(a.text) and b.blank_before > 0 for a, b in pairwise(lines)]
    return len(breaks) >= 3 and sum(breaks) >= _BROKEN_SHARE * len(breaks)


def is_open(text: str) -> bool:
    """Tell whether a line ends without a mark that closes a paragraph."""
    return not _CLOSED.search(text)


def heading_like(text: str) -> bool:
    """Tell whether a line may stand alone as a heading or title: short, whole and without a clause mark."""
    if len(text) > _HEADING_LENGTH or text.count("、") > 1:
        return False
    return not re.search(r"[。！？；，,;]", text) and not _STOPPED_AT_VERB.search(text)


def _whole(text: str) -> bool:
    """Tell whether an open line is complete: like a heading, or numbered and without a full stop."""
    return heading_like(text) or (numbering(text) is not None and not re.search("[。！？；]", text))


def spans_word(left: str, right: str) -> bool:
    """Tell whether a dictionary word lies across the border between two texts."""
    left, right = left[-6:].strip(), right[:6].strip()
    place = 0
    for word in rjieba.cut(left + right, False):
        if place < len(left) < place + len(word):
            return bool(re.fullmatch(r"[\u4e00-\u9fff]+", word))
        place += len(word)
    return False


def _links(pieces: Sequence[Line], width: int | None, broken: bool) -> dict[int, int]:
    """Return for each piece the one that continues it, if any."""
    offers: list[tuple[float, int, int]] = []
    for index, piece in enumerate(pieces):
        if not is_open(piece.text):
            continue
        for other in range(max(0, index - _WINDOW), min(len(pieces), index + _WINDOW + 1)):
            if other == index + 1:
                offers.append((_beside(piece, pieces[other], width), index, other))
            elif other != index and broken and not width:
                offers.append((_apart(pieces, index, other), index, other))
    following: dict[int, int] = {}
    taken: set[int] = set()
    for value, left, right in sorted(offers, key=lambda o: (-o[0], abs(o[2] - o[1]), o[1], o[2])):
        if value < _ENOUGH or left in following or right in taken or _reaches(following, right, left):
            continue
        following[left] = right
        taken.add(right)
    for index in range(len(pieces) - 1):
        if pieces[index + 1].same_line and index not in following and index + 1 not in taken:
            following[index] = index + 1
    return following


def _reaches(following: dict[int, int], start: int, goal: int) -> bool:
    while start in following and start != goal:
        start = following[start]
    return start == goal


def _beside(left: Line, right: Line, width: int | None) -> float:
    """Return how surely the next line continues this one."""
    if right.same_line:
        return binding(left.text, right.text) + _SAME_LINE
    if _CONTINUES.match(right.text) or (_LINKS.match(right.text) and not heading_like(left.text)):
        return _CERTAIN
    if numbering(right.text):
        return 0.0
    if _OPEN_END.search(left.text):
        if not right.blank_before or not heading_like(right.text):
            return _CERTAIN
        return _WORD if abs(len(left.text) - len(right.text)) <= 2 else _evidence(left, right)
    if not right.blank_before:
        if width and len(left.text) >= 0.8 * width:
            return _CERTAIN
        if _CLAUSE.search(left.text) and len(left.text) > _HEADING_LENGTH and not _whole(left.text):
            return _CERTAIN
    evidence = _evidence(left, right)
    return max(_WORD, evidence) if _even(left, right) and not _begins(left.text, right.text) else evidence


def _even(left: Line, right: Line) -> bool:
    """Tell whether two short lines are broken at one width, as in a column: neither whole, the second no longer."""
    if not 8 <= len(left.text) <= 30 or len(right.text) > len(left.text) + 2:
        return False
    return bool(_CLAUSE.search(left.text)) and (
        bool(_CLAUSE.search(right.text)) or len(right.text) >= len(left.text) - 2
    )


def _begins(left: str, right: str) -> bool:
    """Tell whether a line reads as the beginning of a sentence rather than as a continuation."""
    return binding("。", right) > max(1.0, binding(left, right))


def _apart(pieces: Sequence[Line], index: int, other: int) -> float:
    """Return how surely a line that is not the next one continues this one."""
    left, right = pieces[index], pieces[other]
    if numbering(right.text) or _CONTINUES.match(right.text) or _LINKS.match(right.text) or _OPEN_END.search(left.text):
        return 0.0
    distance = abs(other - index) - 1
    away = (0.0 if right.same_line else _AWAY) + _PER_LINE * distance + (_BACK if other < index else 0.0)
    value = _evidence(left, right) - away
    skipped = sum(len(piece.text) for piece in pieces[index + 1 : other])
    return 0.0 if right.same_line and other > index and skipped < NARROWEST and value < _SURE else value


def _evidence(left: Line, right: Line) -> float:
    """Return the evidence of the words at the break; two headings, or a heading and its text, need more."""
    value = binding(left.text, right.text)
    if value > -_WORD and spans_word(left.text, right.text):
        value += _WORD
    if numbering(left.text) and _whole(left.text):
        return 0.0
    if (heading_like(left.text) and not left.same_line) or (heading_like(right.text) and not right.same_line):
        value -= _ENOUGH_FOR_HEADING - _ENOUGH
    return value
