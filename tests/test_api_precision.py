"""Answers carry how often the rules are right on their relation."""

from pathlib import Path
from typing import Any

from conftest import Command
from evals.gold import CHECK
from fastapi.testclient import TestClient

from api import precision
from api.precision import measured, with_precision
from kg.llm.schema import CLASSES, RELATIONS

RESULTS = Path(__file__).with_name("evals") / "RESULTS.md"


def test_the_figures_are_of_what_the_results_tell_of() -> None:
    """The same documents and figures, not the same scores: those move with the rules."""
    text = Path(precision.__file__).with_name(precision.FILE).read_text(encoding="utf-8")
    assert f'documents = "{" ".join(CHECK)}"' in text
    half = RESULTS.read_text(encoding="utf-8").partition("### Check half")[2].partition("###")[0]
    told = {line.split("|")[1].strip() for line in half.splitlines() if line.startswith("| ")}
    assert set(measured()) <= told & {*CLASSES, *RELATIONS, "observations"}
    assert {"serves", "responsibleBody", "hasStatus", "measures", "observations"} <= set(measured())
    assert all(0 < f["precision"] <= 1 and f["predicted"] >= 20 for f in measured().values())


def quote(**more: Any) -> dict[str, Any]:
    return {"quote": "q", "relation": "serves", "rule": "theme-of-heading", **more}


def test_a_models_finds_and_mentions_have_no_measured_precision() -> None:
    data = {"a": [{"evidence": [quote(), quote(rule="llm:m"), quote(relation=None), quote(relation="unheard-of")]}]}
    found = [e["precision"] for e in with_precision(data)["a"][0]["evidence"]]
    assert found == [measured()["serves"]["precision"], None, None, None]


def test_every_answer_says_how_often_its_relation_is_right(client: TestClient) -> None:
    found = client.get("/ask", params={"q": "哪些项目服务于绿色发展"}).json()["answers"]
    assert found
    assert {e["precision"] for item in found for e in item["evidence"]} == {measured()["serves"]["precision"]}
    values = client.get("/ask", params={"q": "到2021年人均公园绿地面积的目标是多少"}).json()["answers"]
    assert values[0]["evidence"][0]["precision"] == measured()["observations"]["precision"]
    traced = client.get("/trace", params={"q": "投融资体制改革"}).json()["steps"]
    assert traced[0]["evidence"][0]["precision"] == measured()["responsibleBody"]["precision"]


def test_the_command_line_tells_it_beside_the_answers(zhengce: Command, built: Path) -> None:
    found = zhengce("ask", "哪些项目服务于绿色发展", "--data", built)
    assert f"measured precision: serves {measured()['serves']['precision']:.2f}" in found.err
    assert "precision" not in found.out
