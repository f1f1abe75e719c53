"""The passage index: both sides together, written, changed and opened."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.reading import read
from corpus.structuring import structure
from embeddings.encoder import Encoder, load_encoder
from embeddings.errors import EmbeddingError
from embeddings.index import IndexedPassage, Mode, PassageIndex, Scope

MODES: tuple[Mode, ...] = ("hybrid", "dense", "lexical")
QUERIES = ["环境治理 项目", "sewage treatment projects", "哪些项目服务于绿色发展", '"五水共治"', "2017年目标"]
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def passages() -> list[IndexedPassage]:
    document = read(ROOT / "corpus" / "documents" / "liushi-2016.txt")
    found = structure(document)
    # Each chapter as a document of its own.
    return [
        IndexedPassage(
            f"{document.id}#{p.index}",
            f"chapter-{found.path(p.section)[0].index if found.path(p.section) else 0}",
            found.view.text[p.start : p.end],
            " ".join(section.title for section in found.path(p.section)),
        )
        for p in found.passages
    ]


@pytest.fixture(scope="module")
def folder(passages: list[IndexedPassage], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("index") / "index"
    PassageIndex.build(place, passages, encoder)
    return place


@pytest.fixture(scope="module")
def index(folder: Path, encoder: Encoder) -> PassageIndex:
    return PassageIndex.open(folder, encoder)


def test_chinese_and_english_queries_find_the_passage(index: PassageIndex, passages: list[IndexedPassage]) -> None:
    texts = {p.id: p.whole for p in passages}
    assert "环境治理" in texts[index.search("环境治理 项目", 1)[0].id]
    assert any("污水" in texts[hit.id] for hit in index.search("sewage treatment projects", 3))


def test_a_hit_says_why(index: PassageIndex) -> None:
    for hit in index.search("环境治理 项目", 20):
        assert (hit.lexical_rank is None) == (hit.lexical_score is None) == ("words" not in hit.why)
        assert (hit.dense_rank is None) == ("meaning" not in hit.why)
        assert hit.dense_score is not None
        assert -1.001 <= hit.dense_score <= 1.001
    assert {hit.why for hit in index.search("sewage treatment projects", 5)} == {"meaning"}
    assert {hit.why for hit in index.search("环境治理", 5, "lexical")} == {"words"}


@pytest.mark.parametrize("mode", MODES)
def test_ranks_and_scores_agree_with_the_single_sides(index: PassageIndex, mode: Mode) -> None:
    query = "环境治理 项目"
    dense = {hit.id: hit for hit in index.search(query, 500, "dense")}
    lexical = {hit.id: hit for hit in index.search(query, 500, "lexical")}
    for hit in index.search(query, 500, mode):
        if hit.dense_score is not None:
            assert hit.dense_score == pytest.approx(dense[hit.id].score, abs=1e-5)
        if hit.lexical_rank is not None:
            assert hit.lexical_score == lexical[hit.id].score


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("query", QUERIES)
def test_filters_are_exact(index: PassageIndex, passages: list[IndexedPassage], query: str, mode: Mode) -> None:
    for doc in sorted({p.doc for p in passages}):
        found = index.search(query, 500, mode, scope=Scope(frozenset({doc})))
        assert {hit.doc for hit in found} <= {doc}
        if mode == "dense" and '"' not in query:
            assert len(found) == sum(p.doc == doc for p in passages)
        elif mode == "lexical":
            everything = index.search(query, 500, mode)
            assert [hit.id for hit in found] == [hit.id for hit in everything if hit.doc == doc]
    assert index.search(query, 5, mode, scope=Scope(frozenset())) == []
    assert index.search(query, 5, mode, scope=Scope(frozenset({"no such document"}))) == []


@pytest.mark.parametrize("mode", MODES)
def test_a_quoted_phrase_must_occur_in_any_mode(
    index: PassageIndex, passages: list[IndexedPassage], mode: Mode
) -> None:
    holding = {p.id for p in passages if "五水共治" in p.text or "五水共治" in p.heading}
    assert {hit.id for hit in index.search('"五水共治"', 50, mode)} == holding
    assert index.search('"这句话不在这里"', 5, mode) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20), st.integers(0, 12), st.sampled_from(MODES))
def test_any_text_is_searched_in_order_and_within_k(index: PassageIndex, query: str, k: int, mode: Mode) -> None:
    found = index.search(query, k, mode)
    assert len(found) <= k
    assert len({hit.id for hit in found}) == len(found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_two_builds_search_alike(
    folder: Path, passages: list[IndexedPassage], encoder: Encoder, tmp_path: Path
) -> None:
    PassageIndex.build(tmp_path / "again", passages, encoder)
    files = sorted(path.relative_to(folder) for path in (folder / "segments").rglob("*") if path.is_file())
    assert len(files) > 8
    for name in (*files, "manifest.json"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()
    first, second = PassageIndex.open(folder, encoder), PassageIndex.open(tmp_path / "again", encoder)
    for query in QUERIES:
        assert first.search(query, 50) == second.search(query, 50)


def test_adding_documents_is_like_building_with_them(
    passages: list[IndexedPassage], encoder: Encoder, tmp_path: Path
) -> None:
    docs = sorted({p.doc for p in passages})
    ordered = [p for doc in docs for p in passages if p.doc == doc]
    PassageIndex.build(tmp_path / "whole", ordered, encoder)
    PassageIndex.build(tmp_path / "grown", [p for p in ordered if p.doc == docs[0]], encoder)
    for doc in docs[1:]:
        PassageIndex.update(tmp_path / "grown", [], [p for p in ordered if p.doc == doc], encoder)
    whole, grown = PassageIndex.open(tmp_path / "whole", encoder), PassageIndex.open(tmp_path / "grown", encoder)
    for query in QUERIES:
        for mode in MODES:
            expected = {hit.id: hit.score for hit in whole.search(query, 500, mode)}
            assert {hit.id: hit.score for hit in grown.search(query, 500, mode)} == pytest.approx(expected, abs=1e-5)


def test_replacing_all_documents_is_like_building(
    folder: Path, passages: list[IndexedPassage], encoder: Encoder, tmp_path: Path
) -> None:
    PassageIndex.build(tmp_path / "i", [replace(p, text="旧文") for p in passages], encoder)
    PassageIndex.update(tmp_path / "i", sorted({p.doc for p in passages}), passages, encoder)
    rebuilt, updated = PassageIndex.open(folder, encoder), PassageIndex.open(tmp_path / "i", encoder)
    assert len(updated) == len(passages)
    for query in QUERIES:
        assert updated.search(query, 50, "dense") == rebuilt.search(query, 50, "dense")
        everything = {hit.id for hit in rebuilt.search(query, 500, "lexical")}
        assert {hit.id for hit in updated.search(query, 500, "lexical")} == everything


def test_updating_hard_links_leaves_the_first_folder_alone(
    folder: Path, passages: list[IndexedPassage], encoder: Encoder, tmp_path: Path
) -> None:
    before = PassageIndex.open(folder, encoder)
    expected = before.search(QUERIES[0], 50)
    shutil.copytree(folder, tmp_path / "linked", copy_function=os.link)
    PassageIndex.update(tmp_path / "linked", [passages[0].doc], [IndexedPassage("x", "new", "环境治理")], encoder)
    assert before.search(QUERIES[0], 50) == expected
    assert PassageIndex.open(folder, encoder).search(QUERIES[0], 50) == expected
    assert "x" in {hit.id for hit in PassageIndex.open(tmp_path / "linked", encoder).search("环境治理", 50)}


def test_another_model_is_refused(folder: Path, encoder: Encoder) -> None:
    for other in (replace(encoder, revision="0" * 16), replace(encoder, dimensions=64)):
        with pytest.raises(EmbeddingError, match=r"was made by model bundled .* build the index again"):
            PassageIndex.open(folder, other)
        with pytest.raises(EmbeddingError, match="was made by model bundled"):
            PassageIndex.update(folder, [], [], other)


def test_a_folder_without_an_index_is_refused(encoder: Encoder, tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="holds no passage index; build the index"):
        PassageIndex.open(tmp_path, encoder)


@pytest.mark.parametrize("id", ["", "a\tb", "a\nb"])
def test_an_id_that_is_no_line_is_refused(encoder: Encoder, tmp_path: Path, id: str) -> None:
    with pytest.raises(EmbeddingError, match="cannot name a passage"):
        PassageIndex.build(tmp_path / "i", [IndexedPassage(id, "d", "文")], encoder)


def test_an_id_given_twice_is_refused(encoder: Encoder, tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="two passages have the id 'a'"):
        PassageIndex.build(tmp_path / "i", [IndexedPassage("a", "d", "文"), IndexedPassage("a", "e", "字")], encoder)


def test_an_empty_index_finds_nothing(encoder: Encoder, tmp_path: Path) -> None:
    PassageIndex.build(tmp_path / "i", [], encoder)
    index = PassageIndex.open(tmp_path / "i", encoder)
    assert [index.search("绿色发展", 5, mode) for mode in MODES] == [[], [], []]
