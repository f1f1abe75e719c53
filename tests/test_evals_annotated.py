"""The excerpts kept as offsets and labels: they come back as they were annotated, or not at all."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from evals import annotated, extraction
from evals.gold import read_cases

from kg.scoring import CLASSES, RELATIONS

TOWN = "town-liushi-2016"
NEWS = "news/items.jsonl.gz#20200101/会议召开"
TEXT = "会议召开\n由教育局牵头，建成柳林学校2所。"
GOLD: dict[str, Any] = {
    "entities": [
        {"id": "e1", "type": "Agency", "name": "教育局", "aliases": [], "mentions": ["教育局"], "certain": True},
        {"id": "e2", "type": "Project", "name": "柳林学校", "aliases": [], "mentions": ["柳 林学校"], "certain": True},
    ],
    "observations": [],
    "relations": [{"type": "responsibleBody", "head": "e2", "tail": "e1", "evidence": "由教育局牵头"}],
}


def news(folder: Path, *paragraphs: str) -> Path:
    (folder / "news").mkdir(parents=True)
    with gzip.open(folder / "news" / "items.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"day": "20200101", "title": "会议召开", "paras": paragraphs}) + "\n")
    return folder


def test_an_excerpt_comes_back_as_it_was_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = news(tmp_path / "shared", "由教育局牵头，", "建成柳林学校2所。")
    packed = annotated.pack(TEXT, GOLD, [NEWS], "unseen", shared)
    assert [piece["span"] for piece in packed["pieces"]] == [[0, 12], [13, 22]]
    assert packed["annotation"]["entities"][1]["mentions"] == [[14, 18]]
    monkeypatch.setattr(annotated, "FOLDER", tmp_path)
    (tmp_path / "x.json").write_text(json.dumps(packed), encoding="utf-8")
    annotated.unpack(tmp_path / "out", annotated.names("unseen"), shared)
    assert (tmp_path / "out" / "x.txt").read_text(encoding="utf-8") == TEXT
    gold = json.loads((tmp_path / "out" / "x.json").read_text(encoding="utf-8"))
    assert gold["entities"][1]["mentions"] == ["柳林学校"]
    assert gold["relations"] == GOLD["relations"]


def test_another_version_of_a_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = annotated.pack(TEXT, GOLD, [NEWS], "unseen", news(tmp_path / "one", "由教育局牵头，", "建成柳林学校2所。"))
    monkeypatch.setattr(annotated, "FOLDER", tmp_path)
    (tmp_path / "x.json").write_text(json.dumps(packed), encoding="utf-8")
    other = news(tmp_path / "two", "由教育厅牵头，", "建成柳林学校3所。")
    with pytest.raises(ValueError, match="not the text that was annotated"):
        annotated.unpack(tmp_path / "out", ["x"], other)


def test_what_no_source_or_excerpt_holds_is_refused(tmp_path: Path) -> None:
    shared = news(tmp_path, "由教育局牵头。")
    with pytest.raises(ValueError, match="the sources lack"):
        annotated.pack(TEXT, GOLD, [NEWS], "unseen", shared)
    with pytest.raises(ValueError, match="lacks the quote"):
        annotated.pack("由教育局牵头。", GOLD, [NEWS], "unseen", shared)


def test_labels_are_those_of_the_format_and_ids_resolve() -> None:
    for path in annotated.FOLDER.glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))["annotation"]
        kinds = {e["id"]: e["type"] for e in gold["entities"]}
        assert set(kinds.values()) <= {*CLASSES, "Programme", "Task", "Place"}, path
        assert {kinds[o["indicator"]] for o in gold["observations"]} <= {"Indicator"}, path
        assert {r["type"] for r in gold["relations"]} <= {*RELATIONS}, path
        ends = {end for r in gold["relations"] for end in (r["head"], r["tail"]) if ":" not in end}
        assert ends <= kinds.keys(), path


def test_the_bundled_document_is_annotated_whole(tmp_path: Path) -> None:
    annotated.unpack(tmp_path, [TOWN], shared=tmp_path)
    case = read_cases(tmp_path)[TOWN]
    assert len(case.gold["entities"]) > 300
    assert extraction.macro([extraction.counts_of(case.gold, case.predicted)]) >= 0.8


def test_extraction_stays_above_its_floor_on_unseen_excerpts(shared: Path, tmp_path: Path) -> None:
    annotated.unpack(tmp_path, annotated.names("unseen"), shared)
    cases = read_cases(tmp_path)
    assert len(cases) == 10
    assert extraction.macro([extraction.counts_of(case.gold, case.predicted) for case in cases.values()]) >= 0.7
