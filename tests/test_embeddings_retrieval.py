"""Measuring search on retrieval sets."""

from pathlib import Path

import pytest

from embeddings.encoder import load_encoder
from embeddings.errors import EmbeddingError
from embeddings.retrieval import baseline_run, evaluate, read_set, score_run, write_run

FILES = {
    "passages.tsv": "a\t建设污水处理厂\nb\t新建小学三所\nc\t举办招商大会\n",
    "queries.tsv": "q1\t污水处理厂建设\nq2\tschools\n",
    "qrels.tsv": "q1\ta\t1\nq2\tb\t1\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_small_set_is_scored(small: Path, tmp_path: Path) -> None:
    scores, runs = evaluate(small, load_encoder())
    assert [score.mode for score in scores] == ["dense", "lexical", "hybrid", "BM25 over jieba"]
    hybrid, baseline = scores[2], scores[3]
    assert (hybrid.ndcg, hybrid.recall, hybrid.mrr) == (1, 1, 1)
    assert baseline.ndcg == 0.5  # nothing in common with the English query
    write_run(tmp_path / "run", runs["hybrid"], "zhengce")
    lines = [line.split() for line in (tmp_path / "run").read_text(encoding="utf-8").splitlines()]
    assert [line[0:4] for line in lines if line[3] == "1"] == [["q1", "Q0", "a", "1"], ["q2", "Q0", "b", "1"]]


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("passages.tsv", "a\n", r"passages.tsv:1: has 1 of 2 columns"),
        ("qrels.tsv", "q1\tz\t1\n", r"is no judgement"),
        ("qrels.tsv", "q1\ta\tyes\n", r"is no judgement"),
        ("qrels.tsv", "\n", r"has no judgement"),
    ],
)
def test_broken_sets_are_refused(small: Path, name: str, text: str, error: str) -> None:
    (small / name).write_text(text, encoding="utf-8")
    with pytest.raises(EmbeddingError, match=error):
        read_set(small)


def test_a_missing_file_is_named(small: Path) -> None:
    (small / "queries.tsv").unlink()
    with pytest.raises(EmbeddingError, match=r"queries.tsv: no such file; name a folder"):
        read_set(small)


@pytest.mark.parametrize(
    ("name", "mode", "gain"),
    [("news_title_paragraphs", "hybrid", 0.05), ("citizen_message_reply", "hybrid", 0.03)],
)
def test_search_beats_the_baseline(shared: Path, name: str, mode: str, gain: float) -> None:
    data = read_set(shared / "eval" / name)
    scores, _ = evaluate(shared / "eval" / name, load_encoder(), ("hybrid",))
    assert scores[0].mode == mode
    assert scores[0].ndcg >= score_run(data, baseline_run(data), "baseline").ndcg + gain


def test_english_finds_chinese(shared: Path) -> None:
    scores, _ = evaluate(shared / "eval" / "report_en_zh", load_encoder(), ("dense",))
    assert scores[0].ndcg >= 0.85
