"""Units of measure as policy text writes them, and values in base units."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, Namespace

from ontology.sources import units_graph
from ontology.terms import ZC

QUDT = Namespace("http://qudt.org/schema/qudt/")


@dataclass(frozen=True)
class Unit:
    """A unit: `factor` of its `base` unit make one of it; `names` are all Chinese ways to write it."""

    iri: URIRef
    zh: str
    en: str
    names: tuple[str, ...]
    ucum: str
    base: URIRef
    factor: Decimal


@dataclass(frozen=True)
class Units:
    """All units in the order of their IRIs."""

    all: tuple[Unit, ...]

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        """Units by every way to write them."""
        return {name: unit for unit in self.all for name in unit.names}

    @cached_property
    def by_iri(self) -> dict[URIRef, Unit]:
        """Units by IRI."""
        return {unit.iri: unit for unit in self.all}

    def unit_of(self, text: str) -> Unit | None:
        """Return the unit that is written so (`亿元`), None where it is not known."""
        return self.by_name.get(text.strip().replace("／", "/"))


@cache
def load_units() -> Units:
    """Return the units of units.ttl."""
    graph = units_graph()
    subjects = sorted(s for s in graph.subjects(RDF.type, ZC.Unit) if isinstance(s, URIRef))
    return Units(tuple(_unit(graph, iri) for iri in subjects))


def _unit(graph: Graph, iri: URIRef) -> Unit:
    labels = {o.language: str(o) for o in graph.objects(iri, SKOS.prefLabel) if isinstance(o, Literal)}
    others = sorted(str(o) for o in graph.objects(iri, SKOS.altLabel))
    return Unit(
        iri=iri,
        zh=labels["zh"],
        en=labels["en"],
        names=(labels["zh"], *others),
        ucum=str(graph.value(iri, QUDT.ucumCode)),
        base=URIRef(str(graph.value(iri, ZC.baseUnit))),
        factor=Decimal(str(graph.value(iri, QUDT.conversionMultiplier))),
    )
