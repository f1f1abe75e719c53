"""The graph of things: neighbours and paths, over the claims of the store."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import networkx as nx
import pyoxigraph as ox

from kg.store import Store

_EDGES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
SELECT ?s ?p ?o (GROUP_CONCAT(DISTINCT ?b; SEPARATOR=" ") AS ?bases) (MAX(?f) AS ?confidence)
    (COUNT(DISTINCT ?c) AS ?claims) (GROUP_CONCAT(DISTINCT ?r; SEPARATOR=" ") AS ?roles)
    (GROUP_CONCAT(DISTINCT STR(?d); SEPARATOR=" ") AS ?documents)
{
    @WHERE@
    ?c zc:claimSubject ?s ; zc:claimPredicate ?p ; zc:claimObject ?o .
    ?c zc:basis ?basis ; zc:confidence ?f ; zc:inDocument ?d .
    OPTIONAL { ?c zc:role ?role }
    BIND(STRAFTER(STR(?basis), "#") AS ?b)
    BIND(STRAFTER(STR(?role), "#") AS ?r)
} GROUP BY ?s ?p ?o
"""
_NODES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?n ?t ?zh ?en {
    @WHERE@
    ?n a ?t ; skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh" && STRSTARTS(STR(?t), STR(zc:)))
    OPTIONAL { ?n skos:prefLabel ?en FILTER(LANG(?en) = "en") }
}
"""
_STATUS = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
SELECT ?n ?o { @WHERE@ ?n zc:hasStatus ?o }
"""
# A thing's most telling class comes first.
CLASSES = ("Programme", "Project", "Task", "Reform", "Goal", "Agency", "Indicator", "Place", "Theme")
STATES = ("completed", "ongoing", "planned")


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A thing or theme; `type` is its narrowest class.

    `status` is completed, ongoing or planned, the furthest that any document claims, "" where none does.
    """

    iri: str
    label: str
    label_en: str
    type: str
    status: str


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """All claims of one relation between two nodes; `predicate` is its local name, `confidence` that of the surest."""

    source: str
    predicate: str
    target: str
    claims: int
    bases: tuple[str, ...]
    roles: tuple[str, ...]
    confidence: float
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and edges; `total` counts the edges that there are, of which `edges` may be the surest."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    total: int


def entity_graph(store: Store) -> "nx.MultiDiGraph[str]":
    """Return all things and themes with the relations that are claimed between them, in a fixed order.

    Node attributes are those of GraphNode, edge attributes those of GraphEdge, keyed by predicate; statuses are
    attributes, no nodes.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(_nodes(store, ""), key=lambda n: n.iri):
        graph.add_node(node.iri, label=node.label, label_en=node.label_en, type=node.type, status=node.status)
    for edge in sorted(_edges(store, ""), key=_order):
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.predicate,
            claims=edge.claims,
            bases=" ".join(edge.bases),
            roles=" ".join(edge.roles),
            confidence=edge.confidence,
            documents=" ".join(edge.documents),
        )
    return graph


def neighbors(store: Store, iri: str, limit: int = 100) -> Neighbourhood:
    """Return what is claimed of a thing in both directions, best attested first, at most `limit` edges."""
    edges = sorted(_around(store, [iri]), key=_rank)
    kept = edges[: max(0, limit)]
    ends = {iri, *(end for edge in kept for end in (edge.source, edge.target))}
    return Neighbourhood(nodes_of(store, ends), tuple(kept), len(edges))


def paths(store: Store, start: str, end: str, max_length: int = 4, limit: int = 20) -> list[tuple[GraphEdge, ...]]:
    """Return the shortest paths between two things, whichever way their edges point, in a fixed order.

    Between each two things on a path stands the best attested edge. Empty where they are further apart than
    `max_length` edges.
    """
    if start == end:
        return []
    before: dict[str, dict[str, GraphEdge]] = {start: {}}
    frontier = [start]
    for _ in range(max_length):
        reached: dict[str, dict[str, GraphEdge]] = {}
        for edge in sorted(_around(store, frontier), key=_rank):
            for near, far in ((edge.source, edge.target), (edge.target, edge.source)):
                if near in before and far not in before and near in frontier:
                    reached.setdefault(far, {}).setdefault(near, edge)
        before |= reached
        frontier = sorted(reached)
        if end in before or not frontier:
            break
    return _trace(before, start, end, limit)


def nodes_of(store: Store, iris: Iterable[str]) -> tuple[GraphNode, ...]:
    """Return the nodes of these IRIs that have a label, sorted by IRI."""
    wanted = sorted(set(iris))
    return tuple(sorted(_nodes(store, _values("n", wanted)), key=lambda n: n.iri)) if wanted else ()


def _trace(
    before: Mapping[str, Mapping[str, GraphEdge]], start: str, end: str, limit: int
) -> list[tuple[GraphEdge, ...]]:
    found: list[tuple[GraphEdge, ...]] = []
    waiting: deque[tuple[str, tuple[GraphEdge, ...]]] = deque([(end, ())] if end in before else [])
    while waiting and len(found) < limit:
        place, tail = waiting.popleft()
        if place == start:
            found.append(tail)
        for near, edge in sorted(before[place].items()):
            waiting.append((near, (edge, *tail)))
    return found


def _around(store: Store, iris: Iterable[str]) -> list[GraphEdge]:
    """Return the edges at these nodes, each once."""
    wanted = list(iris)
    if not wanted:
        return []
    out, back = _edges(store, _values("s", wanted)), _edges(store, _values("o", wanted))
    return list(dict.fromkeys((*out, *back)))


def _edges(store: Store, where: str) -> Iterator[GraphEdge]:
    for s, p, o, bases, confidence, claims, roles, documents in store.select(_EDGES.replace("@WHERE@", where)):
        if s and p and o and confidence and not p.endswith("#hasStatus"):
            yield GraphEdge(
                s,
                p.partition("#")[2],
                o,
                int(claims or 0),
                tuple(sorted((bases or "").split())),
                tuple(sorted((roles or "").split())),
                float(Decimal(confidence)),
                tuple(sorted((documents or "").split())),
            )


def _nodes(store: Store, where: str) -> Iterator[GraphNode]:
    """Yield nodes in no order; a thing that documents name differently is called by its first name in code points."""
    status: dict[str, list[str]] = {}
    for n, o in store.select(_STATUS.replace("@WHERE@", where)):
        status.setdefault(str(n), []).append(str(o).partition("#")[2])
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for n, t, zh, en in store.select(_NODES.replace("@WHERE@", where)):
        types, chinese, english = found.setdefault(str(n), (set(), set(), set()))
        types.add(str(t).partition("#")[2])
        chinese.add(str(zh))
        english |= {en} if en else set()
    for iri, (types, chinese, english) in found.items():
        narrowest = next((name for name in CLASSES if name in types), None)
        if narrowest is not None:
            state = next((name for name in STATES if name in status.get(iri, ())), "")
            yield GraphNode(iri, min(chinese), min(english, default=""), narrowest, state)


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(ox.NamedNode(iri)) for iri in iris)} }}"


def _order(edge: GraphEdge) -> tuple[str, str, str]:
    return edge.source, edge.predicate, edge.target


def _rank(edge: GraphEdge) -> tuple[int, float, str, str, str]:
    return -edge.claims, -edge.confidence, *_order(edge)
