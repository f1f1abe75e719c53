"""Indicators that take the place of others: linked with the years in which each was in use, never fused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.extraction.lexicon import load
from kg.resolution.home import Home
from kg.resolution.keys import keys, synonym
from kg.resolution.referent import Referent, Succession

RULE = "succession"


def successions(referents: Sequence[Referent], shown: Mapping[str, str], home: Home) -> list[Succession]:
    """Return the links among indicators, sorted; `shown` tells under which IRI a merged thing is seen."""
    known: dict[str, set[str]] = defaultdict(set)
    for referent in referents:
        for name in _called(referent, home) if referent.kind == "Indicator" else ():
            known[name].add(shown.get(referent.iri, referent.iri))
    found = {
        Succession(earlier, later, str(int(row["since"]) - 1), row["since"], RULE, row["source"])
        for row in load("resolution")["succession"]
        for earlier in known[synonym(row["earlier"])]
        for later in known[synonym(row["later"])]
        if earlier != later
    }
    return sorted(found, key=lambda s: (s.earlier, s.later))


def _called(referent: Referent, home: Home) -> Iterable[str]:
    return {text for rule, text in keys(referent, referent.name, home) if rule == "synonym"}
