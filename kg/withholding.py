"""Withholding: claims and things that readers marked wrong, which documents state and queries do not see."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.nodes import PROV, ZC
from kg.rdf import ROLE_PREDICATE
from kg.same import Same
from ontology.terms import BASE, GRAPH

WITHHELD = NamedNode(BASE + "withheld")
"""The graph that says of each claim which mark speaks against it (PROV-O, wasInvalidatedBy)."""
_ROLES = {getattr(ZC, role): predicate for role, predicate in ROLE_PREDICATE.items()}
_ENDS = {ZC.claimSubject, ZC.claimPredicate, ZC.claimObject}
_MERGE = DefaultGraph()


def withheld(store: ox.Store) -> dict[Any, Any]:
    """Return the claims, values and things that are withheld, each with the mark that speaks against it."""
    return {q.subject: q.object for q in store.quads_for_pattern(None, PROV.wasInvalidatedBy, None, WITHHELD)}


def withhold(store: ox.Store, same: Same, claims: Mapping[str, str]) -> set[str]:
    """Bring the merge of a store in line with what is to be withheld; see `kg.store.Store.withhold`."""
    before, now = withheld(store), {NamedNode(claim): NamedNode(mark) for claim, mark in claims.items()}
    for claim, mark in before.items():
        store.remove(Quad(claim, PROV.wasInvalidatedBy, mark, WITHHELD))
        store.remove(Quad(claim, PROV.wasInvalidatedBy, mark))
        store.extend(Quad(*triple) for triple in (*_own(store, same, claim), *_plain(_own(store, same, claim))))
    gone = {triple for claim in now for triple in _own(store, same, claim)}
    for triple in gone:
        store.remove(Quad(*triple))
    for triple in _plain(gone):
        if not _backed(store, triple):
            store.remove(Quad(*triple))
    store.extend(Quad(c, PROV.wasInvalidatedBy, mark, g) for c, mark in now.items() for g in (WITHHELD, _MERGE))
    return {unquote(q.graph_name.value.removeprefix(str(GRAPH))) for c in before | now for q in _said(store, c)}


def _said(store: ox.Store, item: NamedNode) -> list[Any]:
    """Return what documents say of a claim, a value or a thing, also what they say of other things by it."""
    quads = (q for ends in ((item, None), (None, item)) for q in store.quads_for_pattern(ends[0], None, ends[1], None))
    return [q for q in quads if isinstance(q.graph_name, NamedNode) and q.graph_name != WITHHELD]


def _own(store: ox.Store, same: Same, claim: NamedNode) -> list[Triple]:
    return [same.seen(quad) for quad in _said(store, claim)]


def _plain(triples: Any) -> Iterator[Triple]:
    """Yield the relations that claims state, given what is said of the claims."""
    of: dict[Any, dict[Any, Any]] = {}
    for triple in triples:
        of.setdefault(triple.subject, {})[triple.predicate] = triple.object
    for said in of.values():
        if said.keys() >= _ENDS:
            for predicate in (said[ZC.claimPredicate], _ROLES.get(said.get(ZC.role))):
                if predicate is not None:
                    yield Triple(said[ZC.claimSubject], predicate, said[ZC.claimObject])


def _backed(store: ox.Store, triple: Triple) -> bool:
    """Return whether a claim that is seen states this relation."""
    claims = (q.subject for q in store.quads_for_pattern(None, ZC.claimSubject, triple.subject, _MERGE))
    seen = ((q.triple for q in store.quads_for_pattern(claim, None, None, _MERGE)) for claim in claims)
    return any(triple in _plain(triples) for triples in seen)
