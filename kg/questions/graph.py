"""What questions need of a graph: that it answers SPARQL."""

from typing import Protocol, TypeAlias

import pyoxigraph as ox

Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Row: TypeAlias = dict[str, str]

PREFIXES = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX zc: <https://w3id.org/zhengce/ontology#>
"""


class Graph(Protocol):
    """All named graphs seen as one; `kg.store.Store` is one."""

    def query(self, text: str, /) -> Result:
        """Run a SPARQL query."""


def rows(graph: Graph, sparql: str) -> list[Row]:
    """Return the solutions of a SELECT: IRIs and lexical forms by variable, unbound variables left out."""
    result = graph.query(sparql)
    if not isinstance(result, ox.QuerySolutions):
        raise ValueError("not a SELECT query")
    names = [(variable, variable.value) for variable in result.variables]
    return [{name: term.value for variable, name in names if (term := row[variable]) is not None} for row in result]


def pairs(graph: Graph, sparql: str) -> list[tuple[str, ...]]:
    """Return the solutions of a SELECT that leaves no variable unbound, as texts in the order of its variables."""
    result = graph.query(sparql)
    if not isinstance(result, ox.QuerySolutions):
        raise ValueError("not a SELECT query")
    return [tuple(term.value for term in row) for row in result]


def withheld(graph: Graph) -> frozenset[str]:
    """Return the claims and values that readers marked wrong: documents' graphs still state them."""
    return frozenset(claim for (claim,) in pairs(graph, f"{PREFIXES}SELECT ?c WHERE {{ ?c prov:wasInvalidatedBy [] }}"))
