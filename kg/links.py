"""Links: the graph of things as it is drawn and walked, summed over all documents in an SQLite file beside the store.

Answers in milliseconds what a query over all claims takes seconds for, and holds nothing in memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg import linking
from kg.graph import GraphEdge, GraphNode, Neighbourhood
from kg.linking import BASES, ROLES
from kg.store import Store

_NODE = "iri, label, label_en, type, status, degree"
_EDGE = "source, predicate, target, claims, bases, roles, confidence, documents"
_SUREST = "claims DESC, confidence DESC, source, predicate, target"
_CHUNK = 500  # values in one statement; SQLite's own bound is 999 in old versions


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on nodes, all of which must hold; empty ones do not count.

    `theme` is an IRI, `bases` are those of which the strongest of a relation must be one.
    """

    theme: str = ""
    status: str = ""
    documents: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    words: str = ""


class Links:
    """Nodes and edges; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, file: Path) -> "Links":
        """Open the links of a generation for reading."""
        uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    @classmethod
    def of(cls, store: Store) -> "Links":
        """Return the links of a store, in memory."""
        db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        linking.update(db, store, store.documents())
        return cls(db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def nodes(self, iris: Iterable[str]) -> tuple[GraphNode, ...]:
        """Return the nodes of these IRIs that there are, sorted by IRI."""
        rows = self._among(f"SELECT {_NODE} FROM node WHERE iri IN (?)", sorted(set(iris)))
        return tuple(sorted((GraphNode(*row) for row in rows), key=lambda node: node.iri))

    def best(self, wanted: Wanted, limit: int) -> tuple[list[GraphNode], int]:
        """Return the best linked nodes that meet all conditions, themes first, and how many there are."""
        where, values = _conditions(wanted)
        query = f"SELECT {_NODE} FROM node WHERE (type = 'Theme') = @ AND {where} ORDER BY degree DESC, iri LIMIT ?"
        things, themes = (
            self._db.execute(query.replace("@", which), (*values, limit)).fetchall() for which in ("0", "1")
        )
        found = [GraphNode(*row) for row in (*themes, *things)][:limit]
        if len(things) < limit:
            return found, len(themes) + len(things)
        return found, self._db.execute(f"SELECT count(*) FROM node WHERE {where}", values).fetchone()[0]

    def among(self, iris: Iterable[str], bases: Sequence[str] = ()) -> list[GraphEdge]:
        """Return the edges between these nodes, in a fixed order; only those of such a strongest basis, if given."""
        wanted = set(iris)
        rows = self._among(f"SELECT {_EDGE} FROM edge WHERE source IN (?) AND {_grounded(bases)}", sorted(wanted))
        return sorted((_edge(row) for row in rows if row[2] in wanted), key=lambda e: (e.source, e.target, e.predicate))

    def documents(self, iris: Iterable[str], limit: int) -> dict[str, list[str]]:
        """Return the ids of the first documents that name each of these nodes, at most so many."""
        query = "SELECT document FROM place WHERE iri = ? ORDER BY document LIMIT ?"
        return {iri: [row[0] for row in self._db.execute(query, (iri, limit)).fetchall()] for iri in iris}

    def serving(self, theme: str, limit: int) -> list[str]:
        """Return names of things that serve a theme, those that most documents see in its service first."""
        query = (
            "SELECT label FROM edge JOIN node ON iri = source WHERE target = ? AND predicate = 'serves' "
            "GROUP BY label ORDER BY sum(documents) DESC, label LIMIT ?"
        )
        return [row[0] for row in self._db.execute(query, (theme, limit)).fetchall()]

    def neighbors(self, iri: str, limit: int = 100) -> Neighbourhood:
        """Return what is claimed of a thing in both directions, best attested first, at most `limit` edges."""
        at = "FROM edge WHERE source = ?1 OR target = ?1"
        edges = self._db.execute(f"SELECT {_EDGE} {at} ORDER BY {_SUREST} LIMIT ?2", (iri, max(0, limit))).fetchall()
        total = self._db.execute(f"SELECT count(*) {at}", (iri,)).fetchone()[0]
        ends = {iri, *(end for row in edges for end in (row[0], row[2]))}
        return Neighbourhood(self.nodes(ends), tuple(_edge(row) for row in edges), total)

    def path(self, start: str, end: str, longest: int = 6) -> tuple[GraphEdge, ...]:
        """Return a shortest path between two things, whichever way its edges point; empty where there is none.

        Grown from both ends, the smaller side first, so that a path over a theme of thousands is found at once. The
        same graph gives the same path; between each two things on it stands the best attested edge.
        """
        if start == end:
            return ()
        sides: tuple[dict[str, str], dict[str, str]] = ({start: ""}, {end: ""})
        frontiers = [[start], [end]]
        for _ in range(longest):
            side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
            known, other = sides[side], sides[1 - side]
            reached: dict[str, str] = {}
            for near, far in self._steps(frontiers[side]):
                if far not in known and near < reached.get(far, "\uffff"):
                    reached[far] = near
            known |= reached
            frontiers[side] = sorted(reached)
            if met := min(reached.keys() & other.keys(), default=""):
                return self._between([*reversed(_chain(sides[0], met)), *_chain(sides[1], met)[1:]])
            if not reached:
                break
        return ()

    def everything(self) -> tuple[Iterator[GraphNode], Iterator[GraphEdge]]:
        """Return all nodes and all edges, each in a fixed order, one after the other."""
        nodes = self._db.execute(f"SELECT {_NODE} FROM node ORDER BY iri")
        edges = self._db.execute(f"SELECT {_EDGE} FROM edge ORDER BY source, target, predicate")
        return (GraphNode(*row) for row in nodes), (_edge(row) for row in edges)

    def _steps(self, frontier: Sequence[str]) -> Iterator[tuple[str, str]]:
        yield from self._among("SELECT source, target FROM edge WHERE source IN (?)", frontier)
        yield from self._among("SELECT target, source FROM edge WHERE target IN (?)", frontier)

    def _between(self, places: Sequence[str]) -> tuple[GraphEdge, ...]:
        query = f"SELECT {_EDGE} FROM edge WHERE source IN (?1, ?2) AND target IN (?1, ?2) AND source <> target"
        return tuple(
            _edge(self._db.execute(f"{query} ORDER BY {_SUREST} LIMIT 1", pair).fetchone()) for pair in pairwise(places)
        )

    def _among(self, query: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Run a query with `IN (?)` for many values."""
        for start in range(0, len(values), _CHUNK):
            some = values[start : start + _CHUNK]
            yield from self._db.execute(query.replace("?", _marks(some)), some).fetchall()


