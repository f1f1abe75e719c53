"""The annotation format, both ways."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Metadata
from corpus.reading import read
from corpus.span import Span
from kg.annotation import from_annotation, to_annotation
from kg.claim import Claim
from kg.entity import Entity
from kg.errors import AnnotationError
from kg.extraction.result import Extraction
from kg.observation import Observation

SOURCE = "推进绿色发展。开工苏岙垃圾场\n生态治理工程，新增公园绿地9.6万平方米，由镇城投公司负责。"


def document(source: str = SOURCE) -> Document:
    return Document("d", "d.txt", source, "0" * 64, Metadata())


spans = st.tuples(st.integers(0, len(SOURCE) - 2), st.integers(1, 12)).map(
    lambda pair: Span(pair[0], min(len(SOURCE), pair[0] + pair[1]))
)
evidence = st.lists(spans, min_size=1, max_size=3, unique=True).map(tuple)
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
names = st.text(min_size=1, max_size=20)
confidences = st.floats(0.01, 1)
entities = st.builds(
    Entity,
    id=st.integers(1, 99).map("e{}".format),
    type=st.sampled_from(["Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"]),
    name=names,
    aliases=st.lists(names, max_size=3).map(tuple),
    mentions=st.lists(spans, max_size=3).map(tuple),
    rule=names,
    confidence=confidences,
    certain=st.booleans(),
)
observations = st.builds(
    Observation,
    indicator=st.just("e1"),
    value=numbers,
    unit=st.sampled_from(["", "%", "万平方米"]),
    kind=st.sampled_from(["actual", "target", "change"]),
    period=st.sampled_from(["", "2016", "2012/2016"]),
    bound=st.sampled_from(["=", ">=", "<=", "~"]),
    evidence=evidence,
    rule=names,
    confidence=confidences,
    value_max=numbers,
    text=st.none() | names,
    growth=st.booleans(),
)
claims = st.builds(
    Claim,
    subject=st.just("e1"),
    predicate=st.sampled_from(["serves", "responsibleBody", "partOf", "hasStatus"]),
    object=st.sampled_from(["e2", "theme:绿色发展", "status:planned"]),
    basis=st.sampled_from(["stated", "section", "inferred"]),
    evidence=evidence,
    rule=names,
    confidence=confidences,
    role=st.sampled_from([None, "lead", "support", "operate"]),
    certain=st.booleans(),
)
extractions = st.builds(
    Extraction,
    st.lists(entities, max_size=4).map(tuple),
    st.lists(observations, max_size=4).map(tuple),
    st.lists(claims, max_size=4).map(tuple),
)


@given(extractions)
def test_an_extraction_survives_the_format(extraction: Extraction) -> None:
    written = json.dumps(to_annotation(document(), extraction), ensure_ascii=False)
    assert from_annotation(json.loads(written), document()) == extraction


@given(extractions)
def test_every_quote_is_the_slice_at_its_offsets(extraction: Extraction) -> None:
    data = to_annotation(document(), extraction)
    for entity in data["entities"]:
        assert entity["mentions"] == [SOURCE[s["start"] : s["end"]] for s in entity["spans"]]
    for item in data["observations"] + data["relations"]:
        assert item["evidence"] == SOURCE[item["start"] : item["end"]]


def test_a_quote_is_found_across_a_line_break() -> None:
    item = {"id": "e1", "type": "Project", "name": "x", "mentions": ["苏岙垃圾场生态治理工程"]}
    (entity,) = from_annotation({"entities": [item], "observations": [], "relations": []}, document()).entities
    assert [span.of(SOURCE) for span in entity.mentions] == ["苏岙垃圾场\n生态治理工程"]


def test_the_second_quote_of_the_same_words_is_their_second_occurrence() -> None:
    item = {"id": "e1", "type": "Project", "name": "x", "mentions": ["甲路", "甲路", "甲路"]}
    data = {"entities": [item], "observations": [], "relations": []}
    (entity,) = from_annotation(data, document("甲路和甲路")).entities
    assert entity.mentions == (Span(0, 2), Span(3, 5))


@pytest.mark.parametrize("quote", ["没有的话", "", " "])
def test_a_quote_that_the_source_lacks_is_refused(quote: str) -> None:
    item = {"id": "e1", "type": "Project", "name": "x", "mentions": [quote]}
    with pytest.raises(AnnotationError, match="quote verbatim"):
        from_annotation({"entities": [item], "observations": [], "relations": []}, document())


def test_a_place_outside_of_the_source_is_refused() -> None:
    item = {"id": "e1", "type": "Project", "name": "x", "mentions": ["x"], "spans": [{"start": 0, "end": 999}]}
    with pytest.raises(AnnotationError, match="outside"):
        from_annotation({"entities": [item], "observations": [], "relations": []}, document())


def test_numbers_stay_as_written() -> None:
    figure = Observation("e1", Decimal("241.8"), "亿元", "actual", "2016", "=", (Span(0, 2),), "r", 1.0)
    (item,) = to_annotation(document(), Extraction(observations=(figure,)))["observations"]
    assert (item["value"], item["value_max"]) == (241.8, None)


def test_gold_documents_become_extractions(shared) -> None:
    files = sorted((shared / "gold").glob("*.json"))
    assert len(files) == 15
    for path in files:
        text = read(path.with_suffix(".txt"))
        data = json.loads(path.read_text(encoding="utf-8"))
        extraction = from_annotation(data, text)
        again = to_annotation(text, extraction)
        flat = [["".join(m.split()) for m in e["mentions"]] for e in again["entities"]]
        assert [set(m) for m in flat] == [{"".join(m.split()) for m in e["mentions"]} for e in data["entities"]]
        assert [o["value"] for o in again["observations"]] == [o["value"] for o in data["observations"]]
        assert len(again["relations"]) == len(data["relations"])
