"""The learned classifier: how it is fitted and kept, and what it adds to the rules."""

import json
from importlib.resources import files

import numpy as np
import pytest
from evals import annotated
from evals.folds import FOLDS, fold_of
from evals.gold import CHECK, DEVELOPMENT
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.classifier.classifier import CLASSES, FILE, NAMED, NOTHING, Classifier, bundled
from kg.classifier.features import features, heads
from kg.classifier.fitting import Example, Plan, fit
from kg.classifier.labels import examples
from kg.classifier.likeness import Names, likeness, pairs
from kg.classifier.member import Member, members
from kg.extraction import figures
from kg.extraction.extract import extract, proposed
from kg.extraction.overlooked import RULE
from kg.extraction.reading import read
from kg.extraction.rivalry import settle

TEXT = (
    "2024年政府工作报告\n一、2023年工作回顾\n实施柳林河综合治理工程，举办山区旅游观鸟季，教育局推进校车接送服务。\n"
    "二、2024年工作安排\n（一）推进城乡建设\n加快青山民谣故事汇，争创国家生态文明示范县，深化农村集体产权制度改革。\n"
)
names = st.text("柳林河道路治理工程改革“”、", max_size=8)


def shown(text: str) -> list[Member]:
    document = document_from_text(text, id="t")
    reading = read(document, structure(document))
    return list(members(reading, settle(proposed(reading, figures.find(reading)))))


def sure(*found: str) -> Classifier:
    """A classifier that takes what ends in certain pairs of characters for projects, surely."""
    rows = {f"end2={pair}": row for row, pair in enumerate(found)}
    weights = [[0, 900, 0, 0, 0]] * len(found) + [[500, 0, 0, 0, 0]]
    return Classifier(rows, np.array(weights, np.int16), 0.01)


@given(names, st.lists(names, max_size=6))
def test_a_name_is_looked_up_as_if_it_were_compared_with_each(name: str, others: list[str]) -> None:
    assert Names(others).like(name) == any(likeness(pairs(name), pairs(other)) >= 0.6 for other in others)


@given(st.lists(st.sets(st.sampled_from(["end2=工程", "end2=改革", "unheard of"])), max_size=4))
def test_probabilities_are_of_all_classes_and_sum_to_one(shown: list[set[str]]) -> None:
    found = sure("工程").probabilities(shown)
    assert found.shape == (len(shown), len(CLASSES))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(shown)))


def test_fitting_finds_the_least_loss_and_the_same_again() -> None:
    """Of one feature the optimum can be reckoned: 2 of 3 with it are projects, 1 of 3 without."""
    seen = [Example(frozenset({"a"} if n < 3 else ()), answer) for n, answer in enumerate((1, 1, 0, 1, 0, 0))]
    plan = Plan(penalty=1e-6, scale=1e-3)
    found = fit(seen, plan)
    assert found.probabilities([{"a"}, set()])[:, 1] == pytest.approx([2 / 3, 1 / 3], abs=0.01)
    assert found.save({}) == fit(seen, plan).save({})


def test_a_kept_classifier_judges_as_before() -> None:
    one = fit(examples(shown(TEXT), {"entities": [{"type": "Goal", "name": "国家生态文明示范县"}]}), Plan(least=1))
    two = Classifier.load(one.save({"by": "a test"}))
    told = [features(member) for member in shown(TEXT)]
    assert (one.probabilities(told) == two.probabilities(told)).all()


def test_members_know_their_phrase_and_the_rules_finds() -> None:
    found = {member.name: member for member in shown(TEXT)}
    assert "Project" in found["柳林河综合治理工程"].over
    assert not found["柳林河综合治理工程"].free
    assert found["山区旅游观鸟季"].free
    assert {"verb2=举办", "part=review", "end2=鸟季"} <= set(features(found["山区旅游观鸟季"]))
    assert heads("治理工程") != heads("鸟季") == ("none",)


def test_answers_are_those_of_the_annotation_whose_name_is_alike() -> None:
    known = [
        {"type": "Programme", "name": "旅游观鸟季", "aliases": []},
        {"type": "Task", "name": "推进校车接送服务", "aliases": []},
        {"type": "Indicator", "name": "青山民谣故事汇", "aliases": []},
    ]
    found = zip(shown(TEXT), examples(shown(TEXT), {"entities": known}), strict=True)
    assert {m.name: CLASSES[e.answer] for m, e in found if e.answer} == {"山区旅游观鸟季": "Project"}


def test_without_a_classifier_the_rules_stand_alone() -> None:
    document = document_from_text(TEXT, id="t")
    assert RULE not in {e.rule for e in extract(document, structure(document), NOTHING).entities}


def test_learned_names_bring_themes_and_statuses_and_say_that_they_are_learned() -> None:
    document = document_from_text(TEXT, id="t")
    found = extract(document, structure(document), sure("鸟季", "事汇", "工程"))
    learned = {e.id: e for e in found.entities if e.rule == RULE}
    assert {e.name for e in learned.values()} == {"山区旅游观鸟季", "青山民谣故事汇"}
    assert all(0.5 < e.confidence <= 1 for e in learned.values())
    claims = [c for c in found.claims if {c.subject, c.object} & set(learned)]
    assert {"serves", "hasStatus"} <= {c.predicate for c in claims}
    assert all(c.rule.startswith(f"{RULE}+") for c in claims)
    assert all(c.confidence < 1 for c in claims)
    assert not [c for c in found.claims if c.rule.startswith(RULE) and c not in claims]


def test_a_name_that_is_like_another_is_not_added() -> None:
    document = document_from_text(TEXT + "再办新山区旅游观鸟季。\n", id="t")
    found = [e.name for e in extract(document, structure(document), sure("鸟季")).entities if e.rule == RULE]
    assert len(found) == 1


def test_the_bundled_classifier_has_learned_from_nothing_that_counts_as_unseen() -> None:
    data = files("kg").joinpath("classifier", FILE).read_bytes()
    stored = json.loads(data)
    assert set(stored["made"]["documents"]) == {*DEVELOPMENT, *CHECK, *annotated.names("development")}
    assert stored["classes"] == ["none", *NAMED] == list(CLASSES)
    assert stored["made"]["features"] == len(bundled().rows)
    assert len(data) <= 2_000_000


def test_documents_of_one_place_are_held_out_together() -> None:
    folds = fold_of(["county-gaotang-2021", "county-gaotang-2022", "E01", "E02", "city-jilin", "central-2003"])
    assert folds["county-gaotang-2021"] == folds["county-gaotang-2022"]
    assert len(set(folds.values())) == FOLDS
