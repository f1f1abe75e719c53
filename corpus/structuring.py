"""From a document to its structure: cleaned view, section tree and passages."""

from corpus.cleaning import clean
from corpus.document import Document
from corpus.heading import headings, title_block
from corpus.nesting import nest
from corpus.splitting import passages
from corpus.structure import Structure


def structure(document: Document) -> Structure:
    """Return how the document reads."""
    view, blocks = clean(document.source)
    found = headings(view.text, blocks)
    first = title_block(view.text, blocks)
    title_end = blocks[first - 1].end if first else 0
    sections = nest(found, document.metadata.title, title_end, len(view.text))
    return Structure(view, sections, passages(view.text, blocks, sections))
