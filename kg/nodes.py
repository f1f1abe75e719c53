"""The terms that are written, as nodes made once."""

from typing import Any

from pyoxigraph import NamedNode
from rdflib import Namespace
from rdflib.namespace import DCTERMS as RDFLIB_DCTERMS
from rdflib.namespace import OWL as RDFLIB_OWL
from rdflib.namespace import PROV as RDFLIB_PROV
from rdflib.namespace import RDF as RDFLIB_RDF
from rdflib.namespace import SKOS as RDFLIB_SKOS
from rdflib.namespace import TIME as RDFLIB_TIME
from rdflib.namespace import XSD as RDFLIB_XSD

from ontology.terms import ZC as ONTOLOGY


class Nodes:
    """The terms of a namespace as nodes; a term that the namespace lacks raises AttributeError."""

    def __init__(self, namespace: Any) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(str(getattr(self._namespace, name)))
        setattr(self, name, node)
        return node


ZC = Nodes(ONTOLOGY)
OA = Nodes(Namespace("http://www.w3.org/ns/oa#"))
DCTERMS, OWL, PROV, RDF = Nodes(RDFLIB_DCTERMS), Nodes(RDFLIB_OWL), Nodes(RDFLIB_PROV), Nodes(RDFLIB_RDF)
SKOS, TIME, XSD = Nodes(RDFLIB_SKOS), Nodes(RDFLIB_TIME), Nodes(RDFLIB_XSD)
