"""What the classifier judges: the members of the noun phrases of a document, each with what stands around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.entity import EntityType, scored_class
from kg.extraction.candidate import Candidate
from kg.extraction.clause import Clause
from kg.extraction.phrase import Item, Phrase
from kg.extraction.reading import Reading

_SETTLED: frozenset[EntityType] = frozenset({"Project", "Reform", "Goal"})

Kinds = frozenset[EntityType]
_NONE: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a noun phrase: `last` of its row or not, and the character that `follows` it.

    `over` holds the classes of the rules' candidates that share characters with it, `beside` of those elsewhere in its
    phrase.
    """

    item: Item
    phrase: Phrase
    clause: Clause
    last: bool
    follows: str
    over: Kinds
    beside: Kinds

    @property
    def free(self) -> bool:
        """Whether the rules find no project, reform or goal in it."""
        return self.over.isdisjoint(_SETTLED)

    @property
    def name(self) -> str:
        """The member, completed by the noun that its coordination lends it."""
        text, tail = self.item.text, self.item.tail
        return text if text.endswith(tail) else text + tail


def members(reading: Reading, standing: Sequence[Candidate]) -> Iterator[Member]:
    """Yield all members in reading order; `standing` are those of the rules' candidates that have no rival."""
    by_clause: dict[int, list[Candidate]] = {}
    for candidate in standing:
        by_clause.setdefault(reading.clause_at(candidate.start), []).append(candidate)
    for phrase in reading.phrases:
        clause = reading.clauses[phrase.clause]
        within = [c for c in by_clause.get(phrase.clause, ()) if c.start < phrase.end and c.end > phrase.start]
        for item in phrase.items:
            over = beside = _NONE
            if within:
                shares = [c for c in within if c.start < item.end and c.end > item.start]
                over, beside = _kinds(shares), _kinds(c for c in within if c not in shares)
            follows = reading.text[item.end : item.end + 1]
            yield Member(item, phrase, clause, item is phrase.items[-1], follows, over, beside)


def _kinds(candidates: Iterable[Candidate]) -> Kinds:
    return frozenset(scored_class(candidate.type) for candidate in candidates)
