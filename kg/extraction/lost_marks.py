"""Marks that the reading of a page lost: a space may stand for a quotation mark or for a break between clauses."""

import re
from functools import cache
from itertools import pairwise

import rjieba

from kg.extraction.lexicon import alternatives, load

_HAN = "\u4e00-\u9fff"
_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_MARK = re.compile(r"[“”\"‘’「」『』]")
_STRETCH = re.compile(r"[^\n，。；：！？,;:!?（）()]+")
_LINE = re.compile(r"[^\n]+")
_NUMERAL = "一二三四五六七八九十百千万两双"
_SLOGAN = re.compile(rf"(?:[{_NUMERAL}][^{_NUMERAL}又着步个种次期\W]{{1,3}}){{2,4}}")
# Lines are seldom wrapped at so few characters, so that two spaces nearer than this are marks.
_QUOTED = re.compile(rf"[{_HAN}]{{2,8}}")
_QUOTED_LIST = re.compile(rf"[{_HAN}A-Z0-9 ]{{2,12}}(?:、[{_HAN}A-Z0-9 ]{{2,8}}){{1,3}}")
_HOLDS_NO_NAME = re.compile(
    r"^(?:[等和与及的了为以由向]|以上|以下)|[的了和与及至到成将]$|以及|的|等|推[进动]|加快|进行|得到|使用|营业|运营"
)
_NAMED_BY = re.compile(r"(?:行动|计划|工程|制度|机制|体系|体制|模式|专项|活动|战略|规划|改革|试点|项目|为)")
_WEAK_END = re.compile(r"(?:[的了和与及或并以由对向在将为地]|[、，])$")
_HALF = 4  # characters of a clause at the least


def restored(text: str) -> str:
    """Return the text, of the same length, with a mark for each space that can only stand for one.

    Two near spaces become quotation marks, one between slogans an enumeration comma, one between a noun and a verb with
    its object a comma. A text that has marks of its own lost none; there only the halves of a line (`推进绿色发展
    打造绿色空间`) are parted. Spaces that tell nothing stay.
    """
    gaps = {m.start() for m in _GAP.finditer(text)}
    if not gaps:
        return text
    chars = list(text)
    if len(gaps) > len(_MARK.findall(text)):
        for stretch in _STRETCH.finditer(text):
            _mark_names(chars, text, stretch.start(), stretch.end(), gaps)
            _mark_breaks(chars, text, stretch.start(), stretch.end(), gaps)
    for line in _LINE.finditer(text):
        _mark_halves(chars, text, line.start(), line.end(), gaps)
    return "".join(chars)


def is_slogan(name: str) -> bool:
    """Tell whether a name is made of counted nouns (`三改一拆`), and is no common saying (`千家万户`)."""
    return _SLOGAN.fullmatch(name) is not None and len(rjieba.cut(name, False)) > 1


def _mark_names(chars: list[str], text: str, start: int, end: int, gaps: set[int]) -> None:
    here = [place for place in range(start, end) if place in gaps]
    number = 0
    while number < len(here):
        opening = here[number]
        closing = _closing(text, here, number, end)
        if closing is None:
            number += 1
            continue
        stop, used = closing
        if is_slogan(text[opening + 1 : stop].replace(" ", "")) and (follows := _slogans(text, here, number, end)):
            for place in follows:
                chars[place] = "、"
            number += len(follows) + 1
            continue
        if stop == end or (used == 1 and _slogans(text, here, number, end)):
            number += 1
            continue
        if _begins_clause(text[stop + 1 : end]):
            chars[stop] = "，"
        else:
            chars[opening], chars[stop] = "“", "”"
        number += used + 1


def _closing(text: str, here: list[int], number: int, end: int) -> tuple[int, int] | None:
    """Return where the name that begins at a space ends, and how many spaces on; a slogan may hold one (`一核四 组团`).

    None where no name begins there.
    """
    ends = (*here[number + 1 : number + 3], end)
    used = 2 if len(ends) > 1 and ends[0] - here[number] > 2 and _split_slogan(text, here[number], *ends[:2]) else 1
    name = text[here[number] + 1 : ends[used - 1]]
    named = _is_name(name, text[: here[number]], text[ends[used - 1] + 1 : end])
    return (ends[used - 1], used) if named else None


def _split_slogan(text: str, opening: int, gap: int, stop: int) -> bool:
    return text[gap - 1] in _NUMERAL and is_slogan(text[opening + 1 : gap] + text[gap + 1 : stop])


def _is_name(name: str, before: str, after: str) -> bool:
    plain = name.replace(" ", "")
    if _QUOTED.fullmatch(plain):
        return not (_HOLDS_NO_NAME.search(plain) or _verbs().match(plain) or _is_verb(plain))
    return _QUOTED_LIST.fullmatch(name) is not None and (_NAMED_BY.match(after) is not None or before.endswith("以"))


def _is_verb(word: str) -> bool:
    tagged = rjieba.tag(word, False)
    return len(tagged) == 1 and tagged[0][1].startswith("v")


def _slogans(text: str, here: list[int], number: int, end: int) -> list[int]:
    """Return the spaces that part the slogans of a row that begins at a space."""
    parting: list[int] = []
    for left, right in pairwise([*here[number + 1 :], end]):
        if not is_slogan(text[left + 1 : right].replace(" ", "")):
            break
        parting.append(left)
    return parting


def _mark_breaks(chars: list[str], text: str, start: int, end: int, gaps: set[int]) -> None:
    """Put a comma where a noun ends and a verb with its object begins."""
    begin = start
    for place in range(start, end):
        if place not in gaps or chars[place] != " ":
            continue
        if place - begin >= _HALF and not _ends_open(text[begin:place]) and _begins_clause(text[place + 1 : end]):
            chars[place] = "，"
            begin = place + 1


def _mark_halves(chars: list[str], text: str, start: int, end: int, gaps: set[int]) -> None:
    """Part the halves of a line of its own, both of which begin with a verb."""
    places = [place for place in range(start, end) if place in gaps]
    if len(places) != 1 or end - start > 30 or chars[places[0]] != " ":
        return
    left, right = text[start : places[0]], text[places[0] + 1 : end]
    even = abs(len(left) - len(right)) <= 3 and min(len(left), len(right)) >= _HALF
    if even and not re.search("[，。；：,;、]", left + right) and _any_verb().match(left) and _any_verb().match(right):
        chars[places[0]] = "，"


@cache
def _verbs() -> re.Pattern[str]:
    words = load("verbs")["words"]
    return re.compile(rf"{alternatives(words['adverbs'])}*(?:{alternatives(words['hard'])}|[{_HAN}]{{2}}推[进动])")


@cache
def _any_verb() -> re.Pattern[str]:
    words = load("verbs")["words"]
    return re.compile(rf"{alternatives(words['adverbs'])}*{alternatives([*words['hard'], *words['soft']])}")


@cache
def _open_end() -> re.Pattern[str]:
    words = load("verbs")["words"]
    return re.compile(rf"{alternatives([*words['hard'], *words['soft'], *words['adverbs']])}$")


def _begins_clause(after: str) -> bool:
    verb = _verbs().match(after)
    return verb is not None and len(after) - verb.end() >= 2 and not _NAMED_BY.match(after[verb.end() :])


def _ends_open(before: str) -> bool:
    return _WEAK_END.search(before) is not None or _open_end().search(before) is not None
