"""Word documents as plain text: paragraphs and tables in order."""

from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from corpus.readers.package import broken, checked


def read_docx(data: bytes, path: str) -> str:
    """Render a Word document as one line per paragraph and table row, cells parted by tabs.

    Headers, footers, comments and footnotes are left out; a merged cell is given once.
    """
    package = checked(data, path, "word/document.xml")
    try:
        document = docx.Document(package)
        return "\n".join(_lines(document)) + "\n"
    except (PackageNotFoundError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise broken(path, error) from error


def _lines(document: WordDocument) -> list[str]:
    lines: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            lines.append(item.text)
        elif isinstance(item, Table):
            lines.extend(_rows(item))
    return lines


def _rows(table: Table) -> list[str]:
    lines = []
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:
                cells.append(" ".join(cell.text.split()))
            last = cell._tc
        lines.append("\t".join(cells))
    return lines
