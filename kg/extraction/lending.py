"""What the last member of a coordination without 等 lends those before it (`宁泾、绩旌高速` names two motorways)."""

import re

import rjieba

from kg.extraction.naming import coined, words
from kg.extraction.place_names import is_place

_SHORTEST, _LONGEST = 2, 6  # characters of a proper name that needs the noun of another
_NEAR = 2  # by so many characters at most the last member's own name is longer or shorter than the first's
_OTHER = re.compile(r"[的“”《》（）\d\s]")
_VAGUE = re.compile(r"(?:期|平台|系统|规划|中心)$")


def lent(firsts: list[str], last: str) -> str:
    """Return the noun that the members before the last one lack, with the words before it that are not a proper name.

    Empty where they are no proper names, or have nouns of their own.
    """
    if not firsts or not all(_bare_name(first) for first in firsts):
        return ""
    split = words().parts.match(last)
    if split is None or not (split.group("head") or split.group("work").removesuffix("建设")):
        return ""
    what = split.group("what")
    begin = _own_name(what, len(firsts[-1]))
    tail = last[begin:] if begin else ""
    return "" if not tail or _VAGUE.fullmatch(tail) else tail


def _bare_name(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and not _OTHER.search(text)
        and not words().head.search(text)
        and not words().work.search(text)
        and not words().strong_work.search(text)
        and not words().loose.match(text)
        and (is_place(text) or coined(text))
    )


def _own_name(what: str, length: int) -> int:
    """Return how many characters of `what` are the name of the last member, given how long the others' are; 0 for none.

    The name ends where a word ends, as near to that length as can be.
    """
    if len(what) <= length:
        return len(what) if length - len(what) <= _NEAR and len(what) > 1 else 0
    ends, at = [], 0
    for word in rjieba.cut(what, False):
        at += len(word)
        ends.append(at)
    near = [end for end in ends if abs(end - length) <= _NEAR and end > 1]
    return min(near, key=lambda end: (abs(end - length), end), default=0)
