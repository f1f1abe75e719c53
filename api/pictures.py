"""Parts of the graph as they are drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from api.layout import positions
from api.links import Link, Links, local, whole
from api.problem import NotFound
from api.schema import Edge, Graph, Node
from kg.questions.names import Names
from ontology.themes import load_themes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on nodes, all of which must hold; empty ones do not count."""

    theme: str
    status: str
    document: str
    classes: tuple[str, ...]
    limit: int


def picture(names: Names, links: Links, wanted: Wanted) -> Graph:
    """Return the best linked nodes that meet the conditions, laid out around the themes."""
    every = [node(names, links, id) for id in (*_themes(), *map(local, names.things))]
    found = [n for n in every if _meets(n, links, wanted)]
    found.sort(key=lambda n: (n.class_ != "Theme", n.class_ == "Place", -n.degree, n.id))
    kept = {n.id: n for n in found[: wanted.limit] if n.degree}
    among = list(links.among(kept))
    placed = positions(
        {n.id: n.label for n in kept.values()},
        [(k.subject, k.object) for k in among],
        [n.id for n in kept.values() if n.class_ == "Theme"],
    )
    nodes = [n.model_copy(update={"x": placed[n.id][0], "y": placed[n.id][1]}) for n in kept.values()]
    return Graph(nodes=nodes, edges=[edge(k) for k in among], total=len(found))


def around(names: Names, links: Links, id: str, limit: int) -> Graph:
    """Return a thing with its best linked neighbours; raises NotFound."""
    centre = node(names, links, id)
    near = dict.fromkeys(k.object if k.subject == id else k.subject for k in links.at(id))
    kept = [id, *[other for other in near if other != id][: limit - 1]]
    return _graph(names, links, kept, total=1 + len(near) - (centre.id in near))


def path(names: Names, links: Links, start: str, end: str, longest: int) -> Graph:
    """Return the things on a shortest path with the links along it; raises NotFound where an end is unknown."""
    node(names, links, start), node(names, links, end)
    steps = links.path(start, end, longest)
    beside = set(zip(steps, steps[1:], strict=False))
    along = [k for k in links.among(steps) if {(k.subject, k.object), (k.object, k.subject)} & beside]
    nodes = [node(names, links, id) for id in steps]
    return Graph(nodes=nodes, edges=[edge(k) for k in along], total=len(nodes))


def named(names: Names, links: Links, words: str, kind: str, limit: int) -> Graph:
    """Return things one of whose names holds the words, best linked first, without their links."""
    low = words.lower()
    nodes = [
        node(names, links, local(thing.iri))
        for thing in names.things.values()
        if (not kind or kind in thing.classes) and any(low in name.lower() for name in thing.names)
    ]
    nodes.sort(key=lambda n: (-n.degree, n.id))
    return Graph(nodes=nodes[:limit], edges=[], total=len(nodes))


def node(names: Names, links: Links, id: str) -> Node:
    """Return a thing or theme as a node; raises NotFound."""
    if id in _themes():
        zh, en = _themes()[id]
        return Node(id=id, label=zh, label_en=en, class_="Theme", degree=links.degree(id))
    thing = names.things.get(whole(id))
    if thing is None:
        raise NotFound(f"no thing {id!r}", "take an id from /entities, /search or /ask")
    return Node(
        id=id,
        label=thing.label,
        class_=thing.kind,
        status=links.status.get(id),
        degree=links.degree(id),
        documents=links.documents.get(id, []),
    )


def edge(link: Link) -> Edge:
    """Return a link as an edge."""
    return Edge(
        id=link.id,
        from_=link.subject,
        to=link.object,
        predicate=link.predicate,
        basis=link.basis,
        confidence=link.confidence,
        claims=link.claims,
    )


def _graph(names: Names, links: Links, ids: Sequence[str], total: int) -> Graph:
    nodes: Iterable[Node] = (node(names, links, id) for id in ids)
    return Graph(nodes=list(nodes), edges=[edge(k) for k in links.among(ids)], total=total)


def _meets(one: Node, links: Links, wanted: Wanted) -> bool:
    if wanted.classes and one.class_ not in wanted.classes:
        return False
    if one.class_ == "Theme":
        return one.id == wanted.theme if wanted.theme else not wanted.status
    if wanted.theme and not any(k.object == wanted.theme for k in links.at(one.id)):
        return False
    return (not wanted.status or one.status == wanted.status) and (
        not wanted.document or wanted.document in one.documents
    )


@cache
def _themes() -> dict[str, tuple[str, str]]:
    """Return id, Chinese and English name of every theme and field."""
    return {local(str(t.iri)): (t.zh, t.en) for t in load_themes().all}
