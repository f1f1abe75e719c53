"""Queries that a model drafts: what it is asked, and what may be run of what it writes.

A draft may only read this store, name terms and things that there are, and hand on what the graph says: nothing that it
made up can stand in an answer.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from rdflib import RDF, XSD, Literal, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import KnowledgeError, QueryRefused
from kg.gate import admit
from kg.llm.schema import CLASSES, RELATIONS, meaning
from kg.prefixes import PREFIXES, shorten
from kg.questions import sparql
from kg.questions.plan import Condition, Plan
from ontology.sources import ontology_graph
from ontology.terms import ZC
from ontology.themes import load_themes

MOST = 200
"""So many rows a draft may return."""
_BESIDE = (
    *(f"skos:{name}" for name in ("prefLabel", "altLabel", "broader", "narrower")),
    *(f"dcterms:{name}" for name in ("title", "creator", "spatial", "issued", "temporal", "isPartOf")),
    *(f"oa:{name}" for name in ("hasSelector", "hasSource", "exact", "start", "end")),
)
"""Properties of other vocabularies that the graph uses."""
_READ = ("indicator", "kind", "value", "valueMax", "baseValue", "unitText", "growth", "bound", "period", "inDocument")
_SAID = ("claimSubject", "claimPredicate", "claimObject", "basis", "role", "evidence", "mentionOf", "jurisdiction")

_TASK = """\
You translate a question about Chinese policy documents into one SPARQL 1.1 SELECT query over the graph described \
here. Reply with one JSON object of the given schema.

Rules:
- Select `?thing`, what answers the question; where the question asks for a number also `?value`; and `?claim`, the \
claim, observation or mention that bears it out, where the pattern has one.
- Only the classes, properties, values and themes named here. Things are found by their names: names are Chinese \
literals tagged @zh, best matched as in the examples. Never invent an IRI.
- No SERVICE, FROM or BIND, no constants as results; of expressions only COUNT, SUM, AVG, MIN and MAX of one variable.
- Declare the prefixes. End with LIMIT {most} or less.

Classes:
{classes}

Relations between things, and of a thing to a theme or status:
{relations}

A value of an indicator is an observation with {read}; kind is zc:target, zc:actual or zc:change, growth true or \
false, period a year such as "2016" or a span such as "2012/2016". A claim says where a relation is written, with \
{said}; a mention names a thing (zc:mentionOf). Statuses: zc:completed, zc:ongoing, zc:planned. Also used: {beside}.

Themes:
{themes}

{examples}
"""


@cache
def system() -> str:
    """Return the instructions, made from the ontology, with examples of this project's own generator."""
    return _TASK.format(
        most=MOST,
        classes="\n".join(f"- zc:{meaning(name)}" for name in CLASSES),
        relations="\n".join(f"- zc:{meaning(name)}" for name in RELATIONS),
        read=", ".join(f"zc:{name}" for name in _READ),
        said=", ".join(f"zc:{name}" for name in _SAID),
        beside=", ".join(_BESIDE),
        themes="\n".join(f"- <{theme.iri}> {theme.zh} / {theme.en}" for theme in load_themes().all),
        examples="\n\n".join(f"Question: {asked}\n{query}" for asked, query in _examples()),
    )


def _examples() -> Iterator[tuple[str, str]]:
    theme = str(load_themes().by_name["绿色发展"].iri)
    serves, planned = Condition("serves", (theme,)), Condition("hasStatus", (str(ZC.planned),))
    plans = {
        "Which planned projects serve green development?": Plan("things", ("Project",), conditions=(serves, planned)),
        "哪些改革的名称里有医保": Plan("things", ("Reform",), words=(("医保",),)),
        "2016年人均可支配收入达到多少": Plan("values", words=(("人均可支配收入",),), kind="actual", years=("2016",)),
    }
    for asked, plan in plans.items():
        yield asked, sparql.generate(plan).replace(f"LIMIT {sparql.MOST}", f"LIMIT {MOST}")


