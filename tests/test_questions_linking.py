"""Names are found exactly or by their parts, and never by mere likeness."""

from pathlib import Path

import pytest

from kg.questions.linking import link
from kg.questions.naming import names_of
from tests.questions_sample import EVALS, LIUSHI, liushi, store_of


def labels(text: str, *classes: str) -> set[str]:
    names = names_of(liushi())
    found = link(text, names, classes)
    return {names.things[iri].label for iri in found.iris} if found else set()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("五水共治", "五水共治"),
        ("“五水共治”", "五水共治"),
        ("智能电气小镇", "智能电气小镇建设"),
        ("镇城投公司", "柳市镇城投公司"),
        ("国有资产管理", "基于国有资产整合的统一管理制度"),
        ("五水共治工程", "五水共治"),
        ("国有资产整合制度", "基于国有资产整合的统一管理制度"),
        ("waste incineration power plant", "垃圾焚烧发电厂"),
        ("economic risk early warning mechanism", "经济风险预警机制"),
        ("public-private partnership", "政府与社会资本合作(PPP)模式"),
    ],
)
def test_found(text: str, label: str) -> None:
    assert labels(text) == {label}


@pytest.mark.parametrize(
    "text",
    [
        "六水共治",
        "瓯江南口大桥",
        "柳市第二中学",
        "农村居民人均消费支出",
        "翁象大道二期",
        "市民中心",
        "",
        "x",
        "航天工程",
        "mars bridge",
        "quantum",
        "的",
        "电力",
    ],
)
def test_not_found(text: str) -> None:
    assert labels(text) <= ({"电力大厦"} if text == "电力" else set())


def test_classes_restrict() -> None:
    assert labels("柳市镇综合执法中队", "Agency") == {"柳市镇综合执法中队"}
    assert labels("柳市镇综合执法中队", "Indicator") == set()


def near(word: str) -> list[tuple[str, float]]:
    """What the bundled model holds of a few words: the words of names that are near, with the cosine."""
    known = {
        "remediation": [("治理", 0.5), ("整治", 0.45), ("生态", 0.2)],
        "rubbish": [("垃圾场", 0.6), ("焚烧", 0.3)],
        "垃圾站": [("垃圾场", 0.7), ("车站", 0.4)],
        "lunar": [("月均", 0.32)],
    }
    return known.get(word, [])


@pytest.mark.parametrize(
    ("text", "label"), [("rubbish remediation", "苏岙垃圾场生态治理工程"), ("垃圾站治理", "苏岙垃圾场生态治理工程")]
)
def test_words_near_in_meaning_stand_for_one_another(text: str, label: str) -> None:
    names = names_of(liushi())
    found = link(text, names, ("Project",), near)
    assert found is not None
    assert names.labels(found.iris) == label
    assert link(text, names, ("Project",)) is None


@pytest.mark.parametrize("text", ["rubbish", "lunar remediation", "垃圾站", "rubbish lunar"])
def test_what_is_not_near_enough_links_nothing(text: str) -> None:
    assert link(text, names_of(liushi()), ("Project",), near) is None


def test_names_are_loaded_once() -> None:
    assert names_of(liushi()) is names_of(liushi())


def test_names_follow_the_store() -> None:
    store = store_of((LIUSHI, EVALS / "liushi.json"))
    assert "五水共治" in names_of(store).by_name
    store.remove("liushi-2016")
    assert not names_of(store).by_name


def test_names_are_kept_beside_a_store_that_does_not_change(tmp_path: Path) -> None:
    store = store_of((LIUSHI, EVALS / "liushi.json"))
    store.names_file = tmp_path / "names.json"
    made = names_of(store)
    again = store_of((LIUSHI, EVALS / "liushi.json"))
    again.names_file = store.names_file
    read = names_of(again)
    assert (read.things, read.documents, read.headings) == (made.things, made.documents, made.headings)
    assert (read.by_name, read.by_part, read.by_concept) == (made.by_name, made.by_part, made.by_concept)
    assert (read.titles, read.latest, read.longest) == (made.titles, made.latest, made.longest)


def test_names_that_other_code_kept_are_made_anew(tmp_path: Path) -> None:
    store = store_of((LIUSHI, EVALS / "liushi.json"))
    store.names_file = tmp_path / "names.json"
    store.names_file.write_text('{"code": "another"}', encoding="utf-8")
    assert "五水共治" in names_of(store).by_name
