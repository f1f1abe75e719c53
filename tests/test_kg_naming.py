"""When two names are one thing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg_strategies import HOSTILE, document, names

from corpus.span import Span
from kg.naming import entity_iri, item_iri, jurisdiction, mention_iri, normalise, section_iri

IRI = re.compile(r"https://w3id\.org/zhengce/id/[a-z]+-[0-9a-f]{16}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“五水共治”", "五水共治"),
        ("政府与社会资本合作（ＰＰＰ）模式", "政府与社会资本合作(PPP)模式"),
        ("柳白\n新城", "柳白新城"),
        ("《柳市镇志》", "柳市镇志"),
        ("\u202e柳白新城\u202c", "柳白新城"),
        ("r&d投入", "R&D投入"),
    ],
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert entity_iri("Project", one, "x") == entity_iri("Project", other, "x")


@given(names)
def test_normalising_is_final_and_never_empty(name: str) -> None:
    assert normalise(name)
    assert normalise(normalise(name)) == normalise(name)


@given(names, types := st.sampled_from(["Project", "Agency", "Place"]))
def test_every_name_gets_an_iri(name: str, entity_type: str) -> None:
    assert IRI.fullmatch(entity_iri(entity_type, name, "x"))  # type: ignore[arg-type]


def test_a_programme_is_its_project_and_a_task_its_reform() -> None:
    assert entity_iri("Programme", "五水共治", "x") == entity_iri("Project", "五水共治", "x")
    assert entity_iri("Task", "五水共治", "x") == entity_iri("Reform", "五水共治", "x")
    assert entity_iri("Goal", "五水共治", "x") != entity_iri("Project", "五水共治", "x")


def test_jurisdictions_part_names() -> None:
    assert entity_iri("Agency", "教育局", "甲县") != entity_iri("Agency", "教育局", "乙县")


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("Agency", "国务院", "中华人民共和国国务院"),
        ("Agency", "国家发改委", "国家发展和改革委员会"),
        ("Agency", "党中央", "中共中央"),
        ("Place", "浙江", "浙江省"),
    ],
)
def test_what_stands_above_every_jurisdiction_has_none(entity_type, one: str, other: str) -> None:
    assert entity_iri(entity_type, one, "甲县") == entity_iri(entity_type, other, "乙县")


def test_short_names_are_national_only_at_the_centre() -> None:
    full = entity_iri("Agency", "国家发展和改革委员会", "")
    assert entity_iri("Agency", "发展改革委", "") == full
    assert entity_iri("Agency", "发展改革委", "甲县") != full


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("河北省保定市", "保定市"),
        ("河北省保定市易县", "易县"),
        ("易县", "易县"),
        ("浙江省温州市乐清市柳市镇", "乐清市柳市镇"),
        ("河北省保定市徐水区", "保定市徐水区"),
        ("徐水区", "徐水区"),
        ("徐水县", "保定市徐水区"),
        ("河北省保定市徐水县", "保定市徐水区"),
        ("湖北省荆州市监利县", "监利市"),
        ("密云县", "北京市密云区"),
        ("上海市浦东新区", "上海市浦东新区"),
        ("上海", "上海"),
    ],
)
def test_the_jurisdiction_is_the_place_by_its_innermost_names_that_are_one_in_the_nation(
    place: str, expected: str
) -> None:
    assert jurisdiction(document(place=place)) == expected


def test_the_nation_is_a_jurisdiction_without_a_name() -> None:
    assert jurisdiction(document(place="", level="central")) == ""
    assert jurisdiction(document(place="中国")) == ""


def test_documents_without_a_place_share_no_names() -> None:
    assert jurisdiction(document("a", place="")) != jurisdiction(document("b", place=""))


def test_parts_cannot_run_into_one_another() -> None:
    assert item_iri("claim", ("a|b", "c")) != item_iri("claim", ("a", "b|c"))
    assert item_iri("claim", ("a\\", "|b")) != item_iri("claim", ("a\\|", "b"))


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_document_ids_stay_apart(id: str) -> None:
    assert re.fullmatch(r"https://w3id\.org/zhengce/doc/[\w.~%-]+/section-3", section_iri(id, 3), re.ASCII)
    assert mention_iri(id, Span(0, 1)) != mention_iri(id, Span(0, 2))


def test_hostile_names_are_told_apart() -> None:
    assert len({entity_iri("Project", name, "x") for name in HOSTILE}) == len(HOSTILE)
