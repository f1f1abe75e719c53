"""The words of a question, folded so that they can be compared, each with its place in the question."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

from kg.questions.plan import Language

_PLAIN = {"啥": "什么", "咋": "怎么"}
_DROPPED = frozenset('“”"‘’「」『』《》〈〉<>()（）[]【】{}·•')
_CJK = re.compile(r"[㐀-鿿]")
_FRAME = re.compile(
    r"(?a)\b(?:who|whom|whose|what|which|where|when|how|is|are|was|were|does|do|did|the|of|in|for|list|show|tell|give|"
    r"has|have|by|and|to|many|much|find|name)\b"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is folded (NFKC, lower case, simplified characters, plain words for colloquial ones, no quotation marks or
    brackets); `offsets` lead back to the question."""

    question: str
    text: str
    offsets: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the question that a range of `text` stands for."""
        if start >= end:
            return 0, 0
        return self.offsets[start], self.offsets[end - 1] + 1

    def squeezed(self) -> tuple[str, list[int]]:
        """Return the text without white space, and where each character stands in `text`."""
        kept = [i for i, char in enumerate(self.text) if not char.isspace()]
        return "".join(self.text[i] for i in kept), kept

    def language(self) -> Language:
        """Return zh, en, or mixed: an English sentence about things named in Chinese."""
        if not _CJK.search(self.text):
            return "en" if re.search(r"[a-z]", self.text) else "zh"
        return "mixed" if _FRAME.search(self.text) else "zh"


def fold(question: str) -> Wording:
    """Fold character by character."""
    text, offsets = [], []
    for i, char in enumerate(question):
        if char in _DROPPED:
            continue
        for piece in _folded(char):
            if unicodedata.category(piece) in ("Cc", "Cf", "Cs", "Mn") or piece in _DROPPED:
                piece = " "
            text.append(piece)
            offsets.append(i)
    return Wording(question, "".join(text), tuple(offsets))


@lru_cache(maxsize=10_000)
def _folded(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(_PLAIN.get(c, c) for c in (_simplifying().convert(folded) if _CJK.search(folded) else folded))


@cache
def _simplifying() -> OpenCC:
    return OpenCC("t2s")
