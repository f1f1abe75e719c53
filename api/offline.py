"""The explorer as one file that needs no server and no network."""

import json
import re
from collections.abc import Sequence
from typing import Any

from api import assets, schema
from api.library import Library

LARGEST = 400
"""So many nodes are drawn; the texts and cards of all of them are in the file."""


def page(library: Library, documents: Sequence[str] = ()) -> str:
    """Return the page with its data, for all documents or for some; raises NotFound for an unknown one.

    Everything is inside: styles, scripts, graph, cards and source texts. Data cannot end the block that holds them.
    """
    html = assets.read("index.html").decode()
    html = html.replace('<link rel="icon" href="static/icon.svg" type="image/svg+xml">\n', "")
    style = f"<style>{assets.read('explorer.css').decode()}</style>"
    html = html.replace('<link rel="stylesheet" href="static/explorer.css">', style)
    data = json.dumps(_data(library, documents), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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
    pictures = [library.picture(document=d, limit=LARGEST) for d in chosen]
    graph = pictures[0] if len(pictures) == 1 else library.picture(limit=LARGEST)
    if documents:
        kept = {n.id for picture in pictures for n in picture.nodes}
        graph = graph.model_copy(
            update={
                "nodes": [n for n in graph.nodes if n.id in kept],
                "edges": [e for e in graph.edges if e.from_ in kept and e.to in kept],
            }
        )
    return {
        "graph": schema.dump(graph),
        "entities": {n.id: schema.dump(library.card(n.id)) for n in graph.nodes},
        "documents": {d: schema.dump(library.document(d)) for d in chosen},
        "themes": [schema.dump(t) for t in library.themes().themes],
    }
