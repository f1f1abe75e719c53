"""Questions as people put them, over many documents, find what a person annotated, or are declined."""

from statistics import mean

import pytest

from api.vocabulary import nearness
from embeddings.encoder import load_encoder
from kg.questions.answering import ask
from kg.questions.naming import names_of
from tests.questions_annotated import GOLD, annotated, excerpts, f1, fresh, questions

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents of ../shared are not here")


@pytest.mark.parametrize("half", ["development", "check"])
def test_answers_are_those_of_the_annotation(half: str) -> None:
    tables = questions(half)["question"]
    assert len(tables) >= 30
    scores = {table["ask"]: f1(table, ask(annotated(), table["ask"])) for table in tables}
    assert mean(scores.values()) >= 0.85, [question for question, score in scores.items() if score < 0.5]


@pytest.mark.parametrize("half", ["development", "check"])
def test_what_no_document_says_is_declined(half: str) -> None:
    tables = questions(half)["unanswerable"]
    answered = [table["ask"] for table in tables if not ask(annotated(), table["ask"]).abstained]
    assert len(answered) <= len(tables) / 10, answered


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_questions_of_each_round_are_answered(number: int) -> None:
    near = nearness(names_of(excerpts()).words, load_encoder())
    tables = fresh(number)
    scores = {each["ask"]: f1(each, ask(excerpts(), each["ask"], near=near)) for each in tables["question"]}
    assert len(scores) >= 30
    assert mean(scores.values()) >= 0.85, [question for question, score in scores.items() if score < 0.5]
    answered = [each["ask"] for each in tables["unanswerable"] if not ask(excerpts(), each["ask"], near=near).abstained]
    assert len(answered) <= len(tables["unanswerable"]) / 10, answered
