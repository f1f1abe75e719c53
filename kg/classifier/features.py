"""The features of a member of a noun phrase, as strings: the name of a template and what it sees."""

from functools import cache, lru_cache
from itertools import product

import rjieba

from kg.classifier.member import Member
from kg.extraction.lexicon import load

_LISTS = {
    "project": ("projects", ("head",)),
    "work": ("projects", ("work", "strong_work")),
    "programme": ("programmes", ("head",)),
    "goal": ("goals", ("head",)),
    "weak goal": ("goals", ("weak_head",)),
    "free": ("reforms", ("free",)),
    "ruled": ("reforms", ("ruled",)),
    "perfected": ("reforms", ("perfected",)),
}
"""The lists of head nouns by file and key of the lexicon."""

_LONGEST_HEAD = 6
_LONGEST = 24  # characters, above which a name is simply long
_WORDS = 10
_REMEMBERED = 20_000  # names and words
_ROWS = ("row=1", "row=2", "row=3", "row=4 or more")
_FLAGS = {flags: "heading={} listed={} counted={}".format(*flags) for flags in product((False, True), repeat=3)}


def features(member: Member) -> list[str]:
    """Return the features of a member, each at most once counted by the classifier."""
    name, phrase, clause = member.name, member.phrase, member.clause
    governor = phrase.governor.strip()
    verb, part, last = governor[-2:], clause.part, name[-2:]
    found = [
        *_of_name(member.item.text, member.item.tail),
        "verb1=" + governor[-1:],
        "verb2=" + verb,
        "verb4=" + governor[-4:],
        "predicate=" + phrase.predicate[:2],
        "part=" + part,
        "end+verb=" + last + verb,
        "end+part=" + last + part,
        _ROWS[min(len(phrase.items), len(_ROWS)) - 1],
        _FLAGS[clause.heading, phrase.listed, member.item.counted],
        "last" if member.last else "not last",
        "follows=" + member.follows,
        *["beside=" + kind for kind in sorted(member.beside) or ("none",)],
    ]
    for head in heads(name):
        found += ["head=" + head, "head+verb=" + head + verb, "head+part=" + head + part]
    return found


@lru_cache(maxsize=_REMEMBERED)
def _of_name(text: str, tail: str) -> tuple[str, ...]:
    """Return the features that the words themselves give."""
    name = text if text.endswith(tail) else text + tail
    words = rjieba.tag(text, False)
    found = [
        "end1=" + name[-1:],
        "end2=" + name[-2:],
        "end3=" + name[-3:],
        "end4=" + name[-4:],
        "start1=" + text[:1],
        "start2=" + text[:2],
        "start3=" + text[:3],
        *["pair=" + text[at : at + 2] for at in range(min(len(text), _LONGEST) - 1)],
        *["word=" + word for word, _ in words[:_WORDS]],
        f"length={len(text) if len(text) < 12 else min(len(text), _LONGEST) // 3 * 3}",
        "first word=" + words[0][0],
        "last word=" + words[-1][0],
        "first speech=" + words[0][1],
        "last speech=" + words[-1][1],
    ]
    if len(words) > 1:
        found.append("last words=" + words[-2][0] + words[-1][0])
    if tail:
        found += ["lent", "own end=" + text[-2:]]
    if "的" in text:
        found.append("attributive")
    if "“" in text or "《" in text:
        found.append(f"quoted whole={text[0] in '“《' and text[-1] in '”》'}")
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def heads(name: str) -> tuple[str, ...]:
    """Return the lists of head nouns of which one ends the name, `none` where none does."""
    known = _lists()
    found = dict.fromkeys(kind for size in range(1, _LONGEST_HEAD) for kind in known.get(name[-size:], ()))
    return tuple(found) or ("none",)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """Return for each head noun the lists that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, (file, keys) in _LISTS.items():
        for noun in dict.fromkeys(noun for key in keys for noun in load(file)["words"][key]):
            found[noun] = (*found.get(noun, ()), kind)
    return found
