"""For which time the values of a report on a whole term hold."""

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract

TEXT = "一、五年工作回顾\n新建污水管网300公里。地区生产总值241.8亿元。\n二、今后五年工作安排\n新建公园10个。\n"


def test_a_report_on_a_term_dates_levels_at_its_last_year_and_work_over_its_years() -> None:
    metadata = Metadata(kind="work_report", period="2012/2021", year=2017)
    document = document_from_text(TEXT, id="term", metadata=metadata)
    found = extract(document, structure(document))
    names = {entity.id: entity.name for entity in found.entities}
    periods = {names[o.indicator]: (o.kind, o.period) for o in found.observations}
    assert periods["污水管网长度"] == ("actual", "2012/2016")
    assert periods["地区生产总值"] == ("actual", "2016")
    assert periods["公园数"][0] == "target"


def periods_of(text: str, metadata: Metadata) -> dict[str, str]:
    document = document_from_text(text, id="t", metadata=metadata)
    found = extract(document, structure(document))
    names = {entity.id: entity.name for entity in found.entities}
    return {names[o.indicator]: o.period for o in found.observations}


def test_a_text_without_a_masthead_is_dated_by_the_one_year_that_its_plan_names() -> None:
    text = "到2024年要力争建成公园。\n要加快建设，确保新增城镇就业2万人以上。"
    assert periods_of(text, Metadata(kind="other")) == {"城镇就业人数": "2024"}
    assert periods_of("到2026年要力争建成学校。\n" + text, Metadata(kind="other")) == {"城镇就业人数": ""}


def test_news_of_a_report_dates_what_is_planned_in_its_own_year() -> None:
    text = "今年发展主要预期目标是：地区生产总值增长5%左右，城镇新增就业1200万人以上。"
    assert set(periods_of(text, Metadata(kind="other", year=2025)).values()) == {"2025"}
