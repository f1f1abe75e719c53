"""The bundled model's kind of tokenizer, read by sentencepiece: the same pieces in an eighth of the time.

A Unigram model over Han runs, words and numbers, in the file of Hugging Face's tokenizers. Its normaliser and its
splitter only put borders where no piece reaches across, so that one search over the whole text finds the same pieces;
what is no letter, digit or per cent sign is in no piece and comes out as unknown.
"""

import json
import os
import struct
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from tokenizers import Regex, normalizers, pre_tokenizers

_UNKNOWN = 2  # SentencePiece.Type of the protocol below
_THREADS = os.cpu_count() or 1
_FEW = 64  # texts for which no thread is worth starting


def normaliser() -> normalizers.Normalizer:
    """NFKC, lower case, and everything that is neither letter, digit nor per cent sign as a blank."""
    return normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"[^\p{L}\p{N}%]+"), " ")]
    )


def splitter() -> pre_tokenizers.PreTokenizer:
    """Cut at blanks and between scripts: Han, Latin with digits, the rest."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex(r"\p{Han}+"), behavior="isolated"),
        ]
    )


class Unigram:
    """Cuts texts into the pieces of a tokenizer.json of this kind."""

    def __init__(self, pieces: list[tuple[str, float]], unknown: int) -> None:
        model = _protocol(pieces, unknown)
        self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)

    @classmethod
    def read(cls, path: Path) -> "Unigram | None":
        """Read tokenizer.json; None where it is of another kind. Raises ValueError where it is no JSON."""
        told = json.loads(path.read_text(encoding="utf-8"))
        model = told.get("model", {})
        same = (told.get("normalizer"), told.get("pre_tokenizer")) == (_settings(normaliser()), _settings(splitter()))
        if not same or model.get("type") != "Unigram" or model.get("byte_fallback") or told.get("added_tokens"):
            return None
        return cls(model["vocab"], model["unk_id"])

    def __call__(self, texts: list[str]) -> list[NDArray[np.int32]]:
        """Return the numbers of the pieces of each text in order; many texts use all cores."""
        folded = [unicodedata.normalize("NFKC", text).lower() for text in texts]
        found: list[NDArray[np.int32]] = self._processor.encode_as_numpy(
            folded, num_threads=_THREADS if len(texts) > _FEW else 1
        )
        return found


def _settings(part: normalizers.Normalizer | pre_tokenizers.PreTokenizer) -> Any:
    """Return how a part of a tokenizer is written in tokenizer.json."""
    return json.loads(part.__getstate__())


def _protocol(pieces: list[tuple[str, float]], unknown: int) -> bytes:
    """Return the model as sentencepiece's protocol buffer (sentencepiece_model.proto), with no normalisation."""
    rows = []
    for number, (piece, score) in enumerate(pieces):
        row = _bytes(1, piece.encode()) + _varint(2 << 3 | 5) + struct.pack("<f", score)
        rows.append(_bytes(1, row + (_number(3, _UNKNOWN) if number == unknown else b"")))
    trainer = _number(3, 1)  # model_type: Unigram
    # name, add_dummy_prefix, remove_extra_whitespaces, escape_whitespaces
    folding = _bytes(1, b"identity") + _number(3, 0) + _number(4, 0) + _number(5, 0)
    return b"".join(rows) + _bytes(2, trainer) + _bytes(3, folding)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first (protobuf.dev/programming-guides/encoding)."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
