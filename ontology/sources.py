"""The ontology's own files as graphs; each is parsed once and must not be changed by whoever gets it."""

from collections.abc import Iterable
from functools import cache
from importlib import resources

from rdflib import Graph


def text(name: str) -> str:
    """Return one file of this package as text: `policy.ttl`, `shapes.ttl`, `themes.ttl` or `units.ttl`."""
    return resources.files("ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def ontology_graph() -> Graph:
    """Return the classes, properties and controlled values."""
    return _parsed("policy.ttl")


@cache
def themes_graph() -> Graph:
    """Return the themes and their policy fields."""
    return _parsed("themes.ttl")


@cache
def units_graph() -> Graph:
    """Return the units of measure."""
    return _parsed("units.ttl")


@cache
def shapes_graph() -> Graph:
    """Return the SHACL shapes."""
    return _parsed("shapes.ttl")


@cache
def vocabulary_graph() -> Graph:
    """Return ontology, themes and units together: what data are stored, validated and reasoned over with."""
    return union((ontology_graph(), themes_graph(), units_graph()))


def union(graphs: Iterable[Graph]) -> Graph:
    """Return a new graph with the triples and prefixes of all."""
    whole = Graph()
    for graph in graphs:
        for prefix, namespace in graph.namespaces():
            whole.bind(prefix, namespace)
        for triple in graph:
            whole.add(triple)
    return whole


def _parsed(name: str) -> Graph:
    return Graph().parse(data=text(name), format="turtle")
