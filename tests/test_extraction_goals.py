"""Goals in single sentences, after the annotation guide."""

import pytest
from test_extraction_reading import reading_of

from kg.extraction import goals


def names(text: str) -> set[str]:
    return {c.name for c in goals.find(reading_of(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("争创国家卫生镇。", "国家卫生镇"),
        ("打造千亿级产业集群。", "千亿级产业集群"),
        ("加快打造区域性国际航空枢纽。", "区域性国际航空枢纽"),
        ("形成便捷、快速、立体化的对外交通网络。", "便捷、快速、立体化的对外交通网络"),
        ("推动由“柳市制造”向“柳市智造”转型。", "由“柳市制造”向“柳市智造”转型"),
        ("实现污水收集行政村全覆盖。", "污水收集行政村全覆盖"),
        ("围绕“中国北方知名旅游目的地”发展定位，抢抓机遇。", "中国北方知名旅游目的地"),
        ("获评全国村庄清洁行动先进县。", "全国村庄清洁行动先进县"),
        ("实现平原地区无煤化。", "平原地区无煤化"),
        ("实现幼有所教、老有所养的目标。", "幼有所教、老有所养"),
        ("着力推动投资止跌回稳。", "投资止跌回稳"),
        ("守牢不发生规模性返贫致贫底线。", "不发生规模性返贫致贫"),
        ("打造泵阀、时尚轻工、新材料等百亿级产业集群。", "时尚轻工百亿级产业集群"),
        ("科创高地建设孕育了新动力。", "科创高地"),
        ("“一核五极多点支撑”县域新发展格局全面铺开。", "“一核五极多点支撑”县域新发展格局"),
        ("李庄村获评省级景区化村庄。", "省级景区化村庄"),
        ("居民收入增长和经济增长同步；国际收支基本平衡。", "国际收支基本平衡"),
        ("推动经济实现质的有效提升和量的合理增长。", "经济实现质的有效提升和量的合理增长"),
        ("在打造韧性城市上奋力跑出加速度。", "韧性城市"),
    ],
)
def test_end_states_are_found(text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "提升城区形象。",
        "拓宽融资渠道。",
        "提高办事效率。",
        "防范风险。",
        "实现产值2.5亿元。",
        "实现历史性突破。",
        "打造一批特色小镇。",
        "走在全省前列。",
        "创建民主法治示范村30个。",
    ],
)
def test_verb_phrases_of_degree_and_numbers_are_none(text: str) -> None:
    assert names(text) == set()
