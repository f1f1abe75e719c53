"""Phrases and themes of a document's clauses."""

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.phrase import Phrase
from kg.extraction.reading import Reading, read


def reading_of(text: str) -> Reading:
    document = document_from_text(text, id="t")
    return read(document, structure(document))


def phrases_of(text: str) -> tuple[Phrase, ...]:
    return reading_of(text).phrases


def test_coordination_before_etc_shares_its_tail() -> None:
    (phrase,) = phrases_of("开工苍南1号二期、洞头2号等海上风电项目。")
    assert phrase.listed
    assert [(i.text, i.tail) for i in phrase.items] == [("苍南1号二期", "海上风电项目"), ("洞头2号", "海上风电项目")]


def test_items_stand_where_they_say() -> None:
    text = "推进垟心、黄华堡、东风等旧村改造工程，建成瓯江口大桥。"
    reading = reading_of(text)
    items = [(reading.text[i.start : i.end], i.text) for p in reading.phrases for i in p.items]
    assert all(a == b for a, b in items)
    assert ("瓯江口大桥", "瓯江口大桥") in items


def test_soft_verbs_govern_only_at_the_start() -> None:
    (phrase,) = phrases_of("改造乡村道路。")
    assert [i.text for i in phrase.items] == ["乡村道路"]
    (phrase,) = phrases_of("实施旧村改造工程。")
    assert [i.text for i in phrase.items] == ["旧村改造工程"]


def test_a_verb_before_a_programme_noun_is_part_of_its_name() -> None:
    (phrase,) = phrases_of("开展燃煤锅炉拆除行动。")
    assert [i.text for i in phrase.items] == ["燃煤锅炉拆除行动"]


def test_counted_things_are_marked() -> None:
    assert [i.counted for p in phrases_of("建成特色小镇4个。") for i in p.items] == [True]
    assert [i.counted for p in phrases_of("打造一批特色小镇。") for i in p.items] == [True]
    assert [i.counted for p in phrases_of("建成林毛公园。") for i in p.items] == [False]


REPORT = """一、推进绿色发展
完成河道整治。
二、保障和改善民生
新建柳市中学。
"""


def test_a_clause_stands_under_the_theme_of_its_heading() -> None:
    reading = reading_of(REPORT)
    assert reading.themes_at(reading.text.index("完成河道"))[0] == "绿色发展"
    assert reading.themes_at(reading.text.index("新建柳市"))[0] == "共享发展"


def test_clause_at_finds_the_clause_around_a_place() -> None:
    reading = reading_of(REPORT)
    for clause in reading.clauses:
        assert reading.clause_at(clause.start) == clause.index
        assert reading.clause_at(clause.end - 1) == clause.index
        assert clause in reading.sentence(clause.sentence)


def test_an_empty_document_has_no_clauses() -> None:
    reading = reading_of("")
    assert reading.clauses == ()
    assert reading.themes_at(0) == ()


def test_an_excerpt_turns_from_review_to_plan_without_a_heading() -> None:
    reading = reading_of(
        "柳河县政府工作报告\n"
        "农业生产稳步发展。建成高标准农田2万亩，粮食产量同比增长3%，获评全省先进县。成功举办丰收节，累计接待游客30万人次。\n"
        "提升农业质效。加快建设高标准农田，支持龙头企业做大做强，力争新增合作社10家以上。推动种业振兴，确保粮食安全。\n"
    )
    parts = {c.part for c in reading.clauses if "粮食产量" in c.text or "丰收节" in c.text}
    assert parts == {"review"}
    assert {c.part for c in reading.clauses if "龙头企业" in c.text or "种业" in c.text} == {"plan"}
