"""View, section tree, passages and sentences: what holds for every text, and how known forms are read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.folding import fold, fold_text
from corpus.numbering import chinese_number, numbering
from corpus.reading import document_from_text
from corpus.structure import Structure
from corpus.structuring import structure

PARTS = [
    *(
        "一、工作回顾",
        "（一）摸底排查",
        "1.拓展市场。积极推广试点。",
        "第一章 总则",
        "第二条 本办法适用于全镇。",
        "① 加强管控。落实责任。",
    ),
    *(
        "——综合实力增强。全年增长9%。",
        "推进绿色发展 打造绿色空间",
        "深化环境治理",
        "各位代表：",
        "坚持规划引领,编制完成《空间规",
        "划》,明确了 一核四组团 的布局",
    ),
    *(
        "新建公路２１公里，",
        "绿化率达到",
        "45%。",
        "■▮📗",
        "- 3 -",
        "　　全角缩进的段落。",
        "政 府 工 作 报 告",
        "a b c",
        "\u2f00\uf900",
        "一是抓好落实。继续推进。",
    ),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=30)), max_size=14).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\r\n", "\f\n", " "]).map(lambda by: by.join(parts))
)


def read(text: str) -> Structure:
    return structure(document_from_text(text, id="x"))


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.number, s.title) for s in read(text).sections[1:]]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_view_maps_each_character_back(text: str) -> None:
    view = read(text).view
    assert len(view.text) == len(view.offsets)
    for char, place in zip(view.text, view.offsets, strict=True):
        assert fold(text[place]) == char or (fold(text[place]).isspace() and char.isspace())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_passages_tile_the_view(text: str) -> None:
    found = read(text)
    place = 0
    for index, passage in enumerate(found.passages):
        assert passage.index == index
        assert not found.view.text[place : passage.start].strip()
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert all(a < b for a, b in passage.sentences)
        section = found.sections[passage.section]
        assert section.start <= passage.start
        assert passage.end <= section.end
        place = passage.end
    assert not found.view.text[place:].strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sections_are_a_tree(text: str) -> None:
    found = read(text)
    assert found.sections[0].parent is None
    for index, section in enumerate(found.sections):
        assert section.index == index
        assert section.start <= section.heading_end <= section.end
        if section.parent is not None:
            parent = found.sections[section.parent]
            assert section.parent < index
            assert section.level == parent.level + 1
            assert parent.start <= section.start
            assert section.end <= parent.end
            assert found.path(index)[-1] == section


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert fold_text(text) == "".join(map(fold, text))
    assert len(fold_text(text)) == len(text)


def test_numbered_headings_nest_by_their_style() -> None:
    text = (
        "关于开展排查的通知\n各村：\n请认真落实，现将有关事项通知如下。\n一、工作目标\n全面完成排查任务，不留死角。\n二、工作任务\n"
        "（一）摸底排查\n1.重点排查。各村负责排查重点房屋。\n2.全面排查。各村负责排查所有房屋。\n（二）重点整治\n落实整治责任。\n三、保障措施\n加强领导。\n"
    )
    assert outline(text) == [
        (1, "一、", "工作目标"),
        (1, "二、", "工作任务"),
        (2, "（一）", "摸底排查"),
        (3, "1.", "重点排查"),
        (3, "2.", "全面排查"),
        (2, "（二）", "重点整治"),
        (1, "三、", "保障措施"),
    ]


def test_order_of_styles_is_the_documents_own() -> None:
    text = (
        "方案\n各村：\n现印发方案。\n1.总体要求\n（一）原则\n坚持原则，稳步推进。\n"
        "（二）目标\n完成目标任务。\n2.重点任务\n（一）排查\n开展排查工作。\n"
    )
    assert [(level, number) for level, number, _ in outline(text)] == [
        (1, "1."), (2, "（一）"), (2, "（二）"), (1, "2."), (2, "（一）"),
    ]  # fmt: skip


def test_slogans_nest_by_their_form() -> None:
    body = "持续深化治理，大力推进综合整治，完成河道清淤二百万方。"
    text = (
        f"镇工作报告\n各位代表：\n{body}\n推进绿色发展 打造绿色空间\n深化环境治理\n{body}\n"
        f"注重绿色发展\n{body}\n推进共享发展 创建幸福家园\n{body}\n"
    )
    assert outline(text) == [
        (1, "", "推进绿色发展 打造绿色空间"),
        (2, "", "深化环境治理"),
        (2, "", "注重绿色发展"),
        (1, "", "推进共享发展 创建幸福家园"),
    ]


def test_first_sentences_of_neighbours_are_headings() -> None:
    body = "完善体制机制，健全服务体系，推动各项改革举措落地见效，切实增强群众获得感和满意度。"
    found = read(f"省工作报告\n一、重点工作\n深化国资国企改革。{body}\n推进新型城镇化。{body}\n")
    assert [(s.title, s.run_in) for s in found.sections[2:]] == [("深化国资国企改革", True), ("推进新型城镇化", True)]
    assert [found.sections[p.section].title for p in found.passages[2:]] == ["深化国资国企改革", "推进新型城镇化"]


def test_items_within_a_paragraph_are_sections() -> None:
    found = read("一年来，我们狠抓治理。①加强规划管控。严格审批程序。②加强土地管控。严禁违法用地。\n")
    assert [(s.number, s.title) for s in found.sections[1:]] == [("①", "加强规划管控"), ("②", "加强土地管控")]


@pytest.mark.parametrize(
    "line", ["各位代表：", "2018年12月30日", "国务院办公厅", "省长 王某某", "（此件公开发布）", "3.列表项一；"]
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    assert outline(f"一、工作目标\n认真完成任务，不留死角。\n{line}\n后面还有一段正文，内容完整。\n") == [
        (1, "一、", "工作目标")
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "会议精神，深入贯彻落实中央决策部署和省市有关要\n求，坚持稳中求进工作总基调，扎实推进各项工作任\n"
        "务，全面完成年度目标。\n会议认为，今年以来全镇经济社会发展取得了明显成\n效。\n"
    )
    assert read(text).view.text.split("\n") == [
        "会议精神，深入贯彻落实中央决策部署和省市有关要求，坚持稳中求进工作总基调，"
        "扎实推进各项工作任务，全面完成年度目标。",
        "会议认为，今年以来全镇经济社会发展取得了明显成效。",
    ]


def test_furniture_is_dropped() -> None:
    page = "县政府文件\n第{0}项工作按计划推进，取得明显成效。\n— {0} —\n"
    found = read("\f".join(page.format(number) for number in range(1, 5)))
    assert "县政府文件" not in found.view.text
    assert "—" not in found.view.text
    assert found.view.text.count("项工作") == 4
    assert read("稳外资促 — 9 — 稳提质，扎实推进。").view.text == "稳外资促稳提质，扎实推进。"
    assert read("正文内容完整。\n分享到：\n上一篇：\n某县报告\n").view.text == "正文内容完整。"


def test_widths_are_folded_and_spaces_kept_where_they_part() -> None:
    assert read("新建公路２１公里，占５％。").view.text == "新建公路21公里，占5%。"
    assert read("推进绿色发展 打造绿色空间").view.text == "推进绿色发展 打造绿色空间"
    assert (
        read("以邓 小平理论为指导，落实 “一核四组团 ” 布局。").view.text == "以邓小平理论为指导，落实“一核四组团”布局。"
    )


def test_long_paragraphs_are_split_at_sentences() -> None:
    found = read("坚持稳中求进工作总基调，扎实推进各项任务。" * 60)
    assert len(found.passages) > 2
    assert all(p.end - p.start <= 400 for p in found.passages)
    assert sum(len(p.sentences) for p in found.passages) == 60


@pytest.mark.parametrize("between", ["", "\n"])
def test_five_megabytes_are_read(between: str) -> None:
    text = between.join(
        f"坚持稳中求进工作总基调，扎实推进各项 工作任务，①新建公路{number}公里。" for number in range(51_000)
    )
    assert len(text.encode()) > 5_000_000
    found = structure(document_from_text(text, id="x", metadata=Metadata()))
    assert sum(len(p.sentences) for p in found.passages) == 51_000


@pytest.mark.parametrize(
    ("text", "style", "ordinal"),
    [
        ("十二、2018年工作", "han", 12),
        ("（三）坚持", "han-paren", 3),
        ("1．拓展", "arabic", 1),
        ("10﹒推进", "arabic", 10),
        ("第二十一条 本法", "article", 21),
        ("⑤全面", "circled", 5),
        ("——综合", "dash", None),
        ("3.1 总则", "decimal-2", 1),
        ("三是着力", "first", 3),
        ("第一部分 总论", "part", 1),
        ("2.5亿元", None, None),
        ("十分重视", None, None),
        ("2018年工作", None, None),
    ],
)
def test_numbering(text: str, style: str | None, ordinal: int | None) -> None:
    found = numbering(text)
    assert (found.style if found else None, found.ordinal if found else None) == (style, ordinal)


@given(st.integers(1, 999))
def test_chinese_numbers(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = (digits[hundreds] + "百" if hundreds else "") + (
        digits[tens] + "十" if tens else "零" if hundreds and ones else ""
    )
    assert chinese_number(text + (digits[ones] if ones else "")) == number


def test_gold_documents_have_sections(shared: Path) -> None:
    files = sorted((shared / "gold").glob("*.txt"))
    assert len(files) == 15
    for file in files:
        assert len(read(file.read_text(encoding="utf-8")).sections) > 3, file.name
