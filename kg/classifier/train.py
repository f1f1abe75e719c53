"""Train the bundled classifier: `python -m kg.classifier.train FOLDER [FOLDER ...] [--out FILE]`.

A FOLDER holds annotated documents as pairs X.txt, X.json. The same documents and versions give the same weights.
"""

import argparse
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from corpus.reading import read
from corpus.structuring import structure
from kg.classifier.classifier import FILE
from kg.classifier.fitting import Example, Plan, fit
from kg.classifier.labels import examples
from kg.classifier.member import members
from kg.extraction import figures
from kg.extraction.extract import proposed
from kg.extraction.reading import read as read_clauses
from kg.extraction.rivalry import settle

log = logging.getLogger("kg.classifier.train")


def annotated(folder: Path) -> Iterator[tuple[str, list[Example]]]:
    """Yield the name and the examples of each annotated document of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        document = read(path.with_suffix(".txt"))
        reading = read_clauses(document, structure(document))
        found = members(reading, settle(proposed(reading, figures.find(reading))))
        yield path.stem, examples(found, json.loads(path.read_text(encoding="utf-8")))


def train(folders: Sequence[Path], plan: Plan) -> bytes:
    """Return the file of the classifier fitted to all documents of the folders."""
    documents: Mapping[str, list[Example]] = dict(one for folder in folders for one in annotated(folder))
    found = [example for examples in documents.values() for example in examples]
    log.info("%d documents, %d members of noun phrases", len(documents), len(found))
    classifier = fit(found, plan)
    log.info("%d features", len(classifier.rows))
    return classifier.save(
        {
            "plan": asdict(plan),
            "documents": sorted(documents),
            "sha256": _digest(folders),
            "members": len(found),
            "features": len(classifier.rows),
            "versions": {name: version(name) for name in ("numpy", "rjieba", "scipy")},
        }
    )


def _digest(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        digest.update(path.with_suffix(".txt").read_bytes() + path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(FILE))
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.write_bytes(train(options.annotated, Plan()))


if __name__ == "__main__":
    main()
