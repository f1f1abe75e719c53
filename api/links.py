"""The relations of the whole graph in memory: what is linked to what, and how strongly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import networkx as nx

from kg.store import Store
from ontology.terms import BASE, DOCUMENT, ZC

BASES = ("stated", "section", "inferred")
_CLAIMS = """PREFIX zc: <https://w3id.org/zhengce/ontology#>
SELECT ?subject ?predicate ?object ?basis ?confidence WHERE {
  ?claim zc:claimSubject ?subject ; zc:claimPredicate ?predicate ; zc:claimObject ?object ;
         zc:basis ?basis ; zc:confidence ?confidence .
}"""

_DOCUMENTS = """PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?document WHERE { ?thing skos:prefLabel ?name ; zc:inDocument ?document . }"""


@dataclass(frozen=True, slots=True)
class Link:
    """All claims of one relation between two things; `basis` is the strongest, `confidence` the highest."""

    subject: str
    predicate: str
    object: str
    basis: str
    confidence: float
    claims: int

    @property
    def id(self) -> str:
        """A name that is unique in the graph."""
        return f"{self.subject}|{self.predicate}|{self.object}"


class Links:
    """Every link, by its ends; statuses are kept apart, because a status is no thing to walk over."""

    def __init__(self, links: Iterable[Link], documents: Iterable[tuple[str, str]] = ()) -> None:
        self.documents: dict[str, list[str]] = defaultdict(list)
        for thing, document in sorted(documents):
            self.documents[thing].append(document)
        self._at: dict[str, list[Link]] = defaultdict(list)
        self.status: dict[str, str] = {}
        for link in links:
            if link.predicate == "hasStatus":
                self.status.setdefault(link.subject, link.object.rpartition("#")[2])
                continue
            self._at[link.subject].append(link)
            if link.object != link.subject:
                self._at[link.object].append(link)

    def at(self, thing: str) -> list[Link]:
        """Return the links of a thing in both directions, the best founded first."""
        found = self._at.get(thing, [])
        return sorted(found, key=lambda k: (BASES.index(k.basis), -k.claims, -k.confidence, k.id))

    def degree(self, thing: str) -> int:
        """Return how many links a thing has."""
        return len(self._at.get(thing, ()))

    def among(self, things: Iterable[str]) -> Iterator[Link]:
        """Yield the links whose two ends are both among these things."""
        wanted = dict.fromkeys(things)
        for thing in wanted:
            yield from (k for k in self._at.get(thing, ()) if k.subject == thing and k.object in wanted)

    def path(self, start: str, end: str, longest: int) -> list[str]:
        """Return the things on a shortest path, both ends included; empty where none is short enough."""
        graph = nx.Graph((k.subject, k.object) for links in self._at.values() for k in links)
        if start not in graph or end not in graph:
            return []
        try:
            found: list[str] = nx.bidirectional_shortest_path(graph, start, end)
        except nx.NetworkXNoPath:
            return []
        return found if len(found) <= longest + 1 else []


def links_of(store: Store) -> Links:
    """Read the links of a store."""
    claims: dict[tuple[str, str, str], list[tuple[int, float]]] = defaultdict(list)
    for subject, predicate, target, basis, confidence in store.select(_CLAIMS):
        assert subject and predicate and target and basis and confidence
        key = (local(subject), predicate.rpartition("#")[2], local(target))
        claims[key].append((BASES.index(basis.rpartition("#")[2]), -float(confidence)))
    links = (
        Link(*key, BASES[min(found)[0]], -min(found, key=lambda f: f[1])[1], len(found))
        for key, found in sorted(claims.items())
    )
    named_in = ((local(str(thing)), document_id(str(document))) for thing, document in store.select(_DOCUMENTS))
    return Links(links, named_in)


def document_id(iri: str) -> str:
    """Return the id of a document from its IRI."""
    return unquote(iri.removeprefix(str(DOCUMENT)))


def local(iri: str) -> str:
    """Return the short form of an IRI that the faces use: `project-…`, `theme/…`."""
    return iri.removeprefix(BASE).removeprefix("id/")


def whole(id: str) -> str:
    """Return the IRI of a short form; terms of the ontology keep theirs."""
    if id.startswith(str(ZC._NS)):
        return id
    return BASE + id if id.startswith("theme/") else f"{BASE}id/{id}"
