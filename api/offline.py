"""The explorer as one file that needs no server and no network."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from importlib.metadata import version
from typing import Any

from api import assets, schema, typeface
from api.library import Library
from api.schema import Card, Graph

FIRST, LARGEST, CARDS = 80, 400, 3000
"""So many nodes are drawn at first, so many can be filtered and expanded, and so many things have their card."""


def page(library: Library, documents: Sequence[str] = ()) -> str:
    """Return the page with its data, for all documents or for some; raises NotFound for an unknown one.

    Everything is inside: styles, scripts, graph, cards, source texts, and a font for their characters. Data
    cannot end the block that holds them.
    """
    html = assets.read("index.html").decode()
    html = html.replace('<link rel="icon" href="static/icon.svg" type="image/svg+xml">\n', "")
    style = f"<style>{assets.read('explorer.css').decode()}</style>"
    html = html.replace('<link rel="stylesheet" href="static/explorer.css">', style)
    data = json.dumps(_data(library, documents), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    font = f"<style>{typeface.embedded(data + assets.read('words.js').decode())}</style>"
    html = html.replace('<link rel="stylesheet" href="static/han.css">', font)
    block = f'<script type="application/json" id="offline-data">{_inert(data)}</script>\n'
    html = html.replace('<script src="static/vis', block + '<script src="static/vis', 1)
    return re.sub(r'<script src="static/([a-z-]+(?:\.min)?\.js)"></script>', _inline, html)


def _inline(match: re.Match[str]) -> str:
    return "<script>" + assets.read(match[1]).decode().replace("</script", "<\\/script") + "</script>"


def _inert(data: str) -> str:
    """Return JSON in which nothing can be read as markup (HTML Standard, restrictions on script contents)."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(library: Library, documents: Sequence[str]) -> dict[str, Any]:
    chosen = list(documents) or [d.id for d in library.documents().documents]
    picture, graph = (library.picture(documents=documents, limit=limit) for limit in (FIRST, LARGEST))
    texts = {d: library.document(d) for d in chosen}
    named = [m.entity for text in texts.values() for m in text.mentions]
    wanted = dict.fromkeys([n.id for n in graph.nodes] + named)
    cards = {id: _within(library.card(id), set(chosen)) for id in list(wanted)[:CARDS]}
    return {
        "picture": schema.dump(_supported(picture, cards)),
        "graph": schema.dump(_supported(graph, cards)),
        "entities": {id: schema.dump(card) for id, card in cards.items()},
        "documents": {id: schema.dump(text) for id, text in texts.items()},
        "themes": [schema.dump(t) for t in library.themes().themes],
        "version": {"version": version("zhengce"), "generation": library.name, "data": library.data},
    }


def _within(card: Card, chosen: Set[str]) -> Card:
    """Return the card with what these documents say and no more."""
    return card.model_copy(
        update={
            "documents": [d for d in card.documents if d in chosen],
            "mentions": [m for m in card.mentions if m.doc in chosen],
            "outgoing": [c for c in card.outgoing if c.doc in chosen],
            "incoming": [c for c in card.incoming if c.doc in chosen],
            "observations": [o for o in card.observations if o.doc in chosen],
        }
    )


def _supported(graph: Graph, cards: Mapping[str, Card]) -> Graph:
    """Return the graph with the edges that a card gives a claim for, and their number of claims."""
    claims = Counter((c.subject.id, c.predicate, c.object.id) for card in cards.values() for c in card.outgoing)
    counted = ((e, claims[e.from_, e.predicate, e.to]) for e in graph.edges)
    return graph.model_copy(update={"edges": [e.model_copy(update={"claims": n}) for e, n in counted if n]})
