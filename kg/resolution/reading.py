"""What a store has of the things of some documents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.entity import EntityType
from kg.naming import fold, is_national
from kg.resolution.referent import Referent
from kg.store import Store
from ontology.terms import GRAPH, ZC, graph_iri

_KINDS: tuple[EntityType, ...] = ("Project", "Reform", "Goal", "Agency", "Indicator", "Place")
_PREFIXES = """
PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLASSES = _PREFIXES + "SELECT ?thing ?kind { VALUES ?kind { @KINDS@ } GRAPH ?g { ?thing a ?kind } @WHERE@ }"
_LABELS = _PREFIXES + "SELECT ?thing ?label ?g { GRAPH ?g { ?thing skos:prefLabel ?label } @WHERE@ }"
_OTHERS = _PREFIXES + "SELECT DISTINCT ?thing ?label { GRAPH ?g { ?thing skos:altLabel ?label } @WHERE@ }"
_PARTS = _PREFIXES + "SELECT DISTINCT ?part ?whole { GRAPH ?g { ?part zc:partOf|zc:serves ?whole } @WHERE@ }"
_MENTIONS = (
    _PREFIXES
    + """SELECT ?thing ?g ?start ?m {
    VALUES ?thing { @THINGS@ } GRAPH ?g { ?m zc:mentionOf ?thing ; oa:hasSelector/oa:start ?start } @WHERE@
}"""
)


def referents(store: Store, documents: Iterable[str]) -> list[Referent]:
    """Return the things that these documents name, sorted by IRI; those above every jurisdiction are one already."""
    where = _graphs(documents)
    kinds = " ".join(f"zc:{kind}" for kind in _KINDS)
    by_name = {str(ZC[kind]): kind for kind in _KINDS}
    classes = {str(iri): by_name[str(kind)] for iri, kind in store.select(_filled(_CLASSES, where, KINDS=kinds))}
    preferred: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for iri, label, graph in store.select(_filled(_LABELS, where)):
        preferred[str(iri)][str(label)].add(unquote(str(graph).removeprefix(str(GRAPH))))
    others: dict[str, set[str]] = defaultdict(set)
    for iri, label in store.select(_filled(_OTHERS, where)):
        others[str(iri)].add(str(label))
    found = (
        Referent(
            iri,
            kind,
            max(preferred[iri], key=lambda name: (len(fold(name)), name)),
            tuple(sorted(preferred[iri].keys() | others[iri])),
            tuple(sorted(set().union(*preferred[iri].values()))),
        )
        for iri, kind in sorted(classes.items())
    )
    return [each for each in found if not is_national(each.kind, each.name)]


def related(store: Store, documents: Iterable[str]) -> list[tuple[str, str]]:
    """Return the things of which a document says that the one is part of the other or serves it: they are two."""
    return [(str(part), str(whole)) for part, whole in store.select(_filled(_PARTS, _graphs(documents)))]


def first_mentions(store: Store, documents: Iterable[str], things: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return for each thing the document that names it first, by its id, and the mention there."""
    if not things:
        return {}
    named = " ".join(str(NamedNode(thing)) for thing in things)
    rows = store.select(_filled(_MENTIONS, _graphs(documents), THINGS=named))
    found: dict[str, tuple[str, int, str]] = {}
    for thing, graph, start, mention in rows:
        place = unquote(str(graph).removeprefix(str(GRAPH))), int(start or 0), str(mention)
        found[str(thing)] = min(found.get(str(thing), place), place)
    return {thing: (document, mention) for thing, (document, _, mention) in found.items()}


def _graphs(documents: Iterable[str]) -> str:
    return f"VALUES ?g {{ {' '.join(str(NamedNode(graph_iri(id))) for id in sorted(documents))} }}"


def _filled(query: str, where: str, **values: str) -> str:
    for name, value in values.items():
        query = query.replace(f"@{name}@", value)
    return query.replace("@WHERE@", where)
