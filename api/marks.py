"""Marks: what readers say of claims and things, kept beside the generations, so that every build leaves them alone."""

import fcntl
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from rdflib import DCTERMS, OWL, RDF, Graph, Literal, Namespace, URIRef

from api.ids import whole
from api.problem import BadRequest, NotFound
from api.schema import Mark, NewMark
from kg import disk, judgements
from ontology.terms import BASE, ZC

MOST = 100_000
_OA = Namespace("http://www.w3.org/ns/oa#")
_MARK = Namespace(BASE + "mark/")


class Marks:
    """The marks of a data folder: one line of JSON each, in the order in which they were made.

    An undone mark stays as a line, with who undid it and when; `all` leaves it out.
    """

    def __init__(self, data: Path) -> None:
        self._file = data / judgements.FILE

    def all(self) -> list[Mark]:
        """Return the marks that stand, oldest first; raises RepositoryError for a line that is none."""
        return [mark for mark in self._lines() if mark.undone is None]

    def add(self, new: NewMark) -> Mark:
        """Keep a mark; when this returns, it is on disk."""
        mark = Mark(**new.model_dump(), id=uuid4().hex[:12], time=_now())
        with self._writing() as lines:
            if len(lines) >= MOST:
                raise BadRequest(f"{self._file} has {MOST} lines", "export the marks and start a new file")
            lines.append(mark)
        return mark

    def undo(self, id: str, author: str) -> Mark:
        """Take a mark back; raises NotFound where none of this id stands."""
        with self._writing() as lines:
            for place, mark in enumerate(lines):
                if mark.id == id and mark.undone is None:
                    lines[place] = mark.model_copy(update={"undone": _now(), "undone_by": author})
                    return lines[place]
        raise NotFound(f"no mark {id!r}", "`zhengce marks` lists those that stand")

    def _lines(self) -> list[Mark]:
        """Return all marks as `kg` reads them, for it heeds the same file."""
        said = ({k: v for k, v in asdict(j).items() if v} for j in judgements.written(self._file.parent))
        return [Mark.model_construct(**{"note": "", **mark}) for mark in said]

    @contextmanager
    def _writing(self) -> Iterator[list[Mark]]:
        """Lend the lines, and write them whole when they come back; others wait meanwhile."""
        with self._file.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lines = self._lines()
            yield lines
            rows = (json.dumps(m.model_dump(mode="json", exclude_none=True), ensure_ascii=False) for m in lines)
            disk.write(self._file, "".join(row + "\n" for row in rows).encode())


def turtle(marks: Sequence[Mark]) -> bytes:
    """Return marks as Web Annotations; what two marked things are one says owl:sameAs, as the mark's body."""
    graph = Graph()
    graph.bind("oa", _OA)
    for mark in marks:
        node = _MARK[mark.id]
        graph.add((node, RDF.type, _OA.Annotation))
        graph.add((node, _OA.motivatedBy, _OA.linking if mark.verdict == "same" else _OA.assessing))
        graph.add((node, DCTERMS.creator, Literal(mark.author)))
        graph.add((node, DCTERMS.created, Literal(mark.time)))
        graph.add((node, _OA.bodyValue, Literal(mark.note or mark.verdict)))
        graph.add((node, DCTERMS.type, Literal(mark.verdict)))
        subject, predicate, end = (*mark.about.split("|"), "", "")[:3]
        graph.add((node, _OA.hasTarget, URIRef(whole(subject))))
        if mark.verdict == "same" and mark.other:
            _statement(graph, node, subject, OWL.sameAs, mark.other)
        elif predicate and end:
            _statement(graph, node, subject, ZC._NS[predicate], end)
    return graph.serialize(format="turtle", encoding="utf-8")


def _statement(graph: Graph, mark: URIRef, subject: str, predicate: URIRef, end: str) -> None:
    statement = URIRef(mark + "#statement")
    graph.add((mark, _OA.hasBody, statement))
    graph.add((statement, RDF.type, RDF.Statement))
    graph.add((statement, RDF.subject, URIRef(whole(subject))))
    graph.add((statement, RDF.predicate, predicate))
    graph.add((statement, RDF.object, URIRef(whole(end))))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
