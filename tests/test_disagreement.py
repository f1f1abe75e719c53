"""The error analysis names what went wrong, where, and loses no error that the scores count."""

import json
from pathlib import Path

from corpus.reading import read
from corpus.structuring import structure
from kg.annotation import to_annotation
from kg.disagreement import Disagreement, disagreements, table
from kg.extraction.extract import extract
from kg.scoring import CLASSES, score

SOURCE = "开工柳河污水处理厂\n二期工程，打造产业高地，投资3亿元。由市水务局负责。"


def side(*entities: tuple[str, str, str], **more: object) -> dict[str, object]:
    things = [
        {"id": f"e{n}", "type": kind, "name": name, "aliases": [], "mentions": [quote]}
        for n, (kind, name, quote) in enumerate(entities)
    ]
    return {"entities": things, "observations": [], "relations": [], **more}


def found(gold: dict[str, object], predicted: dict[str, object]) -> list[Disagreement]:
    return disagreements("d", SOURCE, gold, predicted)


def test_a_name_cut_wrong_is_an_error_of_boundary_with_its_context() -> None:
    gold = side(("Project", "柳河污水处理厂二期工程", "柳河污水处理厂二期工程"))
    (error,) = found(gold, side(("Programme", "二期工程", "二期工程")))
    assert (error.fault, error.figure, error.gold, error.found) == (
        "boundary",
        "Project",
        "柳河污水处理厂二期工程",
        "二期工程",
    )
    assert error.context == "开工⟦柳河污水处理厂二期工程⟧，打造产业高地，投资3亿元。由市水务"


def test_a_thing_taken_for_another_class_is_one_error() -> None:
    (error,) = found(side(("Goal", "产业高地", "产业高地")), side(("Project", "产业高地", "产业高地")))
    assert (error.fault, error.figure, error.found) == ("class", "Goal", "产业高地 (Project)")


def test_a_value_with_another_unit_is_an_error_of_value() -> None:
    indicator = ("Indicator", "投资", "投资3亿元")
    one = {"indicator": "e0", "value": 3, "unit": "亿元", "kind": "target", "evidence": "投资3亿元"}
    sides = [side(indicator, observations=[one | {"unit": unit}]) for unit in ("亿元", "元")]
    assert [(e.fault, e.gold, e.found) for e in found(*sides)] == [("value", "投资 3亿元 target", "投资 3元 target")]


def test_relations_of_things_that_match_are_missed_or_spurious() -> None:
    things = ("Goal", "产业高地", "产业高地"), ("Agency", "市水务局", "市水务局")
    relation = {"type": "serves", "head": "e0", "tail": "theme:创新发展", "basis": "section", "evidence": "产业高地"}
    gold = side(*things, relations=[relation])
    other = side(*things, relations=[relation | {"tail": "theme:绿色发展", "start": 2, "end": 5}])
    errors = found(gold, other)
    assert [(e.fault, e.gold or e.found) for e in errors] == [
        ("missed", "产业高地 → theme:创新发展"),
        ("spurious", "产业高地 → theme:绿色发展"),
    ]
    assert "serves" in table(errors)


def test_nothing_is_wrong_where_both_agree() -> None:
    one = side(("Goal", "产业高地", "产业高地"))
    assert found(one, one) == []


def test_every_entity_error_that_is_scored_is_told_once(shared: Path) -> None:
    document = read(shared / "gold" / "D2.txt")
    gold = json.loads((shared / "gold" / "D2.json").read_text(encoding="utf-8"))
    predicted = json.loads(json.dumps(to_annotation(document, extract(document, structure(document))), default=float))
    errors = disagreements("D2", document.source, gold, predicted)
    counts = score(gold, predicted).counts
    missed = sum(counts[c].gold - counts[c].right_gold for c in CLASSES)
    spurious = sum(counts[c].predicted - counts[c].right_predicted for c in CLASSES)
    told = [e for e in errors if e.figure in CLASSES]
    assert sum(bool(e.gold) for e in told) == missed
    assert sum(bool(e.found) for e in told) == spurious
    assert all(e.context for e in told)
