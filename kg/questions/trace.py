"""From a project, reform or task up to the bodies that answer for it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.naming import entity_iri, normalise
from kg.questions.evidence import Evidence, evidence_of
from kg.questions.graph import PREFIXES, Graph, Row, rows
from kg.questions.linking import Near, link
from kg.questions.names import Named, Names
from kg.questions.naming import names_of
from kg.questions.sparql import values

UPWARD = ("partOf", "responsibleBody", "establishes")
_ORGAN = re.compile("..[部委局院署办会厅府社]$|公司$|中心$")
"""Bodies that have others under them; 海关 in 海关总署 is no body above it."""
DEEPEST = 6
ISSUER = "issuer-default"
PREFIX = "name-prefix"


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain; `rule` names what found it, `depth` counts from the thing traced, 1 for its own links."""

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    role: str
    basis: str
    rule: str
    depth: int
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "subject": {"iri": self.subject, "label": self.subject_label},
            "predicate": self.predicate,
            "object": {"iri": self.object, "label": self.object_label},
            "role": self.role or None,
            "basis": self.basis,
            "rule": self.rule,
            "depth": self.depth,
            "evidence": [item.to_dict() for item in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """The chain in the order in which it was walked; without steps the reason why."""

    name: str
    things: tuple[tuple[str, str, str], ...]
    steps: tuple[Step, ...]
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "name": self.name,
            "things": [{"iri": iri, "label": label, "class": kind} for iri, label, kind in self.things],
            "steps": [step.to_dict() for step in self.steps],
            "abstained": not self.steps,
            "reason": self.reason,
        }


def trace(graph: Graph, name: str, near: Near | None = None) -> Trace:
    """Return the links from what a name stands for to its wholes, bodies, the bodies it sets up and theirs above.

    Only where no document says who answers for it, the issuer of its document stands at the end, as inferred.
    """
    names = names_of(graph)
    found = link(name, names, ("Project", "Reform", "Goal", "Indicator", "Agency"), near)
    if not name.strip() or found is None:
        return Trace(name, (), (), f"the graph has nothing named {name!r}; search for its words instead")
    things = tuple((iri, names.things[iri].label, names.things[iri].kind) for iri in found.iris)
    steps = list(_upward(graph, names, found.iris))
    if not any(step.predicate == "responsibleBody" for step in steps):
        steps.extend(_issuers(graph, names, [iri for iri, _, kind in things if kind != "Agency"]))
    steps.extend(_parents(graph, names, steps, found.iris))
    reason = "" if steps else f"no document says who answers for {name!r}, and none tells its issuer"
    return Trace(name, things, tuple(steps), reason)


def _upward(graph: Graph, names: Names, start: Iterable[str]) -> Iterator[Step]:
    """Yield claims level by level; each thing is left once, so that circles end."""
    seen, level = dict.fromkeys(start), list(start)
    for depth in range(1, DEEPEST + 1):
        found = _claims(graph, level)
        evidence = evidence_of(graph, (row["claim"] for row in found))
        steps = [
            _step(names, row, evidence.get(row["claim"], ()), depth) for row in found if row["object"] in names.things
        ]
        yield from _merged(steps)
        level = [s.object for s in steps if s.predicate == "partOf" and s.object not in seen]
        seen |= dict.fromkeys(level)
        level = list(dict.fromkeys(level))
        if not level:
            return


def _claims(graph: Graph, subjects: list[str]) -> list[Row]:
    query = f"""{PREFIXES}SELECT DISTINCT ?claim ?subject ?predicate ?object ?role ?basis ?rule WHERE {{
  {values("subject", subjects)}
  ?claim zc:claimSubject ?subject ; zc:claimPredicate ?predicate ; zc:claimObject ?object ; zc:basis ?basis .
  FILTER(?predicate IN ({", ".join(f"zc:{name}" for name in UPWARD)}))
  OPTIONAL {{ ?claim zc:role ?role }} OPTIONAL {{ ?claim zc:rule ?rule }}
}}"""
    return rows(graph, query)


def _step(names: Names, row: Row, evidence: tuple[Evidence, ...], depth: int) -> Step:
    return Step(
        row["subject"],
        names.things[row["subject"]].label,
        row["predicate"].rpartition("#")[2],
        row["object"],
        names.things[row["object"]].label,
        row.get("role", "").rpartition("#")[2],
        row["basis"].rpartition("#")[2],
        row.get("rule", ""),
        depth,
        evidence,
    )