def _chain(before: dict[str, str], place: str) -> list[str]:
    """Return the way from a place back to where a side began."""
    way = [place]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return way


def _conditions(wanted: Wanted) -> tuple[str, list[str]]:
    """Return what must hold of a row of `node`, as SQL with its values."""
    of_all, of_things = _Condition(), _Condition()
    if wanted.classes:
        of_all.add(f"type IN ({_marks(wanted.classes)})", *wanted.classes)
    if wanted.words:
        of_all.add("instr(names, ?)", wanted.words.lower())
    else:
        of_all.add("degree > 0")
    if wanted.bases:
        ends = " UNION ALL ".join(
            f"SELECT {end} FROM edge WHERE {_grounded(wanted.bases)}" for end in ("source", "target")
        )
        of_all.add(f"iri IN ({ends})")
    if wanted.theme:
        of_things.add(f"iri IN (SELECT source FROM edge WHERE target = ? AND {_grounded(wanted.bases)})", wanted.theme)
    if wanted.status:
        of_things.add("status = ?", wanted.status)
    if wanted.documents:
        of_things.add(
            f"iri IN (SELECT iri FROM place WHERE document IN ({_marks(wanted.documents)}))", *wanted.documents
        )
    of_themes = _Condition()
    if wanted.theme:
        of_themes.add("iri = ?", wanted.theme)
    elif wanted.status:
        of_themes.add("0")
    of_all.add(f"CASE type WHEN 'Theme' THEN {of_themes.sql} ELSE {of_things.sql} END")
    return of_all.sql, [*of_all.values, *of_themes.values, *of_things.values]


def _grounded(bases: Sequence[str]) -> str:
    """Return the condition that the strongest basis of an edge, its lowest bit, is one of these; any where none is."""
    return f"bases & -bases IN ({', '.join(str(1 << BASES.index(basis)) for basis in bases)})" if bases else "1"


class _Condition:
    """Conditions of SQL that must all hold; none always does."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[str] = []

    def add(self, part: str, *values: str) -> None:
        self._parts.append(part)
        self.values += values

    @property
    def sql(self) -> str:
        return " AND ".join(self._parts) or "1"


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _edge(row: Sequence[Any]) -> GraphEdge:
    source, predicate, target, claims, bases, roles, confidence, documents = row
    return GraphEdge(
        source, predicate, target, claims, _names(bases, BASES), _names(roles, ROLES), confidence, documents
    )


def _names(bits: int, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(name for place, name in enumerate(names) if bits >> place & 1))
