"""Things, themes and the relations claimed between them, as they are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store import Store

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

    `status` is completed, ongoing or planned, the furthest that any document claims, "" where none does. `degree`
    counts its relations, 0 where that was not asked.
    """

    iri: str
    label: str
    label_en: str
    type: str
    status: str
    degree: int = 0


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """All claims of one relation between two nodes; `predicate` is its local name, `confidence` that of the surest.

    `documents` counts those that state it.
    """

    source: str
    predicate: str
    target: str
    claims: int
    bases: tuple[str, ...]
    roles: tuple[str, ...]
    confidence: float
    documents: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and edges; `total` counts the edges that there are, of which `edges` may be the surest."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    total: int


def nodes_of(store: Store, iris: Iterable[str]) -> tuple[GraphNode, ...]:
    """Return the nodes of these IRIs that have a label, sorted by IRI."""
    wanted = sorted(set(iris))
    return tuple(sorted(_nodes(store, _values("n", wanted)), key=lambda n: n.iri)) if wanted else ()


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
