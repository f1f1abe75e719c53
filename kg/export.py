"""Exports: the graph or a part of it in forms that other programs read; the same graph gives the same bytes."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from kg.links import Links
from kg.prefixes import PREFIXES
from kg.sorting import sorted_lines
from kg.store import Store
from ontology.terms import THEME, ZC, document_iri

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
    ?c zc:confidence ?confidence ; zc:certain ?certain ; zc:evidence ?m ; zc:inDocument ?within .
    ?within dcterms:identifier ?doc FILTER(LANG(?doc) = "")
    ?m oa:hasSelector ?position, ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
    OPTIONAL { ?c zc:role ?role } OPTIONAL { ?c zc:reportedAt ?reported }
}
"""
_NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_GRAPHML = '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
_DATA = {
    "node": ("label", "label_en", "type", "status"),
    "edge": ("relation", "claims", "bases", "roles", "confidence", "documents"),
}
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


def export(store: Store, links: Links, form: str, part: Part | None = None) -> Iterator[bytes]:
    """Yield the graph or a part of it, piece by piece; raises ValueError for a format, document, class or theme that is
    not known.

    `ttl` has the triples of all documents and resolutions together, `trig` and `nq` one graph for each; `jsonld` names
    its terms in full and needs no context; `graphml` has things and relations, `csv` one line for each piece of
    evidence. Memory is bounded by one document's graph and one run of kg.sorting.
    """
    if form not in FORMATS:
        raise ValueError(f"no export format {form!r}, only {', '.join(FORMATS)} and html")
    part = part or Part()
    if form == "graphml":
        return _graphml(store, links, part)
    if form == "csv":
        return _csv(store, links, part)
    graphs = _graphs(store, part)
    if form == "nq":
        return sorted_lines(f"{quad} .\n".encode() for graph in graphs for quad in graph)
    if form == "trig":
        return _serialised((quad for graph in graphs for quad in graph), RdfFormat.TRIG)
    if form == "jsonld":
        return _jsonld(graphs)
    lines = sorted_lines(f"{quad.triple} .\n".encode() for graph in graphs for quad in graph)
    return _serialised(
        (quad.triple for line in lines for quad in ox.parse(line, format=RdfFormat.N_TRIPLES)), RdfFormat.TURTLE
    )


def _serialised(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        ox.serialize(statements, file, format=form, prefixes=PREFIXES)
        file.seek(0)
        while piece := file.read(1 << 20):
            yield piece


def _graphs(store: Store, part: Part) -> Iterator[list[Quad]]:
    """Return the quads of a part, graph by graph, each sorted by its line."""
    known = store.documents()
    for document in part.documents:
        if document not in known:
            raise ValueError(f"no document {document!r} among {len(known)}, such as {', '.join(known[:5])}")
    things = None if part.whole else _things(store, part)
    return _each_graph(store, sorted(part.documents) or known, things, resolutions=part == Part())


def _each_graph(
    store: Store, documents: Iterable[str], things: set[str] | None, *, resolutions: bool
) -> Iterator[list[Quad]]:
    for document in documents:
        graph = store.graph(document)
        yield graph if things is None else _closure(graph, things)
    for jurisdiction in sorted(store.resolutions()) if resolutions else ():
        yield store.resolution(jurisdiction)


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


def _jsonld(graphs: Iterable[Sequence[Quad]]) -> Iterator[bytes]:
    """Write flat JSON-LD with full IRIs: no context, so nothing is ever fetched to read it."""
    before = b"[\n"
    for graph in graphs:
        for node in json.loads(ox.serialize(graph, format=RdfFormat.JSON_LD) or b"[]"):
            yield before + json.dumps(node, ensure_ascii=False, indent=1, sort_keys=True).encode()
            before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _graphml(store: Store, links: Links, part: Part) -> Iterator[bytes]:
    """Write things and relations; characters that XML cannot hold become U+FFFD."""
    kept = _kept(store, links, part)
    yield f"{_GRAPHML}{''.join(_key(name, where) for where, names in _DATA.items() for name in names)}".encode()
    yield b'<graph edgedefault="directed">\n'
    nodes, edges = links.everything()
    for node in nodes:
        if kept is None or node.iri in kept:
            data = _data("node", [node.label, node.label_en, node.type, node.status])
            yield f"<node id={_quoted(node.iri)}>{data}</node>\n".encode()
    for edge in edges:
        if kept is None or (edge.source in kept and edge.target in kept):
            ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
            name = _quoted(f"{edge.source} {edge.predicate} {edge.target}")
            facts = [edge.predicate, edge.claims, " ".join(edge.bases), " ".join(edge.roles), edge.confidence]
            yield f"<edge id={name} {ends}>{_data('edge', [*facts, edge.documents])}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def _key(name: str, where: str) -> str:
    kind = {"claims": "long", "documents": "long", "confidence": "double"}.get(name, "string")
    return f'<key id="{where}-{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(where: str, values: Iterable[object]) -> str:
    pairs = zip(_DATA[where], values, strict=True)
    return "".join(f'<data key="{where}-{name}">{escape(_xml(str(value)))}</data>' for name, value in pairs)


def _quoted(value: str) -> str:
    return quoteattr(_xml(value))


def _kept(store: Store, links: Links, part: Part) -> set[str] | None:
    """Return the nodes of a part, with what their relations lead to; None for all."""
    if part == Part():
        return None
    subjects = {store.shown(iri) for graph in _graphs(store, part) for quad in graph if (iri := _iri(quad.subject))}
    return subjects | {edge.target for edge in links.everything()[1] if edge.source in subjects}


def _csv(store: Store, links: Links, part: Part) -> Iterator[bytes]:
    """Write one line for each piece of evidence of each claim, document by document; formulas are defused."""
    yield b"\xef\xbb\xbf" + _rows([_COLUMNS])
    graphs = None if part.whole else _graphs(store, part)
    for document in sorted(part.documents) or store.documents():
        found = store.select(_CSV, within=NamedNode(document_iri(document)))
        if graphs is not None:
            wanted = {_iri(quad.subject) for quad in next(graphs)}
            found = [row for row in found if row[0] in wanted]
        ends = {n.iri: (n.label, n.type) for n in links.nodes(str(iri) for row in found for iri in (row[1], row[3]))}
        yield _rows(sorted(_line(row, ends) for row in found))


def _line(row: Sequence[str | None], ends: Mapping[str, tuple[str, str]]) -> list[str]:
    claim, subject, predicate, target, basis, role, *rest = (value or "" for value in row)
    sides = [(iri, *ends.get(iri, (_local(iri), "Status"))) for iri in (subject, target)]
    return [*sides[0], _local(predicate), *sides[1], _local(basis), _local(role), *rest, claim]


def _rows(lines: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_defused(cell) for cell in line] for line in lines)
    return text.getvalue().encode()


def _defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _local(iri: str) -> str:
    return iri.partition("#")[2]


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _xml(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
