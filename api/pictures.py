"""Parts of the graph as they are drawn."""

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from api.ids import local, whole
from api.layout import positions
from api.problem import NotFound
from api.schema import Basis, Edge, Graph, Node
from kg.graph import GraphEdge, GraphNode, nodes_of
from kg.links import Links, Wanted
from kg.store import Store

_STRENGTH: tuple[Basis, ...] = ("stated", "section", "inferred")
DOCUMENTS = 1000
"""So many of the documents that name a node are told with it."""


def picture(links: Links, wanted: Wanted, limit: int, aspect: float) -> Graph:
    """Return the best linked nodes that meet the conditions, laid out around the themes; where there are links among
    them, only those that have one.
    """
    found, total = links.best(wanted, limit)
    edges = links.among((node.iri for node in found), wanted.bases)
    ends = {iri for edge in edges for iri in (edge.source, edge.target)}
    kept = sorted((n for n in found if not ends or n.iri in ends or n.type == "Theme"), key=lambda n: n.iri)
    themes = [node.iri for node in found if node.type == "Theme"]
    labels = {node.iri: max(node.label, node.label_en, key=len) for node in kept}  # whichever language is shown
    placed = positions(labels, sorted({(e.source, e.target) for e in edges}), themes, aspect)
    drawn = _drawn(links, kept, edges, total)
    places = {local(iri): dict(zip("xy", place, strict=True)) for iri, place in placed.items()}
    return drawn.model_copy(update={"nodes": [node.model_copy(update=places[node.id]) for node in drawn.nodes]})


def named(links: Links, words: str, kind: str, limit: int) -> Graph:
    """Return things one of whose names holds the words, best linked first, without their links."""
    found, total = links.best(Wanted(words=words, classes=(kind,) if kind else ()), limit)
    return _drawn(links, found, [], total)


def around(links: Links, store: Store, id: str, limit: int) -> Graph:
    """Return a thing with its best attested relations; raises NotFound."""
    near = links.neighbors(node_of(store, id).iri, limit)
    return _drawn(links, near.nodes, near.edges, total=near.total + 1)


def path(links: Links, store: Store, start: str, end: str, longest: int) -> Graph:
    """Return a shortest path between two things, in order; raises NotFound where one is unknown."""
    edges = links.path(node_of(store, start).iri, node_of(store, end).iri, longest)
    nodes = links.nodes(iri for edge in edges for iri in (edge.source, edge.target))
    return _drawn(links, nodes, edges, total=len(edges) + 1)


def node_of(store: Store, id: str) -> GraphNode:
    """Return a thing or theme, or what it is merged into; raises NotFound."""
    try:
        found = nodes_of(store, [store.shown(NamedNode(whole(id)).value)])
    except ValueError:  # not an IRI
        found = ()
    if not found:
        raise NotFound(f"no thing {id!r}", "take an id from /entities, /search or /ask")
    return found[0]


def _drawn(links: Links, nodes: Iterable[GraphNode], edges: Sequence[GraphEdge], total: int) -> Graph:
    shown = list(nodes)
    documents = links.documents((n.iri for n in shown if n.type != "Theme"), DOCUMENTS)
    return Graph(
        nodes=[
            Node(
                id=local(n.iri),
                label=n.label,
                label_en=n.label_en or None,
                class_=n.type,
                status=n.status or None,
                degree=n.degree,
                documents=documents.get(n.iri, []),
            )
            for n in shown
        ],
        edges=[_edge(edge) for edge in edges],
        total=total,
    )


def _edge(edge: GraphEdge) -> Edge:
    return Edge(
        id=f"{local(edge.source)}|{edge.predicate}|{local(edge.target)}",
        from_=local(edge.source),
        to=local(edge.target),
        predicate=edge.predicate,
        basis=next(b for b in _STRENGTH if b in edge.bases),
        confidence=edge.confidence,
        claims=edge.claims,
    )
