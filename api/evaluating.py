"""Evaluation as commands run it: extraction on annotated documents, search on a retrieval set."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from api.problem import BadRequest
from corpus.reading import read
from corpus.structuring import structure
from embeddings.encoder import load_encoder
from embeddings.index import Mode
from embeddings.retrieval import Scores, evaluate, write_run
from kg.annotation import to_annotation
from kg.disagreement import Disagreement, disagreements
from kg.extraction.extract import extract
from kg.scoring import Score, pool, score


def extraction(
    folder: Path, track: Callable[[Iterable[Path], str], Iterable[Path]]
) -> tuple[Score, list[Disagreement]]:
    """Extract each X.txt beside an X.json and compare the two, counts pooled; raises BadRequest where there is none."""
    golds = [path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").is_file()]
    if not golds:
        raise BadRequest(f"{folder} has no pair X.txt and X.json", "name a folder of annotated documents")
    annotations = [_annotation(path) for path in golds]
    scores: list[Score] = []
    errors: list[Disagreement] = []
    for path, gold in zip(track(golds, "documents"), annotations, strict=True):
        document = read(path.with_suffix(".txt"))
        found = to_annotation(document, extract(document, structure(document)))
        scores.append(score(gold, found))
        errors += disagreements(path.stem, document.source, gold, found)
    return pool(scores), errors


def retrieval(folder: Path, mode: Mode, run: Path | None, model: str | None) -> list[Scores]:
    """Search the queries of a retrieval set and score what is found: first the mode, last a plain baseline.

    Writes a TREC run file where `run` names one. Raises EmbeddingError for a broken set, BadRequest for a run file that
    cannot be written.
    """
    scores, runs = evaluate(folder, load_encoder(model), [mode])
    if run is not None:
        try:
            write_run(run, runs[mode], f"zhengce-{mode}")
        except OSError as error:
            raise BadRequest(f"{run}: cannot be written ({error.strerror})", "name a file in another folder") from error
    return scores


def _annotation(path: Path) -> dict[str, Any]:
    """Return what a gold file says; raises BadRequest where it is no annotation."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path}: is no JSON ({error})", "correct it or move it out of the folder") from error
    missing = [key for key in ("entities", "observations", "relations") if key not in data]
    if not isinstance(data, dict) or missing:
        raise BadRequest(f"{path}: is no annotation; it lacks {', '.join(missing)}", "move it out of the folder")
    return data
