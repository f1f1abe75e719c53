"""One generator of SPARQL; what a user writes can only ever be a literal or an IRI in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions import sparql
from kg.questions.graph import rows
from kg.questions.plan import Condition, Plan, Scope
from tests.questions_sample import liushi

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXT, TEXT)
def test_any_text_stays_a_literal(word: str, place: str) -> None:
    plan = Plan("things", ("Project",), words=((word,),), scope=Scope(places=(place,), level=word, year="2016"))
    for row in rows(liushi(), sparql.generate(plan)):
        assert set(row) == {"thing"}


@pytest.mark.parametrize("bad", ["http://a> } DELETE {", "no iri", "", 'http://a/"b'])
def test_what_is_no_iri_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="IRI"):
        sparql.iri(bad)


def test_conditions_are_joined() -> None:
    conditions = (
        Condition("serves", ("https://w3id.org/zhengce/theme/green-development",)),
        Condition("hasStatus", ("https://w3id.org/zhengce/ontology#completed",)),
    )
    plan = Plan("things", ("Project",), conditions=conditions)
    things = [row["thing"] for row in rows(liushi(), sparql.generate(plan))]
    assert len(things) == 1
    assert [len(rows(liushi(), query)) for query in sparql.claims(plan, things)] == [1, 1]


def test_a_year_is_met_by_the_span_that_ends_with_it() -> None:
    found = rows(liushi(), sparql.generate(Plan("values", years=("2016",), kind="change")))
    assert {row["when"] for row in found} == {"2012/2016"}
