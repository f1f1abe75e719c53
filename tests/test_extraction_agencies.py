"""Agencies in single sentences, after the annotation guide, and on a real report."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extraction_reading import reading_of

from corpus.reading import read
from corpus.structuring import structure
from kg.extraction import agencies
from kg.extraction.leftward import begin
from kg.extraction.lexicon import load
from kg.extraction.organ import known
from kg.extraction.reading import read as reading
from kg.extraction.trie import trie


def names(text: str) -> set[str]:
    return {c.name for c in agencies.find(reading_of(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在市委、市政府和县委的坚强领导下，完成了任务。", {"市委", "市政府", "县委"}),
        ("按照省委省政府部署推进。", {"省委", "省政府"}),
        ("支持固德威、宏润、仕净等龙头企业加快发展。", {"固德威", "宏润", "仕净"}),
        ("紧密对接京能集团。", {"京能集团"}),
        ("县委、政府高度重视。", {"县委", "县政府"}),
        ("党中央、国务院高度重视。", {"党中央", "国务院"}),
        ("由发展改革委会同工业和信息化部、税务总局办理。", {"发展改革委", "工业和信息化部", "税务总局"}),
        ("获省环保厅奖励52万元。", {"省环保厅"}),
        ("县人大、县政协有效监督。", {"县人大", "县政协"}),
        ("工会、共青团、妇联、残联等事业取得新成效。", {"工会", "共青团", "妇联", "残联"}),
        ("江苏中圣集团投资建设的一期工程已经投入运行。", {"江苏中圣集团"}),
        ("京阳公司等24家企业被认定为研发机构。", {"京阳公司"}),
        ("引进、培育了海华腾、福信牧业等一批农业龙头企业。", {"海华腾", "福信牧业"}),
        ("住建、安监、消防等部门紧密跟进。", {"住建部门", "安监部门", "消防部门"}),
        ("经发办负责园区的排查。", {"经发办"}),
        ("聘请清华大学进行修编。", {"清华大学"}),
    ],
)
def test_bodies_are_found(text: str, expected: str) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全面部署安全生产工作。",
        "坚持党委领导、政府负责、社会协同。",
        "建成县医院门诊楼。",
        "引进上市公司3家。",
        "银行、保险、证券等地方法人金融机构健康发展。",
        "培育云计算、大数据、通用人工智能等数字企业。",
        "柳河县政府工作报告",
        "社区政府采购透明。",
        "完善公司治理结构。",
        "新建办公室2000平方米。",
        "",
    ],
)
def test_buildings_and_kinds_are_none(text: str) -> None:
    assert names(text) == set()


def test_short_and_full_names_are_one_body() -> None:
    found = agencies.find(
        reading_of("现在，我代表高阳县人民政府，向大会作报告。\n召开县政府常务会议。县人民政府组成部门到会。")
    )
    assert {c.name for c in found} == {"高阳县人民政府"}
    assert "县政府" in found[0].aliases


def test_a_short_name_of_two_bodies_stands_alone() -> None:
    assert names("市财政局和县财政局联合检查，财政局负责落实。") == {"市财政局", "县财政局", "财政局"}


def test_abbreviation_in_brackets_names_the_body_before_it() -> None:
    found = agencies.find(
        reading_of("新吴泾投资经营有限公司（以下简称新吴泾公司）负责实施。新吴泾公司负责镇属资产的排查。")
    )
    assert {c.name for c in found} == {"新吴泾投资经营有限公司"}


def test_bodies_of_a_bracket_are_all_found_and_groups_of_bodies_are_uncertain() -> None:
    found = agencies.find(
        reading_of("加快网点建设。（商务部、交通运输部、邮政局、供销合作总社等和各有关省级人民政府负责）")
    )
    assert [c.name for c in found] == ["商务部", "交通运输部", "邮政局", "供销合作总社", "各有关省级人民政府"]
    assert [c.certain for c in found] == [True, True, True, True, False]


@given(st.text(alphabet="市县政府委局办公室财政教育部门负责、，。（）和的建设集团公司12", max_size=60))
def test_candidates_lie_in_the_text_in_order_and_apart(text: str) -> None:
    view = reading_of(text)
    found = agencies.find(view)
    assert all(0 <= c.start < c.end <= len(view.text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(st.text(alphabet="abcd", min_size=1, max_size=4), min_size=1, max_size=8), st.text("abcd", max_size=6))
def test_trie_matches_the_longest_word(words: list[str], text: str) -> None:

    match = re.match(trie(words), text)
    longest = max((w for w in words if text.startswith(w)), key=len, default=None)
    assert (match.group() if match else None) == longest


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        ("大力培育了富旺达公司", "公司", "富旺达"),
        ("养老服务办", "办", "养老服务"),
        ("会同国家开发银行", "银行", "国家开发"),
        ("3家公司", "公司", ""),
    ],
)
def test_names_begin_after_the_words_that_govern_them(text: str, head: str, name: str) -> None:
    place = text.index(head)
    assert text[begin(text, place) : place] == name


def test_known_names_are_of_one_body_only() -> None:
    rows = load("agencies")["known"]
    assert len(known()) == sum(len(row) for row in rows)


def test_a_real_report_names_its_government_once(shared: Path) -> None:
    document = read(shared / "gold" / "D5.txt")
    found = agencies.find(reading(document, structure(document)))
    assert {c.name for c in found if "高阳县" in c.name and "政府" in c.name} == {"高阳县人民政府"}


def test_bodies_that_are_set_up_and_houses_that_are_built() -> None:
    assert names("设立某镇综合执法中队、市公共资源交易中心某镇分中心。") == {
        "某镇综合执法中队",
        "市公共资源交易中心某镇分中心",
    }
    assert names("公安消防站、电力大厦建成投用。") == set()
