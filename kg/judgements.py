"""What readers marked as wrong or as one, as the next build heeds it.

Marks lie in the data folder as lines of JSON (`api.marks` writes them). A relation, a value or a thing marked wrong is
withheld from what queries see (`kg.store.Store.withhold`); two things of one jurisdiction that are marked the same are
merged as by any other decision. Documents' graphs keep everything, so that an undone mark is undone by the next build.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kg.errors import RepositoryError
from kg.manifest import Entry
from kg.naming import jurisdiction_of
from kg.resolution.decisions import Decision
from kg.store import Store
from ontology.terms import BASE, GRAPH, THING

FILE = "marks.jsonl"
MARK = BASE + "mark/"
_PREFIXES = """PREFIX zc: <https://w3id.org/zhengce/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/> """
_RELATIONS = _PREFIXES + (
    "SELECT DISTINCT ?c { GRAPH ?g { ?c zc:claimSubject ?s ; zc:claimPredicate ?p ; zc:claimObject ?o } "
    "VALUES ?s { @S@ } VALUES ?p { @P@ } VALUES ?o { @O@ } }"
)
_VALUES = _PREFIXES + (
    "SELECT DISTINCT ?c { GRAPH ?g { ?c zc:indicator ?s ; zc:evidence ?m . "
    "?m oa:hasSelector ?at . ?at oa:start @START@ ; oa:end @END@ } "
    "?m oa:hasSource/dcterms:identifier ?doc FILTER(STR(?doc) = ?name) VALUES ?name { @NAME@ } VALUES ?s { @S@ } }"
)
_ABOUT = _PREFIXES + (
    "SELECT DISTINCT ?c { GRAPH ?g { ?c ?p ?s } "
    "VALUES ?p { zc:claimSubject zc:claimObject zc:indicator } VALUES ?s { @S@ } }"
)
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?thing a ?class } VALUES ?thing { @S@ } }"
_STATUSES = frozenset(("completed", "ongoing", "planned"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark; `about` is a thing's id, from|predicate|to, or indicator|value|document:start-end.

    `undone` is when it was taken back, "" while it stands.
    """

    id: str
    verdict: str
    about: str
    author: str
    time: str
    other: str = ""
    note: str = ""
    undone: str = ""
    undone_by: str = ""


def written(folder: Path) -> tuple[Judgement, ...]:
    """Return the marks of a data folder, also undone ones, in order; raises RepositoryError for a line that is none."""
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(_judgement(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip())


def _judgement(line: str, place: str) -> Judgement:
    try:
        said = {key: value for key, value in json.loads(line).items() if value is not None}
        if not all(isinstance(value, str) for value in said.values()):
            raise ValueError("not all is text")
        return Judgement(**said)
    except (ValueError, TypeError, AttributeError) as error:
        raise RepositoryError(f"{place}: no mark ({error})", "correct or remove the line") from error


def read(folder: Path) -> tuple[Judgement, ...]:
    """Return the marks of a data folder that stand, in order; raises RepositoryError for a line that is none."""
    return tuple(judgement for judgement in written(folder) if not judgement.undone)


def wrong(store: Store, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return the claims, values and things that are marked wrong, each with its mark, as IRIs.

    With a thing goes all that is claimed of it. Themes are the ontology's, which no mark takes away.
    """
    return {claim: MARK + j.id for j in judgements if j.verdict == "wrong" for claim in _claims(store, j.about)}


def together(store: Store, entries: Mapping[str, Entry], judgements: Iterable[Judgement]) -> list[Decision]:
    """Return what is marked the same as decisions, one for each jurisdiction that both things belong to."""
    return [
        Decision(place, _whole(j.about), _whole(j.other), "together", "", j.author, j.time)
        for j in judgements
        if j.verdict == "same"
        for place in sorted(_places(store, entries, j.about) & _places(store, entries, j.other))
    ]


def _claims(store: Store, about: str) -> list[str]:
    thing, predicate, end = (*about.split("|", 2), "", "")[:3]
    if not end:
        things = [] if thing.startswith("theme/") else store.meant(store.shown(_whole(thing)))
        return [*things, *(str(row[0]) for row in store.select(_ABOUT.replace("@S@", _meant(store, thing))) if things)]
    query = _RELATIONS.replace("@P@", f"zc:{predicate}").replace("@O@", _meant(store, end))
    if predicate == "value":
        document, _, span = end.rpartition(":")
        start, _, stop = span.partition("-")
        query = _VALUES.replace("@START@", start).replace("@END@", stop).replace("@NAME@", json.dumps(document))
    return [str(row[0]) for row in store.select(query.replace("@S@", _meant(store, thing)))]


def _places(store: Store, entries: Mapping[str, Entry], id: str) -> set[str]:
    """Return the jurisdictions of the documents that name a thing."""
    graphs = (str(row[0]) for row in store.select(_GRAPHS.replace("@S@", _meant(store, id))))
    named = {unquote(graph.removeprefix(str(GRAPH))) for graph in graphs} & entries.keys()
    return {jurisdiction_of(entries[name].place, entries[name].level, name) for name in named}


def _meant(store: Store, id: str) -> str:
    """Return all IRIs that are seen as a thing, theme or status, as SPARQL has them."""
    if id in _STATUSES:
        return f"zc:{id}"
    return " ".join(f"<{iri}>" for iri in store.meant(store.shown(_whole(id))))


def _whole(id: str) -> str:
    return BASE + id if id.startswith("theme/") else f"{THING}{id}"