def _merged(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield one step for each link and role, the strongest basis first, with the quotes of that basis."""
    order = {"responsibleBody": 0, "establishes": 1, "partOf": 2}
    roles = {"lead": 0, "operate": 1, "": 2, "support": 3}
    bases = {"stated": 0, "section": 1, "inferred": 2}
    known: set[tuple[str, str, str, str]] = set()
    for step in sorted(
        (s for s in steps if s.evidence),
        key=lambda s: (
            order[s.predicate],
            roles.get(s.role, 2),
            bases.get(s.basis, 3),
            s.evidence[0].doc,
            s.evidence[0].start,
            s.object,
        ),
    ):
        key = (step.subject, step.predicate, step.object, step.role)
        if key not in known:
            known.add(key)
            yield step


def _issuers(graph: Graph, names: Names, things: Iterable[str]) -> Iterator[Step]:
    """Yield the issuers of the documents that name the things, as inferred; the quote is where they are named."""
    query = f"""{PREFIXES}SELECT DISTINCT ?thing ?document ?mention WHERE {{
  {values("thing", things)}
  ?mention zc:mentionOf ?thing ; zc:inDocument ?document .
}}"""
    known: set[tuple[str, str]] = set()
    found = rows(graph, query)
    evidence = evidence_of(graph, (row["mention"] for row in found))
    for row in sorted(found, key=lambda r: (r["thing"], r["document"], evidence[r["mention"]][0].start)):
        document = names.documents.get(row["document"])
        if document is None or not document.issuer or (row["thing"], document.iri) in known:
            continue
        known.add((row["thing"], document.iri))
        body = _body(names, document.issuer, document.place)
        yield Step(
            row["thing"], names.things[row["thing"]].label, "responsibleBody", body, document.issuer, "", "inferred",
            ISSUER, 1, evidence[row["mention"]][:1],
        )  # fmt: skip


def _body(names: Names, issuer: str, place: str) -> str:
    """Return the agency of that name in the graph, else the IRI that it would have."""
    known = [i for i in names.by_name.get(normalise(issuer), ()) if "Agency" in names.things[i].classes]
    near = [i for i in known if not place or place in names.things[i].within]
    return (near or known or [str(entity_iri("Agency", issuer, normalise(place)))])[0]


def _parents(graph: Graph, names: Names, steps: list[Step], start: Iterable[str]) -> Iterator[Step]:
    """Yield bodies above bodies: one whose whole name another's begins with, in the same documents' jurisdiction."""
    bodies = {s.object: s.depth for s in steps if s.predicate == "responsibleBody" and s.object in names.things}
    bodies |= {i: 0 for i in start if "Agency" in names.things[i].classes}
    found = [(names.things[iri], parent, depth) for iri, depth in bodies.items() if (parent := _above(names, iri))]
    places = _first_mentions(graph, [child.iri for child, _, _ in found])
    for child, parent, depth in found:
        evidence = places.get(child.iri, ())
        if evidence:
            yield Step(
                child.iri, child.label, "partOf", parent.iri, parent.label, "", "inferred", PREFIX, depth + 1, evidence
            )  # fmt: skip


def _above(names: Names, iri: str) -> Named | None:
    thing = names.things[iri]
    name = normalise(thing.label)
    for size in range(len(name) - 1, 1, -1):
        for other in names.by_name.get(name[:size], ()):
            parent = names.things[other]
            shared = parent.within.keys() & thing.within.keys()
            if other != iri and shared and "Agency" in parent.classes and _ORGAN.search(parent.label):
                return parent
    return None


def _first_mentions(graph: Graph, things: list[str]) -> dict[str, tuple[Evidence, ...]]:
    if not things:
        return {}
    query = f"""{PREFIXES}SELECT ?thing (MIN(?each) AS ?mention) WHERE {{
  {values("thing", things)} ?each zc:mentionOf ?thing .
}} GROUP BY ?thing"""
    found = {row["thing"]: row["mention"] for row in rows(graph, query) if "thing" in row}
    evidence = evidence_of(graph, found.values())
    return {thing: evidence.get(mention, ())[:1] for thing, mention in found.items()}
