"""Annotated excerpts of ../shared kept as offsets and labels, so that the project holds no text of others.

An excerpt is a list of pieces of sources; a source is a file below ../shared (or the bundled document), or, after `#`,
one item of a news file (`train/news.jsonl.gz#20251211/title`), its title and paragraphs as lines. In the annotation,
mentions and evidence are `[start, end]` in the excerpt, in code points; all else is as in annotation-format.md.

`python -m tests.evals.annotated FOLDER [USE ...]` writes the excerpts (of these uses) as pairs X.txt, X.json.
"""

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from corpus.reading import read

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).with_name("annotated")
SHARED = ROOT.parent / "shared"
BUNDLED = "corpus/documents/"

USES = ("development", "unseen", "second")
"""To learn from, to measure on, and a second annotation of one that is there already."""

Span = Sequence[int]


def names(use: str) -> tuple[str, ...]:
    """Return the excerpts of one use (`development`, `unseen`, `second`), sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json") if _load(path)["use"] == use))


def unpack(target: Path, chosen: Sequence[str], shared: Path = SHARED) -> None:
    """Write excerpts and their gold annotations into a folder.

    :raises ValueError: where a source is not the one that was annotated.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        packed = _load(FOLDER / f"{name}.json")
        text = "".join(_source(piece["source"], shared)[slice(*piece["span"])] for piece in packed["pieces"])
        if hashlib.sha256(text.encode()).hexdigest() != packed["sha256"]:
            sources = ", ".join(sorted({piece["source"] for piece in packed["pieces"]}))
            raise ValueError(f"{name}: {sources} is not the text that was annotated; put the annotated version there")
        (target / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        gold = {"doc": name, **_mapped(packed["annotation"], partial(_quote, text))}
        (target / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


def pack(text: str, gold: Mapping[str, Any], sources: Sequence[str], use: str, shared: Path = SHARED) -> dict[str, Any]:
    """Return what is kept of an annotated excerpt.

    :raises ValueError: where the text is not made of the sources, or a quote is not in it.
    """
    return {
        "use": use,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "pieces": list(_pieces(text, {name: _source(name, shared) for name in sources})),
        "annotation": _mapped(gold, partial(_place, text)),
    }


def _mapped(annotation: Mapping[str, Any], to: Any) -> dict[str, Any]:
    """Return an annotation with each mention and evidence passed through `to`."""
    return {
        "entities": [{**e, "mentions": [to(mention) for mention in e["mentions"]]} for e in annotation["entities"]],
        "observations": [{**o, "evidence": to(o["evidence"])} for o in annotation["observations"]],
        "relations": [{**r, "evidence": to(r["evidence"])} for r in annotation["relations"]],
    }


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=64)
def _source(name: str, shared: Path) -> str:
    file, _, item = name.partition("#")
    if not item:
        return read((ROOT if file.startswith(BUNDLED) else shared) / file).source
    with gzip.open(shared / file, "rt", encoding="utf-8") as lines:
        for line in lines:
            news = json.loads(line)
            if f"{news['day']}/{news['title']}" == item:
                return "\n".join([news["title"], *news["paras"]])
    raise ValueError(f"{shared / file} has no item {item}; put the annotated version of the file there")


def _pieces(text: str, sources: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Cut a text, from its start on, into the longest pieces that stand in a source."""
    at = 0
    while at < len(text):
        size, name = max((_shared_length(text, at, source), name) for name, source in sources.items())
        if not size:
            raise ValueError(f"the sources lack {text[at : at + 20]!r}; name all that the excerpt is taken from")
        start = sources[name].find(text[at : at + size])
        yield {"source": name, "span": [start, start + size]}
        at += size


def _shared_length(text: str, at: int, source: str) -> int:
    low, high = 0, len(text) - at
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[at : at + middle] in source else (low, middle - 1)
    return low


def _quote(text: str, span: Span) -> str:
    return text[slice(*span)]


def _place(text: str, quote: str) -> list[int]:
    """Find a quote, white space ignored, at its first place."""
    found = re.search(r"\s*".join(map(re.escape, re.sub(r"\s", "", quote))), text)
    if not found or not found.group():
        raise ValueError(f"the excerpt lacks the quote {quote!r}; copy it from there")
    return list(found.span())


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), [name for use in sys.argv[2:] or USES for name in names(use)])
