"""Which theme or goal a thing serves."""

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract


def served(text: str) -> set[tuple[str, str, str]]:
    document = document_from_text(text, id="t")
    found = extract(document, structure(document))
    names = {e.id: e.name for e in found.entities}
    return {(names[c.subject], names.get(c.object, c.object), c.basis) for c in found.claims if c.predicate == "serves"}


def test_by_section_to_the_theme_of_the_heading() -> None:
    assert ("苏岙垃圾场生态治理工程", "theme:绿色发展", "section") in served(
        "三、推进绿色发展\n启动苏岙垃圾场生态治理工程。\n"
    )


def test_the_nearest_heading_counts_most() -> None:
    found = served("（四）全面深化改革开放\n推进对外开放走深走实。开工温州机场三期扩建工程。\n")
    assert {o for s, o, _ in found if "机场" in s} >= {"theme:开放发展"}


def test_stated_to_the_goal_that_the_sentence_gives_as_result() -> None:
    found = served("深化审批制度改革，打造营商环境最优市。\n")
    assert ("审批制度改革", "营商环境最优市", "stated") in found
