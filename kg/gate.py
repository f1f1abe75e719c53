"""The gate: which queries from outside may run at all."""

from collections.abc import Iterator

from pyparsing import ParseException, ParseResults
from rdflib import URIRef
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryRefused
from kg.store import ONTOLOGY_GRAPH
from ontology.terms import GRAPH

MAX_LENGTH = 20_000


def admit(text: str) -> str:
    """Return the query as it may run, or raise QueryRefused: reading only, and only from this store.

    What is looked at is the parsed tree. Two parsers that disagree could be played off against each other, so what they
    are known to read differently (escaped characters, lone carriage returns) never reaches the second one.
    """
    if len(text) > MAX_LENGTH:
        raise QueryRefused(f"the query has {len(text):,} characters", f"keep it below {MAX_LENGTH:,}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\\u" in text or "\\U" in text:
        raise QueryRefused(r"the query has an escaped character (\u)", "write the character itself")
    if "\0" in text:
        raise QueryRefused("the query has a NUL character", "leave it out")
    try:
        tree = parseQuery(text)
    except ParseException as error:
        raise QueryRefused(
            f"the query cannot be read at line {error.lineno}, column {error.column}: {error.msg}",
            "write a SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE query and declare its prefixes",
        ) from error
    except RecursionError as error:
        raise QueryRefused("the query is nested too deeply or too long", "split it into smaller queries") from error
    for part in _parts(tree):
        if part.name == "ServiceGraphPattern":
            raise QueryRefused("the query asks another server (SERVICE)", "ask only what is stored here")
        if part.name == "DatasetClause":
            _check_graphs(part)
    return text


def _check_graphs(clause: CompValue) -> None:
    for name in (*_listed(dict.get(clause, "default")), *_listed(dict.get(clause, "named"))):
        if not (isinstance(name, URIRef) and (name.startswith(GRAPH) or str(name) == ONTOLOGY_GRAPH.value)):
            raise QueryRefused(
                f"the query reads from {name}",
                f"name graphs of this store ({GRAPH}… or {ONTOLOGY_GRAPH.value}), in full",
            )


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | ParseResults) else [value]


def _parts(tree: object) -> Iterator[CompValue]:
    """Yield every node of a parse tree."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting += part.values()
        elif isinstance(part, list | tuple | ParseResults):
            waiting += list(part)
