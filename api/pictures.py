"""Parts of the graph as they are drawn."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
from pyoxigraph import NamedNode

from api.ids import document_id, local, whole
from api.layout import positions
from api.problem import NotFound
from api.schema import Basis, Edge, Graph, Node
from kg.graph import GraphEdge, GraphNode, neighbors, nodes_of, paths
from kg.store import Store

_STRENGTH: tuple[Basis, ...] = ("stated", "section", "inferred")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on nodes, all of which must hold; empty ones do not count."""

    theme: str = ""
    status: str = ""
    documents: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
    limit: int = 80
    aspect: float = 1.5


def picture(graph: "nx.MultiDiGraph[str]", wanted: Wanted) -> Graph:
    """Return the best linked nodes that meet the conditions, laid out around the themes; where there are links among
    them, only those that have one.
    """
    graph = _grounded(graph, wanted.bases)
    found = [iri for iri in graph if graph.degree(iri) and _meets(graph, iri, wanted)]
    found.sort(key=lambda iri: (graph.nodes[iri]["type"] != "Theme", -graph.degree(iri), iri))
    best = graph.subgraph(found[: wanted.limit])
    linked = [iri for iri in best if best.degree(iri) or best.nodes[iri]["type"] == "Theme"]
    kept = graph.subgraph(linked) if best.size() else best
    themes = [iri for iri in found[: wanted.limit] if graph.nodes[iri]["type"] == "Theme"]
    labels = {iri: _widest(kept.nodes[iri]) for iri in sorted(kept)}
    placed = positions(labels, sorted({(a, b) for a, b, _ in kept.edges}), themes, wanted.aspect)
    nodes = [_node(graph, iri).model_copy(update=dict(zip("xy", placed[iri], strict=True))) for iri in labels]
    edges = sorted(kept.edges(keys=True, data=True), key=lambda e: e[:3])
    return Graph(nodes=nodes, edges=[_edge(*edge) for edge in edges], total=len(found))


def _grounded(graph: "nx.MultiDiGraph[str]", bases: Sequence[Basis]) -> "nx.MultiDiGraph[str]":
    """Return the graph with the relations whose strongest basis is one of these; with all where none is given."""
    if not bases:
        return graph
    kept = nx.MultiDiGraph()
    kept.add_nodes_from(graph.nodes(data=True))
    kept.add_edges_from(e for e in graph.edges(keys=True, data=True) if _strongest(e[3]["bases"]) in bases)
    return kept


def named(graph: "nx.MultiDiGraph[str]", words: str, kind: str, limit: int) -> Graph:
    """Return things whose label holds the words, best linked first, without their links."""
    low = words.lower()
    found = [
        iri
        for iri, data in graph.nodes(data=True)
        if (not kind or data["type"] == kind) and (low in data["label"].lower() or low in data["label_en"].lower())
    ]
    found.sort(key=lambda iri: (-graph.degree(iri), iri))
    return Graph(nodes=[_node(graph, iri) for iri in found[:limit]], edges=[], total=len(found))


def around(store: Store, id: str, limit: int) -> Graph:
    """Return a thing with its best attested relations; raises NotFound."""
    near = neighbors(store, node_of(store, id).iri, limit)
    return _drawn(near.nodes, near.edges, total=near.total + 1)


def path(store: Store, start: str, end: str, longest: int) -> Graph:
    """Return a shortest path between two things, in order; raises NotFound where one is unknown."""
    found = paths(store, node_of(store, start).iri, node_of(store, end).iri, longest, limit=1)
    edges = found[0] if found else ()
    return _drawn(nodes_of(store, (iri for e in edges for iri in (e.source, e.target))), edges, total=len(edges) + 1)


def node_of(store: Store, id: str) -> GraphNode:
    """Return a thing or theme, or what it is merged into; raises NotFound."""
    try:
        found = nodes_of(store, [store.shown(NamedNode(whole(id)).value)])
    except ValueError:  # not an IRI
        found = ()
    if not found:
        raise NotFound(f"no thing {id!r}", "take an id from /entities, /search or /ask")
    return found[0]


def _drawn(nodes: Iterable[GraphNode], edges: Sequence[GraphEdge], total: int) -> Graph:
    degrees = Counter(iri for e in edges for iri in (e.source, e.target))
    shown = [
        Node(
            id=local(n.iri),
            label=n.label,
            label_en=n.label_en or None,
            class_=n.type,
            status=n.status or None,
            degree=degrees[n.iri],
        )
        for n in nodes
    ]
    data = ({"claims": e.claims, "bases": " ".join(e.bases), "confidence": e.confidence} for e in edges)
    links = [_edge(e.source, e.target, e.predicate, facts) for e, facts in zip(edges, data, strict=True)]
    return Graph(nodes=shown, edges=links, total=total)


def _node(graph: "nx.MultiDiGraph[str]", iri: str) -> Node:
    data = graph.nodes[iri]
    around = [*graph.out_edges(iri, data="documents"), *graph.in_edges(iri, data="documents")]
    documents = {document_id(d) for *_, found in around for d in found.split()}
    return Node(
        id=local(iri),
        label=data["label"],
        label_en=data["label_en"] or None,
        class_=data["type"],
        status=data["status"] or None,
        degree=graph.degree(iri),
        documents=[] if data["type"] == "Theme" else sorted(documents),
    )


def _widest(data: dict[str, Any]) -> str:
    """Return the label that takes most room, whichever language is shown."""
    return max(str(data["label"]), str(data["label_en"]), key=len)


def _strongest(bases: str) -> Basis:
    """Return the strongest of the bases of a relation's claims, which stand side by side."""
    return next(b for b in _STRENGTH if b in bases.split())


def _edge(source: str, target: str, predicate: str, data: dict[str, Any]) -> Edge:
    return Edge(
        id=f"{local(source)}|{predicate}|{local(target)}",
        from_=local(source),
        to=local(target),
        predicate=predicate,
        basis=_strongest(data["bases"]),
        confidence=data["confidence"],
        claims=data["claims"],
    )


def _meets(graph: "nx.MultiDiGraph[str]", iri: str, wanted: Wanted) -> bool:
    data = graph.nodes[iri]
    if wanted.classes and data["type"] not in wanted.classes:
        return False
    if data["type"] == "Theme":
        return local(iri) == wanted.theme if wanted.theme else not wanted.status
    if wanted.theme and whole(wanted.theme) not in graph[iri]:
        return False
    if wanted.status and data["status"] != wanted.status:
        return False
    return not wanted.documents or not set(wanted.documents).isdisjoint(_node(graph, iri).documents)
