"""Models read by sentence-transformers; the only test file that loads torch.

The transformers are made here: as small as can be, with random weights, so that nothing is downloaded.
"""

import string
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.encoder import BUNDLED, load_encoder, normalised
from embeddings.errors import EmbeddingError
from embeddings.index import IndexedPassage, PassageIndex
from embeddings.manifest import Manifest
from embeddings.reranker import load_reranker

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")

TEXTS = [
    "推进绿色发展 打造绿色空间",
    "sewage treatment projects",
    "到2021年，人均公园绿地面积达到12.5平方米以上",
    "龘䶮 unknown ⵣ pieces",
    "全面深化改革" * 300,
    "",
]


@pytest.fixture(scope="module")
def library() -> Any:
    return pytest.importorskip(
        "sentence_transformers", reason="needs the extra models: pip install 'zhengce[models]'", exc_type=ImportError
    )


def small_bert(folder: Path, kind: str, **more: Any) -> str:
    import transformers

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"污水处理绿色发展规划查询", *string.ascii_lowercase, ":"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    transformers.set_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, **more
    )
    getattr(transformers, kind)(config).save_pretrained(folder)
    return str(folder)


def test_sentence_transformers_gives_the_same_vectors(library: Any) -> None:
    theirs = library.SentenceTransformer(str(BUNDLED), device="cpu").encode(TEXTS)
    ours = load_encoder().encode_passages(TEXTS)
    assert not theirs[-1].any()
    assert not ours[-1].any()
    theirs, ours = normalised(theirs[:-1]), ours[:-1]
    np.testing.assert_allclose((theirs * ours).sum(axis=1), 1, atol=1e-4)
    np.testing.assert_allclose(theirs, ours, atol=2e-3)  # theirs adds in half precision


def test_model2vec_gives_the_same_vectors() -> None:
    model2vec = pytest.importorskip("model2vec", reason="needs the extra dev: pip install 'zhengce[dev]'")
    theirs = normalised(model2vec.StaticModel.from_pretrained(BUNDLED).encode(TEXTS))
    np.testing.assert_allclose(theirs, load_encoder().encode_passages(TEXTS), atol=2e-3)


def test_a_transformer_gets_its_words_and_its_index_remembers_it(library: Any, tmp_path: Path) -> None:
    name = small_bert(tmp_path / "e5-small", "BertModel")  # the name decides what stands before a text
    encoder = load_encoder(name)
    assert encoder.dimensions == 16
    plain = library.SentenceTransformer(name, device="cpu")
    for found, prompt in (
        (encoder.encode_queries(["污水"]), "query: "),
        (encoder.encode_passages(["污水"]), "passage: "),
    ):
        np.testing.assert_allclose(found, normalised(plain.encode([prompt + "污水"])), atol=1e-5)
    PassageIndex.build(tmp_path / "index", [IndexedPassage("d#1", "d", "污水处理规划")], encoder)
    assert [hit.id for hit in PassageIndex.open(tmp_path / "index", encoder).search("污水")] == ["d#1"]
    manifest = Manifest.read(tmp_path / "index")
    assert (manifest.model, manifest.revision) == (name, encoder.revision)
    with pytest.raises(EmbeddingError, match=r"was made by model .*e5-small .*; load the model .*, or build the index"):
        PassageIndex.open(tmp_path / "index", load_encoder())
    with pytest.raises(EmbeddingError, match="has revision"):
        load_encoder(name, revision="0" * 16)


def test_a_cross_encoder_scores_pairs(library: Any, tmp_path: Path) -> None:
    name = small_bert(tmp_path / "judge", "BertForSequenceClassification", num_labels=1)
    judge = load_reranker(name)
    passages = ["绿色发展规划", "污水处理", "abc"]
    expected = library.CrossEncoder(name, device="cpu").predict([("污水", passage) for passage in passages])
    assert judge.scores("污水", passages) == pytest.approx(expected.tolist(), abs=1e-5)
    assert judge.scores("污水", []) == []


def test_a_reranker_that_is_not_there_is_refused(library: Any, tmp_path: Path) -> None:
    assert library
    with pytest.raises(EmbeddingError, match=r"cannot be loaded .* check the name"):
        load_reranker(str(tmp_path / "none"))
