"""The graph of the bundled document as a person annotated a part of it, and the questions about it."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import corpus
from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.rdf import quads_of
from kg.store import Store

EVALS = Path(__file__).with_name("evals")
LIUSHI = Path(corpus.__file__).with_name("documents") / "liushi-2016.txt"


@cache
def liushi() -> Store:
    """A store with the annotated part of the bundled document; not to be changed."""
    return store_of((LIUSHI, EVALS / "liushi.json"))


@cache
def sources() -> dict[str, str]:
    """The texts that quotes must be slices of."""
    return {"liushi-2016": read(LIUSHI, id="liushi-2016").source}


def store_of(*pairs: tuple[Path, Path]) -> Store:
    """A store of documents with their annotations."""
    store = Store.open()
    store.load_vocabulary()
    for text, annotation in pairs:
        document = read(text, id=text.stem)
        extraction = from_annotation(json.loads(annotation.read_text(encoding="utf-8")), document)
        store.replace(document.id, quads_of(document, structure(document), extraction))
    return store


def questions() -> dict[str, list[dict[str, Any]]]:
    """The tables `question` (with the labels or values expected) and `unanswerable` of questions.toml."""
    return tomllib.loads((EVALS / "questions.toml").read_text(encoding="utf-8"))
