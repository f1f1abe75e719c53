"""The tokenizer of the bundled model: frequent words of both languages, and pieces for the rest.

A Unigram model (Kudo 2018, arXiv:1804.10959) whose Chinese pieces are the words a dictionary segmenter finds, weighted
by their counts, so that pieces are words and not phrases across word borders. English pieces are trained on words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import rjieba
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from embeddings.unigram import normaliser, splitter

UNKNOWN = "[UNK]"
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef]+")
_LATIN = re.compile(r"[a-zà-ɏ]+")
_OTHER = re.compile(r"[0-9]{1,4}|[a-z][0-9]{1,2}")


def count_words(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return counts of Chinese words and characters (with numbers), and of Latin words."""
    fold = normaliser()
    chinese: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    for text in texts:
        folded = fold.normalize_str(text)
        for run in _HAN.findall(folded):
            chinese.update(rjieba.cut(run, hmm=False))
            chinese.update(run if len(run) == 1 else ())
        chinese.update(_OTHER.findall(folded))
        latin.update(_LATIN.findall(folded))
    return chinese, latin


def _latin_pieces(latin: Counter[str], size: int) -> list[tuple[str, float]]:
    """Return the most frequent words, and a third of `size` as Unigram pieces for the rest, with log probabilities."""
    trainer = trainers.UnigramTrainer(
        vocab_size=size // 3, unk_token=UNKNOWN, special_tokens=[UNKNOWN], show_progress=False, max_piece_length=12
    )
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()

    def lines() -> Iterator[str]:
        for word, count in sorted(latin.items()):
            if count > 1:
                yield " ".join([word] * min(count, 50))

    tokenizer.train_from_iterator(lines(), trainer)
    pieces = set(tokenizer.get_vocab()) - {UNKNOWN}
    words = sorted((w for w in latin if w not in pieces and len(w) > 1), key=lambda w: (-latin[w], w))
    total = sum(latin.values())
    chosen = sorted(pieces) + words[: size - len(pieces)]
    return [(piece, math.log((latin.get(piece, 0) + 0.5) / total)) for piece in chosen]


def train_tokenizer(texts: Iterable[str], chinese_size: int, english_size: int) -> Tokenizer:
    """Return a Unigram tokenizer with the unknown token at 0.

    `chinese_size` counts Chinese words, characters and numbers together; `english_size` the Latin pieces.
    """
    chinese, latin = count_words(texts)
    characters: Counter[str] = Counter()
    for word, count in chinese.items():
        for character in word:
            characters[character] += count
    kept = {c: max(chinese[c], 1) for c, n in characters.items() if n >= 5}
    words = sorted((w for w in chinese if len(w) > 1), key=lambda w: (-chinese[w], w))
    for word in words[: max(0, chinese_size - len(kept))]:
        kept[word] = chinese[word]
    total = sum(kept.values())
    vocabulary = {piece: math.log(count / total) for piece, count in sorted(kept.items())}
    for piece, score in _latin_pieces(latin, english_size):
        vocabulary.setdefault(piece, score)
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0), *vocabulary.items()], unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normaliser()
    tokenizer.pre_tokenizer = splitter()
    return tokenizer
