"""Spaces that stand for lost quotation marks and breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.lost_marks import is_slogan, restored


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("开展消防安全 双月 攻坚专项行动。", "开展消防安全“双月”攻坚专项行动。"),
        ("推动 本地制造 向 本地智造 转型。", "推动“本地制造”向“本地智造”转型。"),
        ("持续开展 三改一拆 四边三化 两路两侧，", "持续开展 三改一拆、四边三化、两路两侧，"),
        ("深入推进 五水共治 消除黑臭河9条。", "深入推进 五水共治，消除黑臭河9条。"),
        ("健全农村投入长效机制 加大道路硬化力度。", "健全农村投入长效机制，加大道路硬化力度。"),
        ("实施 消灭黑臭河、劣 V 类水 行动计划。", "实施“消灭黑臭河、劣 V 类水”行动计划。"),
        ("深化 一核四 组团 空间开发格局。", "深化“一核四 组团”空间开发格局。"),
        ("推进协调发展 建设品质城市", "推进协调发展，建设品质城市"),
    ],
)
def test_a_space_that_stands_for_a_mark_becomes_one(text: str, marked: str) -> None:
    assert restored(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "建成柳市 现代广场购物中心、新民综合 农贸市场等。",
        "严防“回潮”，深化 开发区管理 体制“亩均效益”改革。",
        "坚持调结构促转型 综合实力不断增强",
        "着力 打造产业高地。",
    ],
)
def test_a_space_that_tells_nothing_stays(text: str) -> None:
    assert restored(text) == text


@given(st.text(alphabet="五水共治深化推进 、，。\n“”等的工程三改一拆A1", max_size=60))
def test_only_spaces_change(text: str) -> None:
    marked = restored(text)
    assert len(marked) == len(text)
    assert all(a == b or (a == " " and b in "“”，、") for a, b in zip(text, marked, strict=True))


def test_a_common_saying_is_no_slogan() -> None:
    assert is_slogan("三改一拆")
    assert not is_slogan("千家万户")
    assert not is_slogan("四个全面")
