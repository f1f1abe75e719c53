"""The state of a thing by verb and by the report's part."""

import pytest

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract

HEADS = {
    "review": "一、2018年工作回顾\n一年来，我们扎实工作，全县生产总值同比增长9%。\n",
    "plan": "二、2019年工作安排\n2019年要重点抓好以下工作。\n",
}


def states(text: str) -> dict[str, str]:
    document = document_from_text(text, id="t")
    found = extract(document, structure(document))
    names = {e.id: e.name for e in found.entities}
    return {names[c.subject]: c.object.removeprefix("status:") for c in found.claims if c.predicate == "hasStatus"}


@pytest.mark.parametrize(
    ("part", "text", "state"),
    [
        ("review", "瓯江口大桥建成通车。", "completed"),
        ("review", "完成了瓯江口大桥建设。", "completed"),
        ("review", "瓯江口大桥全线开工。", "ongoing"),
        ("review", "加快推进瓯江口大桥建设。", "ongoing"),
        ("review", "深入实施瓯江口大桥工程。", "ongoing"),
        ("review", "深入实施了瓯江口大桥工程。", "completed"),
        ("plan", "开工瓯江口大桥。", "planned"),
        ("plan", "持续推进瓯江口大桥建设。", "ongoing"),
    ],
)
def test_state_by_verb_and_part(part: str, text: str, state: str) -> None:
    (found,) = [s for name, s in states(HEADS[part] + text).items() if "大桥" in name]
    assert found == state


def test_done_in_the_review_and_used_in_the_plan_is_completed() -> None:
    text = HEADS["review"] + "建成瓯江口大桥。\n" + HEADS["plan"] + "依托瓯江口大桥发展物流。\n"
    assert [s for name, s in states(text).items() if "大桥" in name] == ["completed"]
