"""Exports: the graph or a part of it in forms that other programs read; the same graph gives the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.graph import entity_graph
from kg.prefixes import PREFIXES
from kg.store import Store
from ontology.terms import THEME, ZC

FORMATS = {
    "ttl": "text/turtle; charset=utf-8",
    "trig": "application/trig; charset=utf-8",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
_CSV = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?c ?s ?p ?o ?basis ?role ?rule ?confidence ?certain ?reported ?doc ?start ?end ?quote {
    ?c zc:claimSubject ?s ; zc:claimPredicate ?p ; zc:claimObject ?o ; zc:basis ?basis ; zc:rule ?rule .
    ?c zc:confidence ?confidence ; zc:certain ?certain ; zc:evidence ?m ; zc:inDocument/dcterms:identifier ?doc .
    FILTER(LANG(?doc) = "")
    ?m oa:hasSelector ?position, ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
    OPTIONAL { ?c zc:role ?role } OPTIONAL { ?c zc:reportedAt ?reported }
}
"""
_NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_COLUMNS = (
    "subject", "subject_label", "subject_class", "relation", "object", "object_label", "object_class", "basis", "role",
    "rule", "confidence", "certain", "reported", "document", "start", "end", "quote", "claim",
)  # fmt: skip
_PART = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
SELECT DISTINCT ?thing { ?thing zc:inDocument ?where . @WHERE@ }
"""
# What leads from a claim, value or mention to all that is needed to read it.
_FOLLOWED = {str(p) for p in (ZC.evidence, ZC.inDocument, ZC.inSection, ZC.during, ZC.claimObject)} | {
    "http://www.w3.org/ns/oa#hasSelector",
    "http://purl.org/dc/terms/isPartOf",
    "http://www.w3.org/2006/time#hasBeginning",
    "http://www.w3.org/2006/time#hasEnd",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the graph: of `documents` (all where empty), things of a `type` (Project), or of a `theme`'s slug.

    A type or theme takes the things it names, the claims about them and all evidence of these.
    """

    documents: tuple[str, ...] = ()
    type: str | None = None
    theme: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out but documents."""
        return self.type is None and self.theme is None


def export(store: Store, form: str, part: Part | None = None) -> bytes:
    """Return the graph or a part of it; raises ValueError for a format, document, class or theme that is not known.

    `ttl` has the triples of all documents and resolutions together, `trig` and `nq` one graph for each; `jsonld` names
    its terms in full and needs no context; `graphml` has things and relations, `csv` one line for each piece of
    evidence.
    """
    if form not in FORMATS:
        raise ValueError(f"no export format {form!r}, only {', '.join(FORMATS)} and html")
    part = part or Part()
    if form == "graphml":
        return _graphml(store, part)
    if form == "csv":
        return _csv(store, part)
    quads = _quads(store, part)
    if form == "nq":
        return b"".join(sorted(f"{quad} .\n".encode() for quad in quads))
    if form == "trig":
        return ox.serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
    if form == "jsonld":
        return _jsonld(quads)
    triples = sorted({quad.triple for quad in quads}, key=str)
    return ox.serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _quads(store: Store, part: Part) -> list[Quad]:
    """Return the quads of a part, graph by graph, each sorted by its line."""
    known = store.documents()
    for document in part.documents:
        if document not in known:
            raise ValueError(f"no document {document!r} among {len(known)}, such as {', '.join(known[:5])}")
    quads: list[Quad] = []
    for document in sorted(part.documents) or known:
        graph = store.graph(document)
        quads += graph if part.whole else _closure(graph, _things(store, part))
    for jurisdiction in sorted(store.resolutions()) if part == Part() else ():
        quads += store.resolution(jurisdiction)
    return quads


def _things(store: Store, part: Part) -> set[str]:
    """Return the IRIs of the things that a part names, as the documents' graphs have them."""
    where = ""
    if part.type is not None:
        if part.type not in ZC.__annotations__:
            raise ValueError(f"no class {part.type!r} in the ontology")
        where += f"?thing a <{ZC[part.type]}> . "
    if part.theme is not None:
        theme = NamedNode(THEME[part.theme])
        if not store.query("ASK { ?theme ?p ?o }", theme=theme):
            raise ValueError(f"no theme {part.theme!r} in themes.ttl")
        where += f"?thing zc:serves|zc:measures {theme} . "
    seen = [str(row[0]) for row in store.select(_PART.replace("@WHERE@", where))]
    return {iri for thing in seen for iri in store.meant(thing)}


