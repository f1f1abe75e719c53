"""The bundled folder read by sentence-transformers, beside our reading; the only test file that loads torch."""

import numpy as np
import pytest

from embeddings.encoder import BUNDLED, load_encoder, normalised

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

TEXTS = [
    "推进绿色发展 打造绿色空间",
    "sewage treatment projects",
    "到2021年，人均公园绿地面积达到12.5平方米以上",
    "龘䶮 unknown ⵣ pieces",
    "全面深化改革" * 300,
]


def test_sentence_transformers_gives_the_same_vectors() -> None:
    library = pytest.importorskip(
        "sentence_transformers", reason="needs the extra models: pip install 'zhengce[models]'", exc_type=ImportError
    )
    theirs = normalised(library.SentenceTransformer(str(BUNDLED), device="cpu").encode(TEXTS))
    ours = load_encoder().encode_passages(TEXTS)
    np.testing.assert_allclose((theirs * ours).sum(axis=1), 1, atol=1e-4)
    np.testing.assert_allclose(theirs, ours, atol=2e-3)  # theirs adds in half precision
