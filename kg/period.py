"""Periods as intervals of OWL-Time."""

import re

from pyoxigraph import Literal, NamedNode

from kg.nodes import RDF, TIME, XSD
from kg.triples import Triples
from ontology.terms import BASE

_YEARS = re.compile(r"(\d{4})(?:/(\d{4}))?")


def write(triples: Triples, period: str) -> NamedNode | None:
    """Write the interval of a year or a span of years (2012/2016) and return its IRI; None for other periods."""
    years = _YEARS.fullmatch(period)
    if years is None:
        return None
    first, last = years.group(1), years.group(2) or years.group(1)
    interval = NamedNode(f"{BASE}time/{first}--{last}" if years.group(2) else f"{BASE}time/{first}")
    triples.add(interval, RDF.type, TIME.ProperInterval)
    for edge, day in ((TIME.hasBeginning, f"{first}-01-01"), (TIME.hasEnd, f"{last}-12-31")):
        instant = NamedNode(f"{BASE}time/{day}")
        triples.add(interval, edge, instant)
        triples.add(instant, RDF.type, TIME.Instant)
        triples.add(instant, TIME.inXSDDate, Literal(day, datatype=XSD.date))
    return interval
