"""Names that the learned classifier finds in the noun phrases that the rules leave, and what rests on them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from kg.claim import Claim
from kg.classifier.classifier import NAMED, Classifier
from kg.classifier.features import features
from kg.classifier.likeness import Names
from kg.classifier.member import Member, members
from kg.entity import Entity, EntityType, scored_class
from kg.extraction.candidate import Candidate
from kg.extraction.naming import words
from kg.extraction.reading import Reading

RULE = "learned-name"

LEAST = 0.55
"""The probability, as the classifier gives it, from which a member stands as a name."""

_TEMPERATURE = 2
"""How much surer the classifier is of new texts than it should be: out of document, names of 0.9 are right as often as
those of 0.75 should be (tests/evals/RESULTS.md)."""

_SHORTEST, _LONGEST = 4, 40  # characters of a name
_LED = re.compile("基于|依托|围绕|按照|根据|通过|针对|关于|随着|以及|并且|[以由对把将从被让使的等]")  # begins no name
_COUNTED = re.compile(r"\d(?:余|多)?(?:个|项|条|座|所|家|处|名|户|万|亿|%)")  # what is an indicator's


def find(reading: Reading, standing: Sequence[Candidate], classifier: Classifier) -> list[Candidate]:
    """Return names that are like none of the standing candidates of their class, the likeliest first."""
    if not classifier.rows:
        return []
    free = [m for m in members(reading, standing) if m.free and _nameable(m.name)]
    likely = sorted(_likely(free, classifier), key=lambda c: (-c.confidence, c.start))
    known = {kind: Names(n for c in standing if scored_class(c.type) == kind for n in _forms(c)) for kind in NAMED}
    found: list[Candidate] = []
    for candidate in likely:
        others = known[scored_class(candidate.type)]
        if not any(map(others.like, _forms(candidate))):
            for form in _forms(candidate):
                others.add(form)
            found.append(candidate)
    return found


def qualified(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> list[Claim]:
    """Return the claims, those on a learned name with it as a rule before their own and as sure as both together.

    Nothing is part of a learned name: what is no campaign would swallow all that follows it.
    """
    learned = {id: entity for id, entity in entities.items() if entity.rule == RULE}
    kept = (c for c in claims if not (c.predicate == "partOf" and c.object in learned))
    return [_qualified(c, [learned[end] for end in (c.subject, c.object) if end in learned]) for c in kept]


def _nameable(name: str) -> bool:
    return _SHORTEST <= len(name) <= _LONGEST and not _COUNTED.search(name) and not _LED.match(name)


def _qualified(claim: Claim, learned: Sequence[Entity]) -> Claim:
    for entity in learned:
        claim = replace(claim, confidence=round(claim.confidence * entity.confidence, 2))
    return replace(claim, rule=f"{RULE}+{claim.rule}") if learned else claim


def _forms(candidate: Candidate) -> tuple[str, ...]:
    return candidate.name, *candidate.aliases


def _likely(free: Sequence[Member], classifier: Classifier) -> Iterator[Candidate]:
    chances = classifier.probabilities([features(member) for member in free])
    for number in np.flatnonzero(chances[:, 1:].max(axis=1, initial=0) >= LEAST).tolist():
        member, kind = free[number], NAMED[int(chances[number, 1:].argmax())]
        if kind not in member.over:
            yield _candidate(member, kind, _confidence(float(chances[number].max())))


def _confidence(chance: float) -> float:
    """Return how often what the classifier gives this probability turns out right."""
    yes: float = chance ** (1 / _TEMPERATURE)
    no: float = (1 - chance) ** (1 / _TEMPERATURE)
    return round(yes / (yes + no), 3)


def _candidate(member: Member, kind: EntityType, chance: float) -> Candidate:
    text, item = member.item.text, member.item
    name = text if kind == "Goal" else member.name
    campaign = words().programme.search(name) or name.strip("“”") in words().known
    exact: EntityType = "Programme" if kind == "Project" and campaign else kind
    return Candidate(exact, name, item.start, item.end, RULE, chance, (text,) if name != text else ())
