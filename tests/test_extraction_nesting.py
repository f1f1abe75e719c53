"""What is part of what, by tasks, headings and sentences."""

from test_extraction_reading import reading_of
from test_extraction_tasks import SCHEME, reading_as

from kg.extraction import nesting, reforms, tasks, undertakings
from kg.extraction.candidate import Candidate
from kg.extraction.inventory import assemble
from kg.extraction.reading import Reading


def parts(view: Reading, *more: Candidate) -> set[tuple[str, str, str]]:
    found = [*tasks.find(view), *reforms.find(view), *undertakings.find(view), *more]
    inventory = assemble(view, found)
    name = {e.id: e.name for e in inventory.entities.values()}
    return {(name[c.subject], name[c.object], c.basis) for c in nesting.find(view, inventory)}


def test_tasks_nest_and_hold_what_they_name() -> None:
    text = SCHEME.replace("对所有房屋完成排查。", "健全房屋安全巡查制度。")
    found = parts(reading_as(text, "scheme", "某镇房屋排查整治工作方案"))
    assert ("重点排查", "摸底排查", "section") in found
    assert ("房屋安全巡查制度", "全面排查", "section") in found
    assert not any(whole == "工作任务" for _, whole, _ in found)


def test_what_stands_under_the_heading_of_a_reform_is_part_of_it() -> None:
    text = (
        "一、推进经济体制改革\n（一）深化国有企业改革。\n建立国有资本经营预算制度。\n"
        "（二）推进财税体制和投资体制改革。\n完善政府投资监管制度。\n"
    )
    found = parts(reading_as(text, "work_report"))
    assert ("国有资本经营预算制度", "国有企业改革", "section") in found
    assert ("国有企业改革", "经济体制改革", "section") in found
    assert ("政府投资监管制度", "投资体制改革", "section") in found


def test_a_sentence_nests_what_carries_a_reform_out() -> None:
    found = parts(reading_of("深化强村富民乡村集成改革，纵深推进农村“三块地”改革。"))
    assert ("农村“三块地”改革", "强村富民乡村集成改革", "stated") in found


def test_a_sentence_nests_what_is_built_in_a_district() -> None:
    found = parts(reading_of("高质量建设东部新区，启动信息服务产业园一期建设。"))
    assert ("信息服务产业园一期建设", "东部新区", "stated") in found


def test_a_sentence_nests_what_a_reform_draws() -> None:
    found = parts(reading_of("以政务服务增值化改革为牵引，健全涉企问题高效闭环解决机制。"))
    assert ("涉企问题高效闭环解决机制", "政务服务增值化改革", "stated") in found


def test_a_numbered_heading_names_a_campaign_and_nests_what_stands_under_it() -> None:
    text = "二、2022年工作安排\n2.实施城市建设提升工程。完成永茂大街贯通工程。启动黄华污水处理厂建设。\n"
    found = parts(reading_as(text, "work_report"))
    assert ("黄华污水处理厂建设", "城市建设提升工程", "section") in found


def test_an_enumeration_nests_nothing() -> None:
    assert parts(reading_of("深化粮食流通体制改革、农村金融改革。")) == set()


def test_nothing_is_part_of_itself_nor_both_ways() -> None:
    view = reading_of(
        "深化国有企业改革，推进国有企业改革。深化农村改革，推进农村税费改革。深化农村税费改革，推进农村改革。"
    )
    found = {(a, b) for a, b, _ in parts(view)}
    assert all(a != b and (b, a) not in found for a, b in found)


def test_campaigns_that_follow_one_another_are_no_parts() -> None:
    assert parts(reading_of("实施固体废物综合治理行动，深入打好碧水保卫战。")) == set()
    assert parts(reading_of("深化政府机构改革，继续推进事业单位改革。")) == set()


def test_what_bears_a_projects_name_and_more_is_its_part() -> None:
    found = parts(reading_of("建设滨江科技园。开工滨江科技园二期。"))
    assert ("滨江科技园二期", "滨江科技园", "stated") in found