def _closure(graph: Sequence[Quad], things: Iterable[str]) -> list[Quad]:
    """Return a graph's quads about these things, what is claimed of them, what bears that out, and the document."""
    wanted = set(things)
    about = {str(ZC.claimSubject), str(ZC.indicator), str(ZC.mentionOf)}
    wanted |= {_iri(q.subject) for q in graph if q.predicate.value in about and _iri(q.object) in wanted}
    links: dict[str, list[str]] = {}
    for quad in graph:
        if quad.predicate.value in _FOLLOWED and _iri(quad.object):
            links.setdefault(_iri(quad.subject), []).append(_iri(quad.object))
    waiting = list(wanted)
    while waiting:
        fresh = set(links.get(waiting.pop(), ())) - wanted
        wanted |= fresh
        waiting += fresh
    return [quad for quad in graph if _iri(quad.subject) in wanted]


def _jsonld(quads: Sequence[Quad]) -> bytes:
    """Write flat JSON-LD with full IRIs: no context, so nothing is ever fetched to read it."""
    raw = json.loads(ox.serialize(quads, format=RdfFormat.JSON_LD) or b"[]")
    return json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _graphml(store: Store, part: Part) -> bytes:
    """Write things and relations; characters that XML cannot hold become U+FFFD."""
    whole = entity_graph(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kept = _kept(store, part, whole)
    for name, data in whole.nodes(data=True):
        if name in kept:
            graph.add_node(name, **{key: _xml(value) for key, value in data.items()})
    for source, target, key, data in whole.edges(keys=True, data=True):
        if source in kept and target in kept:
            graph.add_edge(source, target, id=f"{source} {key} {target}", relation=key, **data)
    return "\n".join([*nx.generate_graphml(graph, encoding="utf-8"), ""]).encode()


def _kept(store: Store, part: Part, whole: "nx.MultiDiGraph[str]") -> set[str]:
    if not part.documents and part.whole:
        return set(whole)
    subjects = {store.shown(iri) for quad in _quads(store, part) if (iri := _iri(quad.subject))}
    return {name for name in whole if name in subjects or any(n in subjects for n in whole.predecessors(name))}


def _csv(store: Store, part: Part) -> bytes:
    """Write one line for each piece of evidence of each claim; formulas are defused for spreadsheets."""
    nodes = entity_graph(store).nodes
    subjects = None if not part.documents and part.whole else {_iri(quad.subject) for quad in _quads(store, part)}
    lines = []
    for row in store.select(_CSV):
        c, s, p, o, basis, role, *rest = (value or "" for value in row)
        if subjects is None or c in subjects:
            ends = [(iri, *_end(nodes, iri)) for iri in (s, o)]
            lines.append([*ends[0], _local(p), *ends[1], _local(basis), _local(role), *rest, c])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([[_defused(cell) for cell in line] for line in sorted(lines)])
    return text.getvalue().encode("utf-8-sig")


def _end(nodes: "nx.classes.reportviews.NodeView[str]", iri: str) -> tuple[str, str]:
    if iri in nodes:
        return nodes[iri]["label"], nodes[iri]["type"]
    return _local(iri), "Status"


def _defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _local(iri: str) -> str:
    return iri.partition("#")[2]


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _xml(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
