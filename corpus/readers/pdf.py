"""PDF documents with a text layer as plain text."""

import io

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import CorpusError

PAGE_LIMIT = 2000


def read_pdf(data: bytes, path: str) -> str:
    """Render the text layer, one line per line on the page, pages parted by form feeds.

    Raises CorpusError for a damaged or encrypted file, one without a text layer, one of more than `PAGE_LIMIT` pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > PAGE_LIMIT:
                raise CorpusError(
                    path, f"has {len(document.pages)} pages", f"split it into parts of {PAGE_LIMIT} pages"
                )
            pages = [page.extract_text() or "" for page in document.pages]
    except (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError) as error:
        problem = f"is damaged or encrypted ({type(error).__name__})"
        raise CorpusError(path, problem, "open it in a PDF viewer and print it to a new PDF") from error
    if not any(page.strip() for page in pages):
        raise CorpusError(path, "has no text layer (scanned pages)", "run OCR on it first, for example ocrmypdf")
    return "\f\n".join(page + "\n" for page in pages)
