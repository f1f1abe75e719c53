"""What two documents share, add, change and drop."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from kg.naming import normalise
from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import PREFIXES, Graph, pairs, withheld
from kg.questions.names import Names
from kg.questions.naming import names_of
from kg.questions.observations import observations
from kg.questions.sparql import within
from ontology.terms import document_iri

COMPARED = ("Project", "Reform", "Goal", "Indicator")
SAME_NAME = 0.8
"""Names of one class with at least this F1 of character pairs are one thing in two reports."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one document says of a thing: its states, or an indicator's values, and where it is first named."""

    iri: str
    facts: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A thing in one document or in both."""

    iri: str
    label: str
    kind: str
    before: Side | None
    after: Side | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data; `before` or `after` is None where that document lacks the thing."""
        return {
            "iri": self.iri,
            "label": self.label,
            "class": self.kind,
            "before": _side(self.before),
            "after": _side(self.after),
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """Things by what became of them; `shared` are those whose states and values are the same."""

    doc_a: str
    doc_b: str
    shared: tuple[Change, ...] = ()
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    dropped: tuple[Change, ...] = ()
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        lists = {
            name: [change.to_dict() for change in getattr(self, name)]
            for name in ("shared", "added", "changed", "dropped")
        }
        return {"docA": self.doc_a, "docB": self.doc_b, **lists, "reason": self.reason}


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"iri": side.iri, "facts": list(side.facts), "evidence": [e.to_dict() for e in side.evidence]}


FATES = ("shared", "added", "changed", "dropped")


def diff(graph: Graph, doc_a: str, doc_b: str, fates: Collection[str] = FATES) -> Diff:
    """Compare two documents by their ids, the older first; `reason` names an id that the graph lacks.

    Only the things of these fates are told, as half of the time goes into reading their quotes.
    """
    names = names_of(graph)
    missing = [doc for doc in (doc_a, doc_b) if str(document_iri(doc)) not in names.documents]
    if missing:
        return Diff(doc_a, doc_b, reason=f"the graph has no document {missing[0]!r}; see the list of documents")
    before, after = (_sides(graph, names, str(document_iri(doc))) for doc in (doc_a, doc_b))
    matches = _matches(names, before, after)
    found: dict[str, list[_Pair]] = {fate: [] for fate in FATES}
    for iri, side in before.items():
        other = after.get(matches.get(iri, ""))
        fate = "dropped" if other is None else "shared" if side.facts == other.facts else "changed"
        found[fate].append((side, other))
    met = set(matches.values())
    found["added"] = [(None, side) for iri, side in after.items() if iri not in met]
    told = {fate: found[fate] for fate in FATES if fate in fates}
    evidence = evidence_of(graph, (s.mention for each in told.values() for pair in each for s in pair if s))
    shared, added, changed, dropped = (
        tuple(sorted((_change(names, evidence, *pair) for pair in told.get(fate, ())), key=_order)) for fate in FATES
    )
    return Diff(doc_a, doc_b, shared, added, changed, dropped)


def _order(change: Change) -> tuple[str, int, str]:
    side = change.after or change.before
    start = side.evidence[0].start if side and side.evidence else 0
    return change.kind, start, change.iri


def _change(
    names: Names, evidence: Mapping[str, tuple[Evidence, ...]], before: "_Found | None", after: "_Found | None"
) -> Change:
    one, other = (each and Side(each.iri, each.facts, evidence.get(each.mention, ())) for each in (before, after))
    thing = names.things[(other or one).iri]  # type: ignore[union-attr]
    return Change(thing.iri, thing.label, thing.kind, one, other)


class _Found(NamedTuple):
    """What one document says of a thing, and a mention of it."""

    iri: str
    facts: tuple[str, ...]
    mention: str


_Pair: TypeAlias = tuple[_Found | None, _Found | None]


def _sides(graph: Graph, names: Names, document: str) -> dict[str, _Found]:
    """Return what a document says of its things, by IRI."""
    lines = within((document,), ["?mention zc:mentionOf ?thing ."])
    mentions: dict[str, str] = {}
    for mention, own in pairs(graph, f"{PREFIXES}SELECT ?mention ?thing WHERE {{ {' '.join(lines)} }}"):
        iri = names.shown(own)
        mentions[iri] = min(mentions.get(iri, mention), mention)
    facts = _facts(graph, names, document)
    return {
        iri: _Found(iri, tuple(sorted(facts.get(iri, ()))), mention)
        for iri, mention in sorted(mentions.items())
        if set(COMPARED) & names.things[iri].classes.keys()
    }


def _facts(graph: Graph, names: Names, document: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    stated = "?claim zc:claimPredicate zc:hasStatus ; zc:claimSubject ?thing ; zc:claimObject ?status ."
    query = f"{PREFIXES}SELECT ?claim ?thing ?status WHERE {{ {' '.join(within((document,), [stated]))} }}"
    wrong = withheld(graph)
    for claim, own, status in pairs(graph, query):
        if claim not in wrong:
            found[names.shown(own)].add(status.rpartition("#")[2])
    for o in observations(graph, (), (document,)):
        value = o.text if o.value is None else f"{o.value}–{o.value_max}" if o.value_max is not None else f"{o.value}"
        found[o.indicator].add(f"{value}{o.unit} {o.kind} {o.period}".strip())
    return found


def _matches(names: Names, before: Collection[str], after: Collection[str]) -> dict[str, str]:
    """Return what the things of one document are in the other: the same IRI, else the nearest name of their class."""
    matches = {iri: iri for iri in before if iri in after}
    free = [iri for iri in after if iri not in matches]
    parts = {iri: _pairs(names, iri) for iri in (*before, *free)}
    index: dict[str, list[str]] = defaultdict(list)
    for iri in free:
        for pair in sorted(parts[iri]):
            index[pair].append(iri)
    scored = []
    for iri in before:
        if iri in matches:
            continue
        kind = set(names.things[iri].classes) & set(COMPARED)
        for other in sorted({o for pair in parts[iri] for o in index.get(pair, ())}):
            shared = 2 * len(parts[iri] & parts[other]) / (len(parts[iri]) + len(parts[other]))
            if shared >= SAME_NAME and kind & names.things[other].classes.keys():
                scored.append((-shared, iri, other))
    taken: set[str] = set()
    for _, iri, other in sorted(scored):
        if iri not in matches and other not in taken:
            matches[iri] = other
            taken.add(other)
    return matches


def _pairs(names: Names, iri: str) -> frozenset[str]:
    name = normalise(names.things[iri].label)
    return frozenset(name[i : i + 2] for i in range(len(name) - 1)) or frozenset((name,))
