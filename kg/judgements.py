"""What readers marked as wrong or as one, as the next build heeds it.

Marks lie in the data folder as lines of JSON (`api.marks` writes them). A relation or a value marked wrong is withheld
from what queries see (`kg.store.Store.withhold`); two things of one jurisdiction that are marked the same are merged as
by any other decision. Documents' graphs keep everything, so that an undone mark is undone by the next build.
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
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?thing a ?class } VALUES ?thing { @S@ } }"
_STATUSES = frozenset(("completed", "ongoing", "planned"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark that stands; `about` is a thing's id, from|predicate|to, or indicator|value|document:start-end."""

    id: str
    verdict: str
    about: str
    other: str
    author: str
    time: str


def read(folder: Path) -> tuple[Judgement, ...]:
    """Return the marks of a data folder that stand, in order; raises RepositoryError for a line that is none."""
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    found = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip() and not (mark := json.loads(line)).get("undone"):
                other, (id, verdict, about) = mark.get("other") or "", (mark[key] for key in ("id", "verdict", "about"))
                found.append(Judgement(id, verdict, about, other, mark["author"], mark["time"]))
        except (ValueError, KeyError, AttributeError) as error:
            raise RepositoryError(f"{path}, line {number}: no mark ({error})", "correct or remove the line") from error
    return tuple(found)


def wrong(store: Store, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return the claims and values that are marked wrong, each with its mark, as IRIs."""
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
    if not end:  # a thing, which is not withheld: its mark is shown with it
        return []
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
