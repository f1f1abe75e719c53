"""Slides as plain text, in reading order."""

from collections.abc import Iterator
from zipfile import BadZipFile

import pptx
from lxml.etree import LxmlError
from pptx.exc import PythonPptxError
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.shapes.shapetree import SlideShapes

from corpus.readers.package import broken, checked

_ROW = 360_000  # shapes whose tops are within one centimetre (in EMU) stand beside each other


def read_pptx(data: bytes, path: str) -> str:
    """Render slides as text: title first, then shapes from top to bottom and left to right; tables by row.

    Slides are parted by form feeds; speaker's notes are left out.
    """
    package = checked(data, path, "ppt/presentation.xml")
    try:
        deck = pptx.Presentation(package)
        return "\f\n".join("\n\n".join(_slide(slide.shapes)) + "\n" for slide in deck.slides)
    except (PythonPptxError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise broken(path, error) from error


def _slide(shapes: SlideShapes) -> list[str]:
    ordered = sorted(shapes, key=lambda shape: _place(shape, shapes.title))
    return [text for shape in ordered for text in _texts(shape) if text.strip()]


def _place(shape: BaseShape, title: BaseShape | None) -> tuple[bool, int, int]:
    is_title = title is not None and shape.shape_id == title.shape_id
    return not is_title, (shape.top or 0) // _ROW, shape.left or 0


def _texts(shape: BaseShape) -> Iterator[str]:
    if isinstance(shape, GroupShape):
        for inner in sorted(shape.shapes, key=lambda s: _place(s, None)):
            yield from _texts(inner)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        yield "\n".join("\t".join(" ".join(c.text.split()) for c in row.cells) for row in shape.table.rows)
    elif isinstance(shape, Shape):
        yield "\n".join(p.text.replace("\v", "\n") for p in shape.text_frame.paragraphs)
