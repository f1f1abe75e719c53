"""The store: one named graph per document, beside one of the ontology, on disk or in memory."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat

from kg.errors import RepositoryError
from ontology.sources import vocabulary_graph
from ontology.terms import BASE, GRAPH, graph_iri

ONTOLOGY_GRAPH = NamedNode(BASE + "ontology")
_VARIABLE = re.compile(r"[?$](\w+)")
Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """Claims of documents; queries see all graphs merged into one.

    The default graph is that merge, kept beside the named graphs: Oxigraph's own union would give a triple once for
    each graph that states it, so that counts were wrong and joins of shared things grew with the square of their
    documents.
    """

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner
        self.version = 0
        """How often the contents were changed through this object, so that what is derived from them can be kept."""

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
        self._inner.extend(_merged(wanted - present))

    def remove(self, document_id: str) -> bool:
        """Remove a document with its claims; False where there is none of that id."""
        self.version += 1
        graph = NamedNode(graph_iri(document_id))
        known = self._inner.contains_named_graph(graph)
        self._take(set(self._inner.quads_for_pattern(None, None, None, graph)))
        self._inner.remove_graph(graph)
        return known

    def _take(self, quads: Iterable[Quad]) -> None:
        """Remove quads, and from the merge those triples that no other graph states."""
        for quad in quads:
            self._inner.remove(quad)
            stated = self._inner.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(isinstance(other.graph_name, DefaultGraph) for other in stated):
                self._inner.remove(Quad(quad.subject, quad.predicate, quad.object))

    def bulk(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast; not atomic, so only for a store that nobody reads yet."""
        self.version += 1
        self._inner.bulk_extend(_merged(quads))

    def load_vocabulary(self) -> None:
        """Make the ontology's present files its graph."""
        wanted, present = set(vocabulary_quads()), set(self.graph())
        self._take(present - wanted)
        self._inner.extend(_merged(wanted - present))

    def documents(self) -> list[str]:
        """Return the ids of all documents, sorted."""
        graphs = (g.value for g in self._inner.named_graphs() if isinstance(g, NamedNode))
        return sorted(unquote(iri.removeprefix(str(GRAPH))) for iri in graphs if iri.startswith(str(GRAPH)))

    def graph(self, document_id: str | None = None) -> list[Quad]:
        """Return the quads of one document, or of the ontology, sorted by their N-Quads line."""
        name = ONTOLOGY_GRAPH if document_id is None else NamedNode(graph_iri(document_id))
        return sorted(self._inner.quads_for_pattern(None, None, None, name), key=str)

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


def _merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


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