def messages(question: str, draft: str = "", refusal: str = "") -> list[dict[str, str]]:
    """Return the conversation that asks for a query, or for a better one than a draft that was refused."""
    said = [{"role": "system", "content": system()}, {"role": "user", "content": f"Question: {question}"}]
    if draft:
        again = f"That query was not run: {refusal}. Write it anew."
        said += [
            {"role": "assistant", "content": json.dumps({"sparql": draft}, ensure_ascii=False)},
            {"role": "user", "content": again},
        ]
    return said


def schema() -> Mapping[str, Any]:
    """Return the JSON schema of a reply."""
    return {
        "type": "object",
        "properties": {"sparql": {"type": "string"}},
        "required": ["sparql"],
        "additionalProperties": False,
    }


def query_of(reply: str) -> str:
    """Return the query in a reply; raises KnowledgeError where the reply is not of the schema's form."""
    try:
        data = json.loads(reply)
    except ValueError as error:
        raise KnowledgeError(f"the reply is no JSON ({error})", "use a model that follows a JSON schema") from error
    if not isinstance(data, dict) or not isinstance(data.get("sparql"), str):
        raise KnowledgeError("the reply has no text 'sparql'", "use a model that follows a JSON schema")
    return str(data["sparql"])


def checked(text: str, known: Callable[[str], bool]) -> str:
    """Return a drafted query as it may run, with a limit; `known` tells of an IRI whether the graph has such a thing.

    Raises QueryRefused, with the term or the part that is not allowed and the remedy.
    """
    text = admit(text)
    parsed = parseQuery(text)
    tree = parsed[1]
    if tree.name != "SelectQuery":
        raise QueryRefused(f"a draft of the form {tree.name}", "write a SELECT query")
    if dict.get(tree, "datasetClause"):
        raise QueryRefused("the draft names graphs to read from (FROM)", "leave FROM out: all documents are read")
    algebra = translateQuery(parsed).algebra
    if Variable("thing") not in algebra.PV:
        raise QueryRefused("the draft does not select ?thing", "select ?thing, what answers the question")
    for part in _walk(algebra):
        if isinstance(part, URIRef) and not (_is_term(part) or known(str(part))):
            raise QueryRefused(
                f"the graph has no {shorten(str(part))}", "use the terms that are given, and find things by name"
            )
        if isinstance(part, CompValue):
            _check_source(part)
    return _limited(text, tree)


def _check_source(part: CompValue) -> None:
    """Refuse what would put values into the answer that are not of the graph."""
    made = part.name == "Extend" and not isinstance(part.expr, Variable)
    counted = part.name.startswith("Aggregate_") and not (part.vars == "*" or isinstance(part.vars, Variable))
    given = part.name == "values" and any(isinstance(v, Literal) for row in part.res for v in row.values())
    if made or counted or given:
        raise QueryRefused(
            f"the draft makes values up ({'VALUES' if given else 'BIND or an expression in SELECT'})",
            "select variables of the pattern, or COUNT, SUM, AVG, MIN or MAX of one",
        )


def _limited(text: str, tree: CompValue) -> str:
    given = dict.get(tree, "limitoffset")
    bound = dict.get(given, "limit") if given else None
    if bound is None:
        return f"{text.rstrip()}\nLIMIT {MOST}"
    if int(bound) > MOST:
        raise QueryRefused(f"the draft wants {int(bound):,} rows", f"end with LIMIT {MOST} or less")
    return text


def _walk(node: Any) -> Iterator[Any]:
    """Yield the parts of an algebra: operators, expressions, paths and terms."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, Path):
            waiting += list(vars(part).values())
        elif isinstance(part, list | tuple | set | frozenset):
            waiting += list(part)


def _is_term(iri: URIRef) -> bool:
    return str(iri) in _terms() or str(iri).startswith(str(XSD))


@cache
def _terms() -> frozenset[str]:
    """Return the terms of the ontology, its themes, and the properties of other vocabularies that the graph uses."""
    own = (str(s) for s in ontology_graph().subjects() if isinstance(s, URIRef) and str(s).startswith(str(ZC._NS)))
    themes = (str(theme.iri) for theme in load_themes().all)
    beside = (PREFIXES[prefix] + name for prefix, _, name in (each.partition(":") for each in _BESIDE))
    return frozenset((*own, *themes, *beside, str(RDF.type)))
