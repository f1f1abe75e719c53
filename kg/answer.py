"""Answers to queries, and the forms in which they are given out."""

import json
from dataclasses import dataclass
from typing import Any, Literal

import pyoxigraph as ox

from kg.prefixes import PREFIXES

Kind = Literal["rows", "boolean", "graph"]

RESULT_FORMATS: dict[str, tuple[ox.QueryResultsFormat, str]] = {
    "json": (ox.QueryResultsFormat.JSON, "application/sparql-results+json"),
    "xml": (ox.QueryResultsFormat.XML, "application/sparql-results+xml"),
    "csv": (ox.QueryResultsFormat.CSV, "text/csv; charset=utf-8"),
    "tsv": (ox.QueryResultsFormat.TSV, "text/tab-separated-values; charset=utf-8"),
}
GRAPH_FORMATS: dict[str, tuple[ox.RdfFormat, str]] = {
    "ttl": (ox.RdfFormat.TURTLE, "text/turtle; charset=utf-8"),
    "nt": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "jsonld": (ox.RdfFormat.JSON_LD, "application/ld+json"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "application/rdf+xml"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`content` is SPARQL 1.1 Query Results JSON for rows and booleans, sorted N-Triples for graphs."""

    kind: Kind
    content: bytes

    @property
    def formats(self) -> dict[str, str]:
        """The forms in which this answer can be given, with their media types, the usual one first."""
        if self.kind == "graph":
            return {name: media for name, (_, media) in GRAPH_FORMATS.items()}
        names = ("json", "xml") if self.kind == "boolean" else tuple(RESULT_FORMATS)
        return {name: RESULT_FORMATS[name][1] for name in names}

    def serialise(self, form: str) -> bytes:
        """Return the answer in one of its formats; raises ValueError for another."""
        if form not in self.formats:
            raise ValueError(f"an answer of kind {self.kind} has no format {form!r}, only {', '.join(self.formats)}")
        if self.kind == "graph":
            parsed = (quad.triple for quad in ox.parse(self.content, format=ox.RdfFormat.N_TRIPLES))
            return ox.serialize(parsed, format=GRAPH_FORMATS[form][0], prefixes=PREFIXES) or b""
        if form == "json":
            return self.content
        results = ox.parse_query_results(self.content, format=ox.QueryResultsFormat.JSON)
        return results.serialize(format=RESULT_FORMATS[form][0]) or b""

    @property
    def boolean(self) -> bool:
        """The answer to an ASK."""
        return bool(json.loads(self.content)["boolean"])

    @property
    def variables(self) -> list[str]:
        """The names of the columns."""
        names: list[str] = json.loads(self.content)["head"]["vars"]
        return names

    def bindings(self) -> list[dict[str, Any]]:
        """Return the rows as SPARQL 1.1 Query Results JSON has them: {name: {type, value, …}}, unbound names absent."""
        rows: list[dict[str, Any]] = json.loads(self.content)["results"]["bindings"]
        return rows
