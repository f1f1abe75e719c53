"""Classifiers for documents that were learned from: each is asked of one that was fitted to the other folds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.classifier.classifier import Classifier
from kg.classifier.fitting import fit
from kg.classifier.train import annotated

FOLDS = 5


def held_out(folders: Sequence[Path]) -> dict[str, Classifier]:
    """Return for each annotated document of the folders a classifier that was fitted to none of its place."""
    documents = dict(one for folder in folders for one in annotated(folder))
    folds = fold_of(sorted(documents))
    fitted = [
        fit([e for name, found in documents.items() if folds[name] != n for e in found])
        for n in sorted(set(folds.values()))
    ]
    return {name: fitted[fold] for name, fold in folds.items()}


def fold_of(names: Sequence[str]) -> Mapping[str, int]:
    """Return the fold of each document; what comes from one place (`county-gaotang-2021`, …-2022) is in one."""
    places = {name: "-".join(name.split("-")[:2]) for name in names}
    order = sorted(set(places.values()))
    return {name: order.index(place) % FOLDS for name, place in places.items()}
