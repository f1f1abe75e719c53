"""Where extraction is weakest, with an example of each place."""

from collections.abc import Mapping

from kg.scoring import CLASSES, score, similarity

from .gold import Case

LONGEST = 18
"""Names are shown up to so many characters: names, never sentences."""

Row = tuple[str, str, int, int, str]


def worst(cases: Mapping[str, Case], rows: int = 10) -> list[Row]:
    """Return (document, class, missed, spurious, example) for the classes with the most entity errors, most first."""
    found: list[Row] = []
    for name, case in cases.items():
        errors = score(case.gold, case.predicted).errors
        for kind in CLASSES:
            missed = [what for fault, of, what in errors if (fault, of) == ("missed", kind)]
            spurious = [what for fault, of, what in errors if (fault, of) == ("spurious", kind)]
            found.append((name, kind, len(missed), len(spurious), _example(missed, spurious)))
    return sorted(found, key=lambda row: (-row[2] - row[3], row[0], CLASSES.index(row[1])))[:rows]


def _example(missed: list[str], spurious: list[str]) -> str:
    """Return the missed name and the spurious one that are most alike: most errors are errors of boundary."""
    wrong, right = (sorted({name for name in names if len(name) <= LONGEST}) for names in (spurious, missed))
    if not right:
        return f"{wrong[0]} is none" if wrong else ""
    pairs = [(_alike(a, b), b, a) for a in right for b in wrong]
    near = max(pairs, default=(0.0, "", ""))
    return f"{near[2]} taken as {near[1]}" if near[0] > 0 else f"{right[0]} not found"


def _alike(one: str, two: str) -> float:
    return similarity({"name": one}, {"name": two})
