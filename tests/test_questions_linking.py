"""Names are found exactly or by their parts, and never by mere likeness."""

import pytest

from kg.questions.linking import link
from kg.questions.names import names_of
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


def test_likeness_of_meaning_needs_a_margin() -> None:
    names = names_of(liushi())
    first, second = names.by_name["五水共治"][0], names.by_name["三改一拆"][0]
    alone = link("治理五水", names, (), lambda _: [(first, 0.95), (second, 0.4)])
    assert alone is not None
    assert alone.iris == (first,)
    assert alone.how == "vector"
    assert link("治理五水", names, (), lambda _: [(first, 0.95), (second, 0.94)]) is None
    assert link("治理五水", names, (), lambda _: [(first, 0.6)]) is None
    assert link("星际航行", names, (), lambda _: [(first, 0.99)]) is None


def test_names_are_loaded_once() -> None:
    assert names_of(liushi()) is names_of(liushi())


def test_names_follow_the_store() -> None:
    store = store_of((LIUSHI, EVALS / "liushi.json"))
    assert "五水共治" in names_of(store).by_name
    store.remove("liushi-2016")
    assert not names_of(store).by_name
