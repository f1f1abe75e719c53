"""Clauses tile the text they come from, and each is given a part of the report."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.clause import split
from kg.extraction.part import leaning, parts
from kg.extraction.reading import read

POLICY = st.text(alphabet=st.sampled_from('建设工程，。；：、“”（）《》\n"18年a 县路'), max_size=80)


@given(POLICY)
def test_clauses_are_in_order_and_lose_only_punctuation_and_space(text: str) -> None:
    pieces = split(text, 0, len(text))
    assert all(a < b for a, b, _ in pieces)
    assert all(x[1] <= y[0] for x, y in pairwise(pieces))
    lost = "".join(text[a:b] for a, b in _gaps(pieces, len(text)))
    assert not set(lost) - set("，。；：,:;!?！？ \n\t")


def _gaps(pieces: list[tuple[int, int, bool]], end: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for a, b, _ in pieces for edge in (a, b)), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_brackets_and_quotes_shelter_commas() -> None:
    text = "落实要求（坚持新理念，稳增长；防风险）和“一户，一宅”，完成任务"
    assert [text[a:b] for a, b, _ in split(text, 0, len(text))] == [text[:-5], "完成任务"]


def test_a_bracket_that_never_closes_does_not_swallow_the_rest() -> None:
    text = "建成（一期，开工二期。完成三期"
    assert len(split(text, 0, len(text))) == 3


def test_decimal_and_ratio_are_not_parted() -> None:
    text = "比例由1.70:29调整,增长1,200元"
    assert [text[a:b] for a, b, _ in split(text, 0, len(text))] == ["比例由1.70:29调整", "增长1,200元"]


REPORT = """一、2018年工作回顾
一年来，我们完成了向阳路改造，全县生产总值增长9%。
二、2019年工作安排
2019年要重点抓好以下工作。
确保西环路建成通车，力争完成投资10亿元。
"""


def test_a_report_looks_back_then_ahead() -> None:
    document = document_from_text(REPORT, id="r")
    reading = read(document, structure(document))
    by_text = {c.text: c.part for c in reading.clauses}
    assert by_text["我们完成了向阳路改造"] == "review"
    assert by_text["确保西环路建成通车"] == "plan"


def test_opinions_look_ahead_throughout() -> None:
    assert parts([-9.0, -9.0], "opinion", [False, False]) == ["plan", "plan"]


def test_nothing_is_known_where_nothing_tells() -> None:
    assert parts([0.0, 0.0], "work_report", [False, False]) == ["other", "other"]


@given(st.lists(st.floats(-20, 20), max_size=30))
def test_every_paragraph_gets_a_part(leanings: list[float]) -> None:
    assert len(parts(leanings, "other", [False] * len(leanings))) == len(leanings)


def test_headings_lean_more_than_bodies() -> None:
    assert leaning("2018年工作回顾", heading=True) < leaning("2018年工作回顾") <= 0
    assert leaning("2019年工作安排", heading=True) > 0


def test_a_report_turns_at_a_heading_rather_than_within_a_section() -> None:
    leanings, headings = [-9.0, 1.0, 0.0, 9.0], [False, False, True, False]
    assert parts(leanings, "work_report", headings) == ["review", "review", "plan", "plan"]
