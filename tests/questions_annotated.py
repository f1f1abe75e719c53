"""Questions about annotated documents, their expected answers, and how well they are met.

`annotated` holds the documents of ../shared/gold and the bundled one, `excerpts` those of tests/evals/annotated.
"""

import json
import re
import tempfile
import tomllib
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.naming import normalise
from kg.questions.answering import Answer
from kg.rdf import quads_of
from kg.store import Store
from tests.evals import annotated as excerpted
from tests.questions_sample import EVALS, LIUSHI

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
EXCERPTS = (
    "central-2007",
    "city-quzhou",
    "city-xuancheng",
    "county-laiyuan-2025",
    "county-quyang-2022",
    "county-shunping-2020",
    "county-yixian-2025",
    "news-congress-2025",
    "news-economic-conference-2025",
    "opinion-employment-2018",
    "province-gansu-2025",
    "province-jiangxi-2025",
    "scheme-elderly-2020",
)
"""The excerpts that questions are asked of; their answers change with each other one."""
PLACES: dict[str, dict[str, Any]] = {
    "E02": {"place": "保定市清苑县", "level": "county"},
    "E11": {"place": "山东省", "level": "province"},
    "city-xuancheng": {
        "title": "2024年宣城市政府工作报告",
        "place": "安徽省宣城市",
        "level": "city",
        "year": 2024,
        "period": "2023/2024",
    },
}
"""What is stated of excerpts whose head is cut off, as a sidecar file would."""


@cache
def annotations() -> dict[str, dict[str, Any]]:
    """The annotations by document."""
    folders = (GOLD, _unpacked())
    return {
        p.stem: json.loads(p.read_text(encoding="utf-8")) for folder in folders for p in sorted(folder.glob("*.json"))
    }


@cache
def annotated() -> Store:
    """A store with the documents of ../shared/gold and the bundled one; not to be changed."""
    liushi = json.loads((EVALS / "liushi.json").read_text(encoding="utf-8"))
    return _store({LIUSHI: liushi, **{path.with_suffix(".txt"): annotations()[path.stem] for path in _pairs(GOLD)}})


@cache
def excerpts() -> Store:
    """A store with the annotated excerpts that may be read; not to be changed."""
    return _store({path.with_suffix(".txt"): annotations()[path.stem] for path in _pairs(_unpacked())})


@cache
def _unpacked() -> Path:
    folder = Path(tempfile.mkdtemp())
    excerpted.unpack(folder, EXCERPTS)
    return folder


def _pairs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def _store(documents: dict[Path, dict[str, Any]]) -> Store:
    store = Store.open()
    store.load_vocabulary()
    for text, found in documents.items():
        document = read(text, id=text.stem)
        if text.stem in PLACES:
            document = replace(document, metadata=replace(document.metadata, **PLACES[text.stem]))
        store.replace(document.id, quads_of(document, structure(document), from_annotation(found, document)))
    return store


def questions(half: str) -> dict[str, list[dict[str, Any]]]:
    """The questions of one half: `question` and `unanswerable`."""
    tables = tomllib.loads((EVALS / "questions_annotated.toml").read_text(encoding="utf-8"))
    return {name: [each for each in table if each["half"] == half] for name, table in tables.items()}


def fresh(number: int) -> dict[str, list[dict[str, Any]]]:
    """The questions of one round about the excerpts: `question` and `unanswerable`."""
    tables = tomllib.loads((EVALS / "questions_fresh.toml").read_text(encoding="utf-8"))
    return {name: [each for each in table if each["round"] == number] for name, table in tables.items()}


def claims(spec: dict[str, Any]) -> list[str]:
    """The ends of the annotation's relations that a table asks for: heads, or tails where heads are named by `of`."""
    found = annotations()[spec["doc"]]
    name = {each["id"]: each["name"] for each in found["entities"]}
    kind = {each["id"]: each["type"] for each in found["entities"]}
    states: dict[str, set[str]] = defaultdict(set)
    for each in found["relations"]:
        if each["type"] == "hasStatus":
            states[each["head"]].add(each["tail"].partition(":")[2])
    ends: dict[str, None] = {}
    for each in found["relations"]:
        head, tail = each["head"], each["tail"]
        known = (name.get(head, head), name.get(tail, tail), tail)
        heads = spec.get("by") or (spec.get("of") if spec["type"] in ("partOf", "locatedIn") else None)
        if (
            each["type"] != spec["type"]
            or ("heads" in spec and kind.get(head) not in spec["heads"])
            or ("tail" in spec and spec["tail"] not in known[1:])
            or ("role" in spec and each.get("role") not in spec["role"])
            or ("status" in spec and not states[head] & set(spec["status"]))
            or (heads and known[1] != heads)
            or ("of" in spec and not heads and known[0] != spec["of"])
        ):
            continue
        ends[known[1] if "of" in spec and not heads else known[0]] = None
    return list(ends)


def f1(table: dict[str, Any], answer: Answer) -> float:
    """The F1 of an answer's labels, first numbers or documents against the expected ones."""
    expected = [*table.get("labels", ()), *(c for key in ("from", "more") if key in table for c in claims(table[key]))]
    given = [item.label for item in answer.answers]
    if "values" in table or "count" in table:
        expected = [_number(v) for v in table["values"]] if "values" in table else [str(len(claims(table["count"])))]
        given = [_number(item.value) for item in answer.answers]
    if "documents" in table:
        expected, given = table["documents"], sorted({e.doc for item in answer.answers for e in item.evidence})
    rest, hits = [normalise(each) for each in given], 0
    for each in expected:
        found = next((r for r in rest if r in {normalise(form) for form in each.split("|")}), None)
        if found is not None:
            rest.remove(found)
            hits += 1
    return 2 * hits / (len(given) + len(expected)) if given or expected else 1.0


def _number(value: str) -> str:
    found = re.search(r"-?\d+(?:\.\d+)?", value)
    return found.group() if found else value
