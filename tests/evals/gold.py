"""The annotated documents, and what the extractor says of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import to_annotation
from kg.classifier.classifier import NOTHING, Classifier, bundled
from kg.extraction.extract import extract

DEVELOPMENT = ("D2", "D3", "D5", "E01", "E04", "E06", "E10", "E12")
"""The half whose errors may be read while rules are written."""

CHECK = ("D1", "D4", "E02", "E03", "E05", "E07", "E11")
"""The half of which only the figures are looked at."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document with its gold annotation and the one that was extracted."""

    document: Document
    gold: Mapping[str, Any]
    predicted: Mapping[str, Any]


def read_cases(folder: Path, classifiers: Mapping[str, Classifier] | None = None) -> dict[str, Case]:
    """Extract every X.txt that has an X.json, by name in sorted order.

    `classifiers` gives one for each name; without them the bundled one is asked.
    """
    return {
        path.stem: _case(path, classifiers[path.stem] if classifiers else bundled())
        for path in sorted(folder.glob("*.json"))
    }


def read_cases_by_rules(folder: Path) -> dict[str, Case]:
    """Extract the same by the rules alone."""
    return {path.stem: _case(path, NOTHING) for path in sorted(folder.glob("*.json"))}


def _case(path: Path, classifier: Classifier) -> Case:
    document = read(path.with_suffix(".txt"))
    found = to_annotation(document, extract(document, structure(document), classifier))
    return Case(document, json.loads(path.read_text(encoding="utf-8")), json.loads(json.dumps(found)))


def unquoted(path: Path, predicted: Mapping[str, Any]) -> tuple[int, int]:
    """Return (quotes that are no verbatim slice of the file at their offsets, quotes)."""
    with path.open(encoding="utf-8", newline="") as file:
        source = file.read()
    places = [
        (quote, span)
        for entity in predicted["entities"]
        for quote, span in zip(entity["mentions"], entity["spans"], strict=True)
    ]
    places += [(item["evidence"], item) for part in ("observations", "relations") for item in predicted[part]]
    return sum(not quote or source[at["start"] : at["end"]] != quote for quote, at in places), len(places)
