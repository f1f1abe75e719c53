"""Extracting from one document, without a data folder but for what a model replied."""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from api import extractors
from api.building import Track
from api.extractors import Estimate, Extractors
from api.interruption import deferred
from api.problem import ApiError, BadRequest
from api.settings import Settings
from corpus.document import Document
from corpus.reading import read
from corpus.structuring import structure
from kg.extraction.result import Extraction


def extract(
    file: Path, chosen: Extractors, settings: Settings, *, track: Track, agreed: Callable[[Estimate], bool]
) -> tuple[Document, Extraction, Mapping[str, int]]:
    """Return a document with what is found in it, and how many of a model's items were dropped, by reason.

    Raises BadRequest where asking the model was not agreed to, ApiError where requests failed; what was answered is
    kept.
    """
    document = read(file)
    shape = structure(document)
    if chosen.model:
        wanted = extractors.missing(chosen, [shape])
        if wanted and not agreed(extractors.estimate(chosen, wanted)):
            raise BadRequest("the model was not asked", "agree, or leave out --extractor llm")
        with deferred() as interrupt:
            answers = extractors.read(chosen, wanted, extractors.endpoint(settings), interrupt.is_set)
            with closing(answers):
                failed = [why for _ in track(wanted, f"asking {chosen.model}") if (why := next(answers, ""))]
        if interrupt.is_set():
            raise KeyboardInterrupt
        if failed:
            raise ApiError(f"{len(failed)} of {len(wanted)} requests failed, first: {failed[0]}", "run it again")
    found, dropped = chosen(document, shape)
    return document, found, dropped
