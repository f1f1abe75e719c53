"""The store: one named graph per document and per jurisdiction's resolution, beside one of the ontology, on disk or in
memory."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg import withholding
from kg.errors import RepositoryError
from kg.nodes import OWL, RDF, ZC
from kg.same import Same
from ontology.sources import vocabulary_graph
from ontology.terms import BASE, GRAPH, graph_iri, resolution_iri

ONTOLOGY_GRAPH = NamedNode(BASE + "ontology")
_VARIABLE = re.compile(r"[?$](\w+)")
Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """Claims of documents; queries see all graphs merged into one.

    The default graph is that merge, kept beside the named graphs: Oxigraph's own union would give a triple once for
    each graph that states it, so that counts were wrong and joins of shared things grew with the square of their
    documents. Things that a resolution merges are one thing in the merge, under the IRI that they are merged into;
    documents' graphs keep their own.
    """

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner
        self._known: Same | None = None
        self.version = 0
        """How often the contents were changed through this object, so that what is derived from them can be kept."""
        self.names_file: Path | None = None
        """Where the names in a store that does not change may be kept (see `kg.questions.naming`)."""

    @classmethod
    def open(cls, folder: Path | None = None, *, read_only: bool = False) -> "Store":
        """Open the store of a folder, created where absent; without a folder, one in memory.

        Raises RepositoryError where the folder has no readable store or another process writes it.
        """
        if folder is None:
            return cls(ox.Store())
        try:
            return cls(ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder)))
        except OSError as error:
            raise RepositoryError(
                f"{folder}: the store cannot be opened ({error})",
                "end the process that writes it, or build again if its files are damaged",
            ) from error

    def replace(self, document_id: str, quads: Iterable[Quad]) -> None:
        """Make these quads the graph of a document; raises ValueError for a quad of another graph."""
        self.version += 1
        wanted = set(quads)
        graph = NamedNode(graph_iri(document_id))
        for quad in wanted:
            if quad.graph_name != graph:
                raise ValueError(f"the graph of {document_id!r} is {graph}, not {quad.graph_name}")
        present = set(self._inner.quads_for_pattern(None, None, None, graph))
        self._take(present - wanted)
        self._inner.extend(self._merged(wanted - present))

    def resolve(self, jurisdiction: str, quads: Iterable[Quad]) -> None:
        """Make these quads the resolution of a jurisdiction, and let queries see what it merges as one thing.

        Raises ValueError for a quad of another graph.
        """
        self.version += 1
        wanted, graph = set(quads), NamedNode(resolution_iri(jurisdiction))
        for quad in wanted:
            if quad.graph_name != graph:
                raise ValueError(f"the resolution of {jurisdiction!r} is {graph}, not {quad.graph_name}")
        before, present = self._same, set(self._inner.quads_for_pattern(None, None, None, graph))
        self._take(present - wanted)
        self._inner.extend(self._merged(wanted - present))
        if not wanted:
            self._inner.remove_graph(graph)
        self._known = None
        self._remap(before, self._same)

    def _remap(self, before: Same, after: Same) -> None:
        """Bring the merge in line with another view of which things are the same."""
        moved = {iri for iri in before.into.keys() | after.into.keys() if before.shown(iri) != after.shown(iri)}
        touched = {
            quad
            for iri in moved
            for ends in ((iri, None), (None, iri))
            for quad in self._inner.quads_for_pattern(ends[0], None, ends[1], None)
            if not isinstance(quad.graph_name, DefaultGraph)
        }
        gone, come = {before.seen(quad) for quad in touched}, {after.seen(quad) for quad in touched}
        self._drop(gone - come)
        self._inner.extend(Quad(*triple) for triple in come)

    @property
    def _same(self) -> Same:
        if self._known is None:
            links = self._inner.quads_for_pattern(None, OWL.sameAs, None, None)
            self._known = Same({q.subject: q.object for q in links if not isinstance(q.graph_name, DefaultGraph)})
        return self._known

    def resolutions(self) -> dict[str, str]:
        """Return the jurisdictions that were resolved, each with the digest of what its resolution follows from."""
        quads = [*self._inner.quads_for_pattern(None, RDF.type, ZC.Resolution, DefaultGraph())]
        return {self._text(q.subject, ZC.jurisdiction): self._text(q.subject, ZC.digest) for q in quads}

    def resolution(self, jurisdiction: str) -> list[Quad]:
        """Return the quads of a jurisdiction's resolution, sorted by their N-Quads line; empty where there is none."""
        graph = NamedNode(resolution_iri(jurisdiction))
        return sorted(self._inner.quads_for_pattern(None, None, None, graph), key=str)

    def _text(self, subject: Any, predicate: NamedNode) -> str:
        found = self._inner.quads_for_pattern(subject, predicate, None, DefaultGraph())
        return next((q.object.value for q in found if isinstance(q.object, Literal)), "")

    def shown(self, iri: str) -> str:
        """Return the IRI under which queries see a thing: its own, or the one that it is merged into."""
        return str(self._same.shown(NamedNode(iri)).value)

    def meant(self, iri: str) -> list[str]:
        """Return all IRIs that queries see as this one, itself first."""
        return [iri, *sorted(each.value for each in self._same.merged(NamedNode(iri)))]

    def remove(self, document_id: str) -> bool:
        """Remove a document with its claims; False where there is none of that id."""
        self.version += 1
        graph = NamedNode(graph_iri(document_id))
        known = self._inner.contains_named_graph(graph)
        self._take(set(self._inner.quads_for_pattern(None, None, None, graph)))
        self._inner.remove_graph(graph)
        return known

    def withhold(self, claims: Mapping[str, str]) -> set[str]:
        """Let queries see all but these claims, values and things, each given with the mark against it, as IRIs.

        Neither what is said of one is seen, nor a claim's relation, where no other claim states it. Documents' graphs
        keep both, so that a claim that is given no more is seen again. To be called after each change of documents or
        resolutions. Returns the documents of the claims that were withheld before or are now.
        """
        self.version += 1
        return withholding.withhold(self._inner, self._same, claims)

    def withheld(self) -> dict[str, str]:
        """Return the claims, values and things that queries do not see, each with the mark that speaks against it."""
        return {claim.value: mark.value for claim, mark in withholding.withheld(self._inner).items()}

    def _take(self, quads: Iterable[Quad]) -> None:
        """Remove quads, and from the merge those triples that no other graph states."""
        for quad in quads:
            self._inner.remove(quad)
            self._drop((self._same.seen(quad),))

    def _drop(self, triples: Iterable[Triple]) -> None:
        """Remove triples from the merge where no named graph states them any more."""
        for triple in triples:
            stated = (
                quad
                for ends in self._same.ways(triple)
                for quad in self._inner.quads_for_pattern(*ends, None)
                if not isinstance(quad.graph_name, DefaultGraph)
            )
            if all(self._same.seen(quad) != triple for quad in stated):
                self._inner.remove(Quad(*triple))

    def _merged(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        same = self._same
        for quad in quads:
            yield quad
            yield Quad(*same.seen(quad))

    def bulk(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast; not atomic, so only for a store that nobody reads yet."""
        self.version += 1
        self._inner.bulk_extend(self._merged(quads))

    def load_vocabulary(self) -> None:
        """Make the ontology's present files its graph."""
        wanted, present = set(vocabulary_quads()), set(self.graph())
        self._take(present - wanted)
        self._inner.extend(self._merged(wanted - present))

    def documents(self) -> list[str]:
        """Return the ids of all documents, sorted."""
        graphs = (g.value for g in self._inner.named_graphs() if isinstance(g, NamedNode))
        return sorted(unquote(iri.removeprefix(str(GRAPH))) for iri in graphs if iri.startswith(str(GRAPH)))

    def graph(self, document_id: str | None = None) -> list[Quad]:
        """Return the quads of one document, or of the ontology, sorted by their N-Quads line."""
        name = ONTOLOGY_GRAPH if document_id is None else NamedNode(graph_iri(document_id))
        return sorted(self._inner.quads_for_pattern(None, None, None, name), key=str)

    def statements(self, document_id: str, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        """Yield subject and object (IRIs and lexical forms) of what a document states by a relation."""
        graph = NamedNode(graph_iri(document_id))
        for quad in self._inner.quads_for_pattern(None, predicate, None, graph):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]  # triples are never quoted here

    def first(self, predicate: NamedNode, value: NamedNode, limit: int) -> list[str]:
        """Return the first `limit` subjects that queries see to have this value, in an order that the data decide.

        It takes as long as these take, however many there are.
        """
        quads = self._inner.quads_for_pattern(None, predicate, value, DefaultGraph())
        return [quad.subject.value for quad in islice(quads, limit)]  # type: ignore[union-attr]

    def merged(self) -> Iterator[tuple[str, str]]:
        """Yield each IRI that a resolution merges with the one under which queries see it."""
        return ((iri.value, shown.value) for iri, shown in self._same.into.items())

    def query(self, text: str, **values: ox.NamedNode | ox.Literal) -> Answer:
        """Run a trusted query without bounds, with `values` in the place of the variables of their names.

        What users write goes through kg.sparql instead.
        """
        bound = _VARIABLE.sub(lambda m: str(values.get(m.group(1), m.group())), text) if values else text
        return self._inner.query(bound)

    def select(self, text: str, **values: ox.NamedNode | ox.Literal) -> list[tuple[str | None, ...]]:
        """Return the rows of a trusted SELECT as strings (IRIs and lexical forms), None where unbound."""
        answer = self.query(text, **values)
        if not isinstance(answer, ox.QuerySolutions):
            raise ValueError("not a SELECT query")
        names = answer.variables
        return [tuple(None if (term := row[name]) is None else term.value for name in names) for row in answer]

    def dump(self) -> bytes:
        """Return canonical N-Quads: sorted lines without blank nodes, so equal stores give equal bytes."""
        lines: list[bytes] = []
        for graph in self._inner.named_graphs():
            triples = self._inner.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
            end = f" {graph} .\n".encode()
            lines += (line.removesuffix(b" .") + end for line in triples.split(b"\n") if line)
        return b"".join(sorted(lines))

    def backup(self, folder: Path) -> None:
        """Copy the store to a new folder, by hard links where the file system allows."""
        self._inner.backup(str(folder))

    def flush(self) -> None:
        """Return when all writes are on disk."""
        self._inner.flush()

    def close(self) -> None:
        """Let go of the files; the store cannot be used afterwards."""
        self._inner = ox.Store()

    def __len__(self) -> int:
        """Return the number of distinct triples."""
        return sum(1 for _ in self._inner.quads_for_pattern(None, None, None, DefaultGraph()))


@cache
def vocabulary_quads() -> tuple[Quad, ...]:
    """Return ontology, themes and units for queries: labels, hierarchy and conversions.

    Axioms that need blank nodes (unions, disjointness) stay in the files: they would have no canonical form here.
    """
    turtle = vocabulary_graph().serialize(format="nt").encode()
    triples = ox.parse(turtle, format=RdfFormat.N_TRIPLES)
    return tuple(
        sorted(
            (
                Quad(t.subject, t.predicate, t.object, ONTOLOGY_GRAPH)
                for t in triples
                if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)
            ),
            key=str,
        )
    )
