"""Evaluation as commands run it: extraction on annotated documents, search on a retrieval set."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from api.problem import BadRequest
from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import to_annotation
from kg.extraction.extract import extract
from kg.scoring import Score, pool, score


def extraction(folder: Path, track: Callable[[Iterable[Path], str], Iterable[Path]]) -> Score:
    """Extract each X.txt beside an X.json and compare the two, counts pooled; raises BadRequest where there is none."""
    golds = [path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").is_file()]
    if not golds:
        raise BadRequest(f"{folder} has no pair X.txt and X.json", "name a folder of annotated documents")
    scores = []
    for path in track(golds, "documents"):
        document = read(path.with_suffix(".txt"))
        found = to_annotation(document, extract(document, structure(document)))
        scores.append(score(json.loads(path.read_text(encoding="utf-8")), found))
    return pool(scores)
