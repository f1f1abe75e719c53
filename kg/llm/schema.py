"""What a model may answer: a JSON schema made from the ontology, and which relations hold between which classes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.namespace import SKOS

from kg.claim import Relation, Role
from kg.entity import EntityType
from kg.observation import Bound, ObservationKind
from ontology.sources import ontology_graph
from ontology.terms import ZC
from ontology.themes import load_themes

CLASSES: tuple[str, ...] = get_args(EntityType)
RELATIONS: tuple[str, ...] = get_args(Relation)
STATUSES = ("status:completed", "status:ongoing", "status:planned")


@cache
def themes() -> tuple[str, ...]:
    """Return the themes as claims name them: theme:绿色发展."""
    return tuple(sorted(f"theme:{theme.zh}" for theme in load_themes().all))


@cache
def ends(relation: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the classes between which a relation holds, with their subclasses, by the ontology's domain and range."""
    graph, prop = ontology_graph(), ZC[relation]
    return _classes(graph.value(prop, RDFS.domain)), _classes(graph.value(prop, RDFS.range))


def _classes(node: Any) -> frozenset[str]:
    graph = ontology_graph()
    union = graph.value(node, OWL.unionOf)
    members = list(graph.items(union)) if union is not None else [node]
    below = {sub for member in members for sub in graph.transitive_subjects(RDFS.subClassOf, member)}
    return frozenset(str(iri).removeprefix(str(ZC._NS)) for iri in below if isinstance(iri, URIRef))


def meaning(term: str) -> str:
    """Return how the ontology explains a class, relation or value: its labels and comments in both languages."""
    graph, iri = ontology_graph(), ZC[term]
    texts = [
        str(text)
        for predicate in (RDFS.label, SKOS.prefLabel, RDFS.comment, SKOS.definition)
        for text in sorted(graph.objects(iri, predicate), key=lambda text: text.language != "zh")  # type: ignore[attr-defined]
    ]
    kinds = "" if (iri, RDF.type, OWL.Class) in graph else _between(term)
    return f"{term}: {' / '.join(texts)}{kinds}"


def _between(term: str) -> str:
    if term not in RELATIONS:
        return ""
    domain, target = (", ".join(sorted(side)) for side in ends(term))
    return f" ({domain} → {target})"


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON schema of a reply; every property is required and none is added, as strict modes ask."""
    text = {"type": "string"}
    return _object(
        entities=_list(_object(id=text, type=_one_of(CLASSES), name=text, quote=text)),
        observations=_list(
            _object(
                indicator=text,
                value=text,
                unit=text,
                kind=_one_of(get_args(ObservationKind)),
                bound=_one_of(get_args(Bound)),
                growth={"type": "boolean"},
                period=text,
                quote=text,
            )
        ),
        relations=_list(
            _object(
                head=text,
                type=_one_of(RELATIONS),
                tail=text,
                role={"type": ["string", "null"], "enum": [*get_args(Role), None]},
                quote=text,
            )
        ),
    )


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}
