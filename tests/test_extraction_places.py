"""Places that projects lie in."""

import pytest

from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.extraction.extract import extract


def located(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="t")
    found = extract(document, structure(document))
    names = {e.id: e.name for e in found.entities}
    return {(names[c.subject], names[c.object]) for c in found.claims if c.predicate == "locatedIn"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动庞口镇污水处理厂建设。", ("庞口镇污水处理厂建设", "庞口镇")),
        ("开工温州机场三期扩建工程。", ("温州机场三期扩建工程", "温州")),
        ("设立吉布提、迪拜海外仓。", ("迪拜海外仓", "迪拜")),
        ("实施孝义河河道综合整治工程。", ("孝义河河道综合整治工程", "孝义河")),
    ],
)
def test_the_place_in_a_name_is_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in located(text)


@pytest.mark.parametrize(
    "text", ["深入实施快递下乡工程。", "开展非洲猪瘟防控阻击战。", "建成湘江西路。", "推进中心城区改造工程。"]
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert located(text) == set()
