"""Our scoring gives the figures of the script that judges."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from corpus.reading import read
from corpus.structuring import structure
from kg import scoring
from kg.annotation import to_annotation
from kg.classifier.classifier import NOTHING
from kg.extraction.extract import extract

DOCUMENTS = ("D2", "D3", "E06", "E12")


@pytest.fixture(scope="module")
def judge(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", DOCUMENTS)
def test_counts_and_errors_are_those_of_the_judge(name: str, shared: Path, judge: ModuleType) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    document = read(shared / "gold" / f"{name}.txt")
    predicted = json.loads(
        json.dumps(to_annotation(document, extract(document, structure(document), NOTHING)), default=float)
    )
    ours = scoring.score(gold, predicted)
    counts, errors = judge.score(gold, predicted)
    assert {k: [c.right_predicted, c.predicted, c.right_gold, c.gold] for k, c in ours.counts.items()} == counts
    assert sorted((f"{kind} {what}", name) for kind, what, name in ours.errors) == sorted(errors)
    summary = judge.summary(judge.pool([counts]))
    assert scoring.macro_f1(ours) == pytest.approx(summary["entities (macro)"]["f1"])
    assert ours.counts["serves"].f1 == pytest.approx(summary["serves"]["f1"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_gold_agrees_with_itself(name: str, shared: Path) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    figures = scoring.score(gold, gold).counts
    assert all(figures[c].f1 == 1 for c in scoring.CLASSES if figures[c].gold)
    assert figures["observations"].right_gold == figures["observations"].gold


def annotation(*names: str, relations: tuple[tuple[str, str], ...] = ()) -> dict[str, object]:
    entities = [{"id": f"e{i}", "type": "Project", "name": n, "aliases": []} for i, n in enumerate(names)]
    found = [{"type": "serves", "head": h, "tail": t, "basis": "section"} for h, t in relations]
    return {"entities": entities, "observations": [], "relations": found}


def test_names_match_by_bigrams_and_each_answers_once() -> None:
    counts = scoring.score(annotation("苏岙垃圾场生态治理工程", "林毛公园"), annotation("苏岙垃圾场治理工程")).counts
    assert counts["Project"] == scoring.Count(1, 1, 1, 2)


def test_relations_of_unmatched_heads_are_not_counted_twice() -> None:
    gold = annotation("林毛公园", relations=(("e0", "theme:绿色发展"),))
    predicted = annotation("林毛公园", "瓯江口大桥", relations=(("e0", "theme:绿色发展"), ("e1", "theme:创新发展")))
    assert scoring.score(gold, predicted).counts["serves"] == scoring.Count(1, 1, 1, 1)


def test_optional_gold_is_no_miss() -> None:
    gold = annotation("林毛公园", "瓯江口大桥")
    gold["entities"][1]["certain"] = False  # type: ignore[index]
    assert scoring.score(gold, annotation("林毛公园")).counts["Project"].f1 == 1


def test_pool_adds_and_report_names_every_figure() -> None:
    one = scoring.score(annotation("林毛公园"), annotation("林毛公园"))
    two = scoring.score(annotation("瓯江口大桥"), annotation())
    pooled = scoring.pool([one, two])
    assert pooled.counts["Project"] == scoring.Count(1, 1, 1, 2)
    text = scoring.report(pooled)
    assert all(figure in text for figure in (*scoring.CLASSES, *scoring.RELATIONS, "entities (macro)"))
