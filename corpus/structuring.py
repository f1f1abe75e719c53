"""From a document to its structure: cleaned view, section tree and passages."""

import re
from array import array

from corpus.document import Document
from corpus.passage import Passage
from corpus.section import Section
from corpus.structure import Structure
from corpus.view import View

_HEADING = re.compile(
    r"(第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])"
)


def structure(document: Document) -> Structure:
    """Return how the document reads."""
    source = document.source
    view = View(source, source, array("i", range(len(source))))
    sections = [Section(0, None, 0, "", document.metadata.title, 0, 0, len(source))]
    passages: list[Passage] = []
    place = 0
    for line in source.splitlines(keepends=True):
        end = place + len(line)
        if line.strip():
            passages.append(Passage(len(passages), 0, place, end, ((place, end),)))
        place = end
    return Structure(view, tuple(sections), tuple(passages))
