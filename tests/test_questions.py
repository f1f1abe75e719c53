"""Questions in both languages get the answers that the text gives, each with its quote; the rest is declined."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.questions.answering import Answer, ask
from tests.questions_sample import liushi, questions, sources

ANSWERABLE = [pytest.param(ask_, table, id=ask_) for table in questions()["question"] for ask_ in table["ask"]]
UNANSWERABLE = [question for table in questions()["unanswerable"] for question in table["ask"]]


def quotes(answer: Answer) -> Iterator[tuple[str, str]]:
    for item in answer.answers:
        for evidence in item.evidence:
            yield evidence.quote, sources()[evidence.doc][evidence.start : evidence.end]


def test_there_are_enough_questions_in_both_languages() -> None:
    asked = [param.values[0] for param in ANSWERABLE]
    english = [question for question in asked if ask(liushi(), str(question)).language != "zh"]
    assert len(asked) >= 120
    assert len(english) >= 50
    assert len(UNANSWERABLE) >= 20


@pytest.mark.parametrize(("question", "table"), ANSWERABLE)
def test_answers(question: str, table: dict[str, list[str]]) -> None:
    answer = ask(liushi(), question)
    assert not answer.abstained, answer.reason
    for quote, slice_ in quotes(answer):
        assert quote == slice_
    assert all(item.evidence for item in answer.answers)
    if "labels" in table:
        expected = [set(label.split("|")) for label in table["labels"]]
        given_ = {item.label for item in answer.answers}
        assert len(given_) == len(expected)
        assert all(given_ & names for names in expected), given_
    if table.get("values"):
        values = sorted(item.value.removeprefix("at least ") for item in answer.answers)
        assert len(values) == len(table["values"])
        assert all(value.startswith(start) for value, start in zip(values, sorted(table["values"]), strict=True))


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_graph_lacks_is_declined(question: str) -> None:
    answer = ask(liushi(), question)
    assert answer.abstained
    assert not answer.answers
    assert answer.reason


def test_contract() -> None:
    data = ask(liushi(), "which projects serve green development").to_dict()
    assert list(data) == [
        "question",
        "language",
        "reading",
        "sparql",
        "answers",
        "passages",
        "abstained",
        "reason",
        "plan",
    ]
    assert data["language"] == "en"
    assert {chip["slot"] for chip in data["reading"]["chips"]} == {"class", "theme"}
    assert set(data["answers"][0]) == {"iri", "label", "class", "evidence"}
    assert set(data["answers"][0]["evidence"][0]) == {
        "doc",
        "start",
        "end",
        "quote",
        "basis",
        "relation",
        "rule",
    }


def test_chips_point_into_the_question() -> None:
    question = "请问，绿色发展方面有哪些还没完成的工程？"
    for chip in ask(liushi(), question).reading.chips:
        assert question[chip.start : chip.end] == chip.text
        assert chip.text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("谁负责国有资产管理", "zh"),
        ("who is responsible for 国有资产管理", "mixed"),
        ("which projects are planned", "en"),
        ("PPP模式属于哪项改革", "zh"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert ask(liushi(), question).language == language


def test_english_questions_show_states_in_english() -> None:
    assert ask(liushi(), "what is the status of 电力大厦").answers[0].label == "completed"
    assert ask(liushi(), "电力大厦的状态是什么").answers[0].label == "已完成"


def test_the_query_shown_gives_the_answers() -> None:
    answer = ask(liushi(), "哪些改革服务于协调发展")
    found = {row[0] for row in liushi().select(answer.sparql)}
    assert found == {item.iri for item in answer.answers}


def test_the_query_of_a_count_gives_the_count() -> None:
    answer = ask(liushi(), "how many reforms are there")
    assert liushi().select(answer.sparql) == [(answer.answers[0].value,)]


def test_limit() -> None:
    answer = ask(liushi(), "体制改革方面有哪些改革", limit=3)
    assert len(answer.answers) == 3
    assert answer.total == 11
    assert "11" in answer.reading.sentence


HOSTILE = [
    "",
    "   ",
    "？",
    "'; DROP ALL; --",
    '哪些项目服务于"} DELETE WHERE {?s ?p ?o} #',
    "which projects serve <http://evil>",
    "{{{{}}}}",
    "\\\\u0022 } SELECT * { ?s ?p ?o",
    "a" * 10_000,
    "项目" * 5_000,
    "\x00\x01\u202e",
    "who " * 100,
    "🙂🙂",
    "谁负责\"\"\"'''",
    "?x zc:serves ?y",
    "2016年" * 80,
    "\ud800 projects",
    "的的的的",
    "哪些" * 50,
]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_safe(question: str) -> None:
    before = len(liushi())
    answer = ask(liushi(), question)
    assert answer.abstained or all(item.evidence for item in answer.answers)
    assert len(liushi()) == before


PIECES = st.sampled_from(
    [
        "哪些",
        "项目",
        "改革",
        "服务于",
        "绿色发展",
        "谁",
        "负责",
        "五水共治",
        "2016年",
        "的",
        "多少",
        "目标",
        "是",
        "在哪里",
        "完成",
        "which",
        "projects",
        "serve",
        "who",
        "is",
        "responsible",
        "for",
        "the",
        "in",
        "2021",
        "target",
        "green",
        "part of",
        "how many",
        "最高",
        "相比",
        "新增了",
        "没有",
        "柳市镇",
        "报告",
        "changed",
        "not mentioned",
        "属于",
        "包括",
        "district",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES, max_size=9).map("".join)
    )
)
def test_any_text_is_answered_with_quotes_or_declined(question: str) -> None:
    answer = ask(liushi(), question)
    assert answer.abstained == (not answer.answers)
    assert answer.abstained == bool(answer.reason)
    for quote, slice_ in quotes(answer):
        assert quote == slice_
    for chip in answer.reading.chips:
        assert question[chip.start : chip.end] == chip.text


def test_the_same_question_gets_the_same_answer() -> None:
    question = "which projects serve shared development"
    assert ask(liushi(), question).to_dict() == ask(liushi(), question).to_dict()
