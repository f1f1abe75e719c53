"""The files of the explorer; the graph library is the one that pyvis carries, so nothing is fetched."""

import hashlib
import json
import re
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from api import typeface
from kg import rules

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_TYPES = {
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "html": "text/html",
    "woff2": "font/woff2",
}
SCRIPTS = (
    "words.js",
    "rules.js",
    "state.js",
    "offline.js",
    "client.js",
    "source.js",
    "reader.js",
    "typeface.js",
    "labels.js",
    "picture.js",
    "detail.js",
    "chooser.js",
    "marks.js",
    "uploads.js",
    "chart.js",
    "table.js",
    "conflicts.js",
    "indicators.js",
    "trace.js",
    "contents.js",
    "results.js",
    "controls.js",
    "graph.js",
    "drawing.js",
    "download.js",
    "views.js",
    "explorer.js",
)
"""In the order in which they are loaded; `rules.js` is made of what `kg` says of its rules."""

BUNDLE = "scripts.js"
"""The scripts one after the other, since each file that a page asks for delays it."""

FONTS = frozenset(typeface.slices())
NAMES = frozenset({*SCRIPTS, BUNDLE, *FONTS, "han.css", "explorer.css", "page.css", "icon.svg", "vis-network.min.js"})


@cache
def read(name: str) -> bytes:
    """Return a file of the explorer; raises FileNotFoundError for a name that is none."""
    if name == "vis-network.min.js":
        return (resources.files("pyvis") / _VIS).read_bytes()
    if name == "rules.js":
        return f'"use strict";\nconst RULES = {json.dumps(rules.labels(), ensure_ascii=False)};\n'.encode()
    if name == BUNDLE:
        return b"\n".join(map(read, SCRIPTS))
    if name in FONTS or name == typeface.SHEET.name:
        return (typeface.FOLDER / name).read_bytes()
    return (resources.files("api") / "explorer" / name).read_bytes()


@cache
def page() -> str:
    """Return the explorer's page as it is served: its scripts in one file, each file by a name that changes with it.

    A browser need not ask for a file again whose name it knows.
    """
    html = read("index.html").decode()
    first, *others = (f'<script src="static/{name}"></script>\n' for name in SCRIPTS)
    for tag in others:
        html = html.replace(tag, "")
    html = html.replace(first, f'<script src="static/{BUNDLE}"></script>\n')
    return re.sub(r'(?<="static/)[a-z.-]+(?=")', lambda found: f"{found[0]}?v={_digest(found[0])}", html)


def _digest(name: str) -> str:
    return hashlib.sha256(read(name)).hexdigest()[:12]


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    return _TYPES[name.rpartition(".")[2]]


def _code(text: str) -> Markup:
    """Return a text with what stands in backticks as code."""
    parts = enumerate(text.split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in parts)


def api_page(description: dict[str, Any]) -> str:
    """Return the API's documentation as one page without scripts, from its OpenAPI description."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["code"] = _code
    return environment.from_string(read("api.html").decode()).render(api=description)
