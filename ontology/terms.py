"""The names of the ontology, and where things get their IRIs."""

from urllib.parse import quote

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/zhengce/"
THING = Namespace(BASE + "id/")
THEME = Namespace(BASE + "theme/")
DOCUMENT = Namespace(BASE + "doc/")
GRAPH = Namespace(BASE + "graph/")
RESOLUTION = Namespace(BASE + "resolution/")
UNIT = Namespace(BASE + "unit/")


class ZC(DefinedNamespace):
    """Classes, properties and controlled values of policy.ttl; a mistyped term raises AttributeError."""

    _fail = True
    _NS = Namespace(BASE + "ontology#")

    Project: URIRef
    Programme: URIRef
    Reform: URIRef
    Task: URIRef
    Goal: URIRef
    Agency: URIRef
    Indicator: URIRef
    Observation: URIRef
    Place: URIRef
    Document: URIRef
    Section: URIRef
    Passage: URIRef
    Claim: URIRef
    Mention: URIRef
    Theme: URIRef
    Unit: URIRef
    Status: URIRef
    Basis: URIRef
    Role: URIRef
    ObservationKind: URIRef
    Resolution: URIRef
    Merge: URIRef
    Succession: URIRef
    Apart: URIRef
    Together: URIRef

    serves: URIRef
    responsibleBody: URIRef
    leadBody: URIRef
    supportBody: URIRef
    operatingBody: URIRef
    establishes: URIRef
    partOf: URIRef
    locatedIn: URIRef
    measures: URIRef
    hasStatus: URIRef

    claimSubject: URIRef
    claimPredicate: URIRef
    claimObject: URIRef
    basis: URIRef
    role: URIRef
    rule: URIRef
    confidence: URIRef
    evidence: URIRef
    holdsDuring: URIRef
    reportedAt: URIRef

    indicator: URIRef
    value: URIRef
    valueMax: URIRef
    valueText: URIRef
    unitText: URIRef
    unit: URIRef
    baseValue: URIRef
    baseValueMax: URIRef
    kind: URIRef
    bound: URIRef
    growth: URIRef
    period: URIRef
    during: URIRef
    baseUnit: URIRef

    mergeOf: URIRef
    mergeInto: URIRef
    decidedOn: URIRef
    earlier: URIRef
    later: URIRef
    validUntil: URIRef
    validFrom: URIRef
    digest: URIRef

    mentionOf: URIRef
    inDocument: URIRef
    inSection: URIRef
    sectionTitle: URIRef
    jurisdiction: URIRef
    level: URIRef
    certain: URIRef
    inferredField: URIRef
    neutralWord: URIRef

    completed: URIRef
    ongoing: URIRef
    planned: URIRef
    actual: URIRef
    target: URIRef
    change: URIRef
    stated: URIRef
    section: URIRef
    inferred: URIRef
    lead: URIRef
    support: URIRef
    operate: URIRef


def document_iri(document_id: str) -> URIRef:
    """Return the IRI of a document."""
    return DOCUMENT[quote(document_id, safe="")]


def graph_iri(document_id: str) -> URIRef:
    """Return the IRI of a document's named graph."""
    return GRAPH[quote(document_id, safe="")]


def resolution_iri(jurisdiction: str) -> URIRef:
    """Return the IRI of the graph that says which things of a jurisdiction are one."""
    return RESOLUTION[quote(jurisdiction, safe="") or "-"]
