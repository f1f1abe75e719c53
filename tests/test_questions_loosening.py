"""Words that only frame a question are let go; words that could be a name never are."""

import pytest

from kg.questions.answering import ask
from kg.questions.lexicon import base_forms, common, general, informative
from kg.questions.names import Names
from kg.questions.naming import names_of
from kg.questions.understanding import readings
from kg.questions.wording import fold
from tests.questions_sample import liushi


@pytest.mark.parametrize("word", ["meant", "coping", "finished", "counting", "emphasised", "studies", "plans"])
def test_inflected_words_lead_to_their_base(word: str) -> None:
    base = {"finished": "finish", "coping": "cope", "counting": "count", "emphasised": "emphasize", "studies": "study"}
    assert base.get(word, word) in base_forms(word)


@pytest.mark.parametrize("text", ["meant", "coping with", "停留", "阶段", "需要应对"])
def test_general_words_name_nothing(text: str) -> None:
    assert not informative(text)


@pytest.mark.parametrize("text", ["pandas", "deep-sea mining", "直升机", "外交部", "航天发射场"])
def test_words_that_could_be_a_name_are_kept(text: str) -> None:
    assert informative(text)


def test_what_the_glossary_translates_is_never_general() -> None:
    assert general("purpose")
    assert not general("development")


@pytest.mark.parametrize(
    ("plain", "framed"),
    [
        ("镇城投公司负责什么", "请问镇城投公司到底被要求具体负责什么"),
        ("which projects serve green development", "Which of the projects are meant to serve green development?"),
    ],
)
def test_frames_change_no_answer(plain: str, framed: str) -> None:
    first, second = ask(liushi(), plain), ask(liushi(), framed)
    assert [item.iri for item in first.answers] == [item.iri for item in second.answers] != []


@pytest.mark.parametrize(
    "question", ["Is Liushi a nice place to live?", "柳市镇的航天发射场由谁建设", "How many pandas live in Liushi?"]
)
def test_letting_go_answers_nothing_that_the_graph_lacks(question: str) -> None:
    assert ask(liushi(), question).abstained


def test_common_words_are_names_only_of_what_is_chiefly_called_so() -> None:
    assert common("现在")
    assert common("交通")
    assert not common("五水共治提升")
    names: Names = names_of(liushi())
    for name in filter(common, names.by_name):
        assert all(names.things[iri].label == name for iri in names.proper(name))


def test_readings_of_one_question_are_the_same_each_time() -> None:
    wording, names = fold("what is being done about green development in Liushi"), names_of(liushi())
    assert list(readings(wording, names)) == list(readings(wording, names))
