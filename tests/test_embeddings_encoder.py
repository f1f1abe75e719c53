"""The bundled model and how models are loaded."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from embeddings.encoder import BUNDLED, Encoder, load_encoder
from embeddings.errors import EmbeddingError
from embeddings.static import StaticModel
from embeddings.unigram import Unigram

TRANSLATIONS = [
    ("sewage treatment", "污水处理"),
    ("green development", "绿色发展"),
    ("environmental protection", "环境保护"),
    ("poverty alleviation", "扶贫"),
    ("compulsory education", "义务教育"),
    ("affordable housing", "保障性住房"),
    ("economic growth", "经济增长"),
    ("supply-side structural reform", "供给侧结构性改革"),
    ("medical insurance", "医疗保险"),
    ("rural revitalization", "乡村振兴"),
    ("employment", "就业"),
    ("foreign trade", "对外贸易"),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_rows_have_length_one_and_empty_texts_are_zero(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(["绿色发展", "", "  \n", "green development", "，。"])
    assert vectors.shape == (5, encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 1, 0], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_a_text_is_encoded_the_same_alone_and_among_others(texts: list[str]) -> None:
    encoder = load_encoder_once()
    together = encoder.encode_passages(texts)
    assert together.shape == (len(texts), encoder.dimensions)
    assert np.isfinite(together).all()
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_allclose(encoder.encode_passages([text])[0], row, atol=1e-5)


_ONE: list[Encoder] = []


def load_encoder_once() -> Encoder:
    if not _ONE:
        _ONE.append(load_encoder())
    return _ONE[0]


def test_translations_find_each_other(encoder: Encoder) -> None:
    english = encoder.encode_queries([en for en, _ in TRANSLATIONS])
    chinese = encoder.encode_passages([zh for _, zh in TRANSLATIONS])
    near = english @ chinese.T
    right = np.diag(near)
    others = near[~np.eye(len(near), dtype=bool)]
    assert right.mean() > others.mean() + 0.2
    assert (near.argmax(axis=1) == np.arange(len(near))).mean() >= 0.75


def test_the_unknown_piece_is_zero_and_adds_nothing(encoder: Encoder, tokenizer: Tokenizer) -> None:
    unknown = tokenizer.token_to_id("[UNK]")
    assert tokenizer.encode("\U0001f3fb").ids in ([], [unknown])
    assert not load_file(BUNDLED / "model.safetensors")["embedding.weight"][unknown].any()
    with_it, without = encoder.encode_passages(["绿色发展 ⵣⵣⵣ 规划", "绿色发展 规划"])
    np.testing.assert_allclose(with_it, without, atol=1e-5)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))


@pytest.fixture(scope="module")
def unigram() -> Unigram:
    found = Unigram.read(BUNDLED / "tokenizer.json")
    assert found is not None
    return found


texts = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=40) | st.text(
    "推进绿色发展污水处理年均增长ａｂcＰＰＰ１２3.5%％㎡½ \n\t，。、（）“”éﬁ▁\u0301𠮷", max_size=60
)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_pieces_are_those_of_the_file_by_its_own_library(tokenizer: Tokenizer, unigram: Unigram, text: str) -> None:
    theirs = tokenizer.encode(text, add_special_tokens=False).ids
    assert [piece for piece in unigram([text])[0].tolist() if piece] == [piece for piece in theirs if piece]


def test_pieces_of_running_text_are_those_of_the_file(tokenizer: Tokenizer, unigram: Unigram) -> None:
    path = Path(__file__).resolve().parents[1] / "corpus" / "documents" / "liushi-2016.txt"
    lines = [*path.read_text(encoding="utf-8").splitlines(), path.read_text(encoding="utf-8")]
    for line, found in zip(lines, unigram(lines), strict=True):
        assert [p for p in found.tolist() if p] == [p for p in tokenizer.encode(line).ids if p]


def test_a_static_model_with_another_tokenizer_is_read_too(tmp_path: Path) -> None:
    words = Tokenizer(models.WordLevel({"[UNK]": 0, "green": 1, "parks": 2}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "modules.json").write_text('[{"type": "sentence_transformers.models.StaticEmbedding"}]')
    # As model2vec writes them: "green" and "parks" share a vector, and "parks" weighs twice as much.
    vectors = np.array([[0, 0], [3, 4]], np.float16)
    shared = {"embeddings": vectors, "mapping": np.array([0, 1, 1]), "weights": np.array([1.0, 1.0, 2.0])}
    save_file(shared, tmp_path / "model.safetensors")
    model = StaticModel.read(tmp_path)
    np.testing.assert_allclose(model.encode(["green parks", ""]), [[4.5, 6.0], [0, 0]])
    np.testing.assert_allclose(load_encoder(tmp_path).encode_passages(["green"]), [[0.6, 0.8]], atol=1e-6)


def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    for name in ("tokenizer.json", "model.safetensors", "modules.json"):
        (tmp_path / name).write_text("broken")
    with pytest.raises(EmbeddingError, match="is no static model"):
        load_encoder(tmp_path)


def test_the_bundled_model_is_small_and_says_what_made_it() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) <= 20 * 2**20
    manifest = json.loads((BUNDLED / "manifest.json").read_text(encoding="utf-8"))
    assert {"plan", "pieces", "pairs", "files", "versions"} <= manifest.keys()
    card = (BUNDLED / "README.md").read_text(encoding="utf-8")
    for part in ("## Data", "## Size", "## Figures", "## Limits", "## Licences"):
        assert part in card


def test_no_torch_is_loaded() -> None:
    code = (
        "import sys; from embeddings.encoder import load_encoder; import embeddings.index, embeddings.retrieval;"
        "load_encoder().encode_queries(['绿色发展']);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'sentence_transformers')))"
    )
    root = Path(__file__).resolve().parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_folder_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"no such folder; give the folder"):
        load_encoder(tmp_path / "none")
    with pytest.raises(EmbeddingError, match=r"holds no model"):
        load_encoder(tmp_path)


def test_another_revision_than_asked_for_is_refused() -> None:
    with pytest.raises(EmbeddingError, match=r"has revision [0-9a-f]{16}, not abc"):
        load_encoder(BUNDLED, revision="abc")


def test_the_bundled_folder_by_name_is_the_same_model(encoder: Encoder) -> None:
    other = load_encoder(BUNDLED)
    assert other.revision == encoder.revision
    np.testing.assert_array_equal(other.encode_queries(["规划"]), encoder.encode_queries(["规划"]))
