"""Names from the graph that stand for what a query asks: what serves a theme, and the other names of a thing."""

import re

import pyoxigraph as ox

from embeddings.words import fold
from kg.links import Links
from kg.store import Store
from ontology.themes import Theme, themes_named

MOST = 30
"""So many names at most stand for a query."""

_SHORTEST = 3
_PREFIXES = """PREFIX zc: <https://w3id.org/zhengce/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_OTHERS = f"""{_PREFIXES}
SELECT DISTINCT (STR(?label) AS ?name) {{
    {{ ?thing skos:prefLabel ?asked }} UNION {{ ?thing skos:altLabel ?asked }}
    {{ ?thing skos:prefLabel|skos:altLabel ?label }} UNION {{ ?part zc:partOf ?thing ; skos:prefLabel ?label }}
    FILTER(LANG(?label) = "zh")
}} ORDER BY ?name LIMIT {MOST}"""
_GAP = re.compile(r"[\s\"“”「」『』，。、？?]+")


def names_for(store: Store, links: Links, query: str) -> list[str]:
    """Return names that stand for what is asked; none where the query is about more than themes and names.

    A query that is mostly the name of a theme stands for the things that serve it, one that holds the name of a thing
    between blanks or quotation marks for its other names and its parts.
    """
    found: list[str | None] = [name for theme in _themes(query) for name in links.serving(str(theme.iri), MOST)]
    for part in filter(None, _GAP.split(query)):
        asked = ox.Literal(part, language="zh")
        found += [name for name, *_ in store.select(_OTHERS, asked=asked)]
    said = fold(query)
    names = dict.fromkeys(name for name in found if name and len(name) >= _SHORTEST and fold(name) not in said)
    return list(names)[:MOST]


def _themes(query: str) -> tuple[Theme, ...]:
    """Return the themes that a query names, where they are at least half of it."""
    themes = themes_named(query)
    said = len(_GAP.sub("", query))
    names = sum(max(len(n) for n in (t.zh, t.en, *t.alt_zh, *t.alt_en) if n.lower() in query.lower()) for t in themes)
    return themes if 2 * names >= said else ()
