"""Segments: what is added, removed and joined is found as if it had been written at once."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.encoder import normalised
from embeddings.errors import EmbeddingError
from embeddings.fingerprint import NEAR, distances, fingerprints
from embeddings.passage import IndexedPassage
from embeddings.scope import EVERYTHING, Scope
from embeddings.segments import Segments

WIDTH = 16
TAGS = ("green", "open", "shared")


def passages(doc: int, number: int) -> list[IndexedPassage]:
    return [
        IndexedPassage(f"文件{doc}#{i}", f"文件{doc}", f"第{doc}号第{i}条", tags=TAGS[: (doc + i) % 4])
        for i in range(number)
    ]


def vectors(found: list[IndexedPassage]) -> NDArray[np.float32]:
    """A vector for each passage, from its id."""
    rows = [np.random.default_rng(list(p.id.encode())).standard_normal(WIDTH) for p in found]
    return normalised(np.array(rows).reshape(-1, WIDTH))


def near(segments: Segments, scope: Scope) -> dict[str, float]:
    cosines, rows = segments.search(vectors(passages(99, 1))[0], 1_000, scope)
    return dict(zip(segments.ids(rows), cosines.tolist(), strict=True))


changes = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12)), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_changes_are_like_one_writing(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> None:
    folder, now = tmp_path_factory.mktemp("s"), dict[int, list[IndexedPassage]]()
    segments = Segments(folder / "grown")
    for doc, number in steps:
        now[doc] = passages(doc, number)
        segments = segments.remove([f"文件{doc}"]).add(now[doc], [vectors(now[doc])], WIDTH).tidied()
    every = [p for found in now.values() for p in found]
    whole = Segments(folder / "whole").add(every, [vectors(every)], WIDTH)
    assert len(segments) == len(whole) == len(every)
    for scope in (
        EVERYTHING,
        Scope(frozenset({"文件1", "文件3"})),
        Scope(None, (frozenset({"green"}),)),
        Scope(frozenset({"文件2"}), (frozenset({"open", "shared"}), frozenset({"green"}))),
    ):
        expected = {p.id for p in every if scope.documents is None or p.doc in scope.documents}
        expected &= {p.id for p in every if all(group & set(p.tags) for group in scope.tags)}
        assert near(segments, scope) == pytest.approx(near(whole, scope), abs=1e-6)
        assert near(segments, scope).keys() == expected
    ids = [p.id for p in every]
    rows = segments.rows_for([*ids, "nowhere"])
    assert rows[-1] == -1
    assert segments.ids(rows[:-1]) == ids
    assert segments.docs(rows[:-1]) == [p.doc for p in every]
    assert segments.prints(rows[:-1]).tolist() == fingerprints([p.text for p in every]).tolist()
    assert set(segments.tags) == {tag for p in every for tag in p.tags}


def test_there_are_few_segments_however_many_changes(tmp_path: Path) -> None:
    segments = Segments(tmp_path)
    for doc in range(60):
        found = passages(doc, 1)
        segments = segments.add(found, [vectors(found)], WIDTH).tidied()
    assert len(segments) == 60
    assert len(list(tmp_path.iterdir())) <= 6  # log2 of 60


def test_a_change_leaves_large_segments_alone(tmp_path: Path) -> None:
    large = passages(0, 50)
    segments = Segments(tmp_path).add(large, [vectors(large)], WIDTH)
    first = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "000001").iterdir()}
    small = passages(1, 2)
    segments.add(small, [vectors(small)], WIDTH).tidied().remove(["文件1"]).tidied()
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "000001").iterdir()} == first
    assert [path.name for path in tmp_path.iterdir()] == ["000001"]


def test_an_id_may_come_again_only_when_its_document_is_gone(tmp_path: Path) -> None:
    found = passages(0, 3)
    segments = Segments(tmp_path).add(found, [vectors(found)], WIDTH)
    with pytest.raises(EmbeddingError, match="two passages have the id '文件0#0'"):
        segments.add(found, [vectors(found)], WIDTH)
    assert len(segments.remove(["文件0"]).add(found, [vectors(found)], WIDTH)) == 3


TEXT = "深入推进五水共治，消除垃圾河、黑臭河49条，完成河道清淤200万方，新建污水管网300公里，污水收集率达到85%以上。"


def test_prints_tell_copies_from_other_texts() -> None:
    texts = [
        TEXT,
        TEXT.replace("，", ", ").replace("五水", "五 水"),
        TEXT + "等",
        TEXT[::-1],
        "",
        "，。",
        "规划",
        "规划二",
    ]
    prints = fingerprints(texts)
    away = distances(prints[0], prints)
    assert away[1] == 0
    assert away[3] > 10
    assert prints[4] == prints[5]
    assert distances(prints[6], prints[7:])[0] > NEAR


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_the_print_of_a_text_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    alone = [int(fingerprints([text])[0]) for text in texts]
    assert fingerprints(texts).tolist() == alone
