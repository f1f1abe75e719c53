"""Reading leftward from the head of a name to where the name begins."""

import re
from functools import cache

from kg.extraction.lexicon import load
from kg.extraction.trie import trie

_STOP = re.compile(r"[，。；：、！？（）()《》\s…—]")
_REACH = 24


@cache
def _cut() -> re.Pattern[str]:
    data = load("agencies")["left"]
    return re.compile(
        rf"(?P<keep>{trie(data['keep'])})|(?P<cut>{trie(data['cut'])}|[\d一二三四五六七八九十]+(?:个|家|所|名|项|批))"
        rf"|(?P<first>{trie(data['first'])})"
    )


def begin(text: str, head: int, floor: int = 0) -> int:
    """Return where the name begins whose head stands at `head`: after the last punctuation or cutting word before it.

    Not before `floor`; equal to `head` where nothing belongs to the name.
    """
    low = max(floor, head - _REACH)
    for place in range(head - 1, low - 1, -1):
        if _STOP.match(text[place]):
            low = place + 1
            break
    last = low
    for match in _cut().finditer(text, low, head):
        if match.lastgroup == "cut" or (match.lastgroup == "first" and match.start() == last):
            last = match.end()
    opening = max(text.rfind("“", last, head), text.rfind('"', last, head))
    if opening >= 0 and text.find("”", opening, head) < 0 and text[opening] == "“":
        return opening + 1
    return last
