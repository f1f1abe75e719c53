"""Reforms in single sentences, after the annotation guide."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extraction_reading import reading_of

from kg.extraction import reforms
from kg.extraction.reform_phrase import phrases


def names(text: str) -> set[str]:
    return {c.name for c in reforms.find(reading_of(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深化国有企业改革。", {"国有企业改革"}),
        ("要深化粮食流通体制改革、农村金融改革、农村土地管理制度改革。",
         {"粮食流通体制改革", "农村金融改革", "农村土地管理制度改革"}),
        ("推进财税体制和投资体制改革。", {"财税体制改革", "投资体制改革"}),
        ("深化电力、电信、民航等行业改革。", {"电力行业改革", "电信行业改革", "民航行业改革"}),
        ("探索推进碳排放权、排污权、用水权等交易。", {"碳排放权交易", "排污权交易", "用水权交易"}),
        ("建立国有资本经营预算制度。", {"国有资本经营预算制度"}),
        ("健全生态产品价值实现机制，完善生态保护补偿制度。", {"生态产品价值实现机制", "生态保护补偿制度"}),
        ("完善金融监管体系。", {"金融监管体系"}),
        ("落实耕地保护和粮食安全责任制。", {"耕地保护和粮食安全责任制"}),
        ("深化“大综合一体化”行政执法改革。", {"“大综合一体化”行政执法改革"}),
        ("严格落实河长制。", {"河长制"}),
        ("社会保障体系逐步完善。", {"社会保障体系"}),
        ("祁阳列入城镇化省级试点。", {"城镇化省级试点"}),
        ("采取“农户+合作社+企业”等模式。", {"“农户+合作社+企业”模式"}),
        ("深化数据要素市场化配置改革。", {"数据要素市场化配置改革"}),
        ("推动消费税、资源税改革。", {"消费税改革", "资源税改革"}),
        ("改革口岸管理体制。", {"口岸管理体制"}),
        ("探索完善大部制政府管理架构。", {"大部制政府管理架构"}),
        ("接续推进自主增收奖补、联农带农惠农等机制。", {"自主增收奖补机制", "联农带农惠农机制"}),
        ("深化“直提直装”“离港确认”改革。", {"“直提直装”改革", "“离港确认”改革"}),
        ("碳账户体系、绿色金融、农村“三块地”等改革走在前列。",
         {"碳账户体系改革", "绿色金融改革", "农村“三块地”改革"}),
        ("精准落实结构性减税降费政策。", {"结构性减税降费政策"}),
        ("出台促消费十条措施，完善和落实生育支持政策。", {"促消费十条措施", "生育支持政策"}),
        ("推行“用地清单制”供地，实行全口径预算管理。", {"“用地清单制”", "全口径预算管理"}),
    ],
)  # fmt: skip
def test_reforms_are_found(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全面深化改革。",
        "坚持改革开放。",
        "深化重点领域改革。",
        "构建现代化产业体系。",
        "稳增长、促改革、调结构。",
        "出台专项支持政策。",
        "完善体制机制。",
        "建设儿童友好试点单元190个。",
        "加强制度建设。",
        "落实国家政策，加强新型能源体系建设。",
        "",
    ],
)
def test_reform_in_general_is_none(text: str) -> None:
    assert names(text) == set()


def test_a_joint_name_keeps_its_parts_as_aliases() -> None:
    (found,) = reforms.find(reading_of("完善项目审批、核准和备案制度。"))
    assert found.name == "项目审批、核准和备案制度"
    assert "备案制度" in found.aliases


@given(st.text(alphabet="深化完善健全农村企业改革制度机制体系、和等的“”试点", max_size=40))
def test_phrases_lie_in_the_clause(clause: str) -> None:
    for phrase in phrases(clause):
        assert 0 <= phrase.start < phrase.end <= len(clause)
        assert phrase.name.strip()


def test_bundled_examples_of_the_guide(shared: Path) -> None:
    text = "推行强镇扩权改革，建立“亩产效益”综合评价机制和经济风险预警机制，实行政府与社会资本合作（PPP）模式。"
    assert shared.is_dir()
    assert {"强镇扩权改革", "“亩产效益”综合评价机制", "经济风险预警机制", "政府与社会资本合作（PPP）模式"} <= names(
        text
    )


def test_a_plan_that_is_practised_is_a_rule() -> None:
    assert names("实行全镇“一张图”规划。") == {"全镇“一张图”规划"}
    assert names("编制全镇“一张图”规划。") == set()
