"""From keys to merges: things that share a key become one, the surest rules first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.naming import fold
from kg.resolution.home import Home
from kg.resolution.keys import RULES, keys, spelled
from kg.resolution.referent import Merge, Referent

DECIDED = "decided"
"""The rule of what a person has declared one."""
CONFIDENCE = {"alias": 0.8, "filler": 0.8, "counted": 0.85, "place-dropped": 0.9, DECIDED: 1.0}
SURE = 0.95
_TELLING = {"Goal": 5, "Reform": 4, "Project": 3}
"""A name of fewer characters says too little (新局面): it is not said of one thing in every document."""
_LEVELS = "省市县区镇乡旗州"


class _Clusters:
    """Sets of things that are one; two that must stay apart never come into one set."""

    def __init__(self, referents: Sequence[Referent], apart: Iterable[tuple[str, str]]) -> None:
        self._set = {r.iri: r.iri for r in referents}
        self.members = {r.iri: [r.iri] for r in referents}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)
        self.rules: dict[str, str] = {}
        """The boldest rule that a set needed, by the set."""

    def of(self, iri: str) -> str:
        """Return the name of a thing's set."""
        return self._set[iri]

    def join(self, one: str, other: str, rule: str) -> None:
        """Make two things one, unless things of their sets must stay apart."""
        kept, gone = sorted((self._set[one], self._set[other]))
        if kept == gone or any(self._apart[iri] & set(self.members[gone]) for iri in self.members[kept]):
            return
        for iri in self.members[gone]:
            self._set[iri] = kept
            self.rules.setdefault(iri, rule)
        for iri in self.members[kept]:
            self.rules.setdefault(iri, rule)
        self.members[kept] += self.members.pop(gone)


def merges(
    referents: Sequence[Referent],
    home: Home,
    apart: Iterable[tuple[str, str]] = (),
    together: Iterable[tuple[str, str]] = (),
) -> list[Merge]:
    """Return which things are seen as which other one, sorted by IRI.

    `apart` are pairs of things that are two, `together` pairs that a person has declared one. The order of the
    referents does not matter.
    """
    ordered = sorted(referents, key=lambda r: r.iri)
    present = {r.iri for r in ordered}
    clusters = _Clusters(ordered, sorted(apart))
    for one, other in sorted(together):
        if {one, other} <= present:
            clusters.join(one, other, DECIDED)
    for rule, owners, borrowers in _groups(ordered, home):
        first, *others = owners
        for other in others:
            clusters.join(first, other, rule)
        if len({clusters.of(iri) for iri in borrowers} - {clusters.of(first)}) == 1:
            clusters.join(first, borrowers[0], rule)
    known = {r.iri: r for r in ordered}
    return sorted(
        (
            merge
            for members in clusters.members.values()
            for merge in _merged([known[i] for i in members], clusters.rules, home)
        ),
        key=lambda m: m.thing,
    )


def _groups(referents: Sequence[Referent], home: Home) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield by rule the things that share a key: those whose name has it, and bodies that a document also calls so."""
    by_key: dict[str, dict[tuple[str, str], dict[str, None]]] = {rule: defaultdict(dict) for rule in RULES}
    for referent in referents:
        for rule, text in keys(referent, referent.name, home):
            by_key[rule][referent.kind, text][referent.iri] = None
    lent: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for referent in referents:
        for name in _also(referent, home):
            for rule, text in keys(referent, name, home):
                if rule == "short-organ":
                    lent[referent.kind, text][referent.iri] = None
    for rule in RULES[:-1]:
        for (kind, text), iris in sorted(by_key[rule].items()):
            if len(iris) > 1 and len(text) >= _TELLING.get(kind, 0):
                yield rule, list(iris), []
    for key, iris in sorted(lent.items()):
        if owners := by_key["short-organ"].get(key):
            yield RULES[-1], list(owners), [iri for iri in iris if iri not in owners]


def _also(referent: Referent, home: Home) -> Iterator[str]:
    """Yield a body's other names; 市委 is none of 北京市委 where the documents' own city is another one."""
    if referent.kind != "Agency":
        return
    level = home.own(spelled(referent.name))[:1]
    for name in referent.names:
        if name != referent.name and (name[0] not in _LEVELS or name[0] == level):
            yield name


def _merged(members: Sequence[Referent], rules: dict[str, str], home: Home) -> Iterator[Merge]:
    shown = min(members, key=lambda member: _fullest(member, home))
    for member in members:
        if member is not shown:
            rule = rules[member.iri]
            yield Merge(member.iri, shown.iri, rule, CONFIDENCE.get(rule, SURE))


def _fullest(referent: Referent, home: Home) -> tuple[bool, bool, int, int, str, str]:
    """Sort the best name first: without noise; a body's in full with its place, else of most documents; the longest."""
    plain = fold(referent.name)
    length, known = -len(plain), -len(referent.documents)
    noisy = spelled(plain) != plain.casefold()
    if referent.kind == "Agency":
        noisy |= "届" in plain
        return noisy, home.own(plain) == plain, length, known, plain, referent.iri
    return noisy, False, known, length, plain, referent.iri
