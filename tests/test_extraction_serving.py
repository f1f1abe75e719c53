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


def test_a_second_paragraph_of_an_item_leads_nothing_beside_it() -> None:
    found = served(
        "一、2023年工作回顾\n"
        "——“三个高地”建设取得新进展。始终把责任扛在肩上。新增规模工业企业156家。\n"
        "外贸进出口总额稳定在400亿元以上，新注册外资项目123个。\n"
        "——重点项目建设持续加速推进。邵永高铁12月26日开工。\n"
    )
    assert not {o for s, o, _ in found if "高铁" in s} & {"theme:开放发展"}


def test_stated_to_the_goal_that_an_earlier_clause_gives_as_the_aim() -> None:
    found = served("着眼全面小康，建立贫困退出后续保障机制。\n")
    assert ("贫困退出后续保障机制", "全面小康", "stated") in found
