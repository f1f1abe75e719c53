"""Growth, falls and multiples, told from levels."""

import re
from dataclasses import dataclass

from kg.extraction import indicators, lexicon
from kg.extraction.framing import Frame


@dataclass(frozen=True, slots=True)
class Growth:
    """`subject` are the words for what grew, `words` all before the value; `falls` gives the direction."""

    subject: str
    words: str
    falls: bool


_DOUBLING = re.compile(r"(?P<how>)(?P<verb>翻)了?$")
_MORE = re.compile(r"(?:比|较)[^，]{2,10}?(?:净增|新增|多|增|少|减)(?:了)?$")


def growth(left: str, frame: Frame, carried: bool) -> Growth | None:
    """Return the growth that the words before a value tell of, None where they tell of a level.

    `carried` tells that the sentence has named an indicator before, to which the growth may belong.
    """
    words = left.rstrip()
    if frame.zero:
        return Growth(words, words, falls=False)
    multiple = frame.quality.id == "multiple"
    found = lexicon.pattern("indicators", "growth").regex.search(words)
    if frame.quantity.unit == "番":
        found = _DOUBLING.search(words) or found
    if found is None and not multiple:
        return _more(words, carried)
    subject = words[: found.start()] if found else words
    compared = lexicon.pattern("indicators", "comparison").regex.search(subject)
    if compared:
        subject = subject[: compared.start()]
    falls = bool(found and lexicon.pattern("indicators", "fall").regex.search(found.group("verb")))
    own = indicators.trimmed(subject)
    certain = multiple or compared or frame.quality.id == "ratio" or (own and not indicators.is_work(own))
    # 减少排放3万吨 is work done, 排放减少3万吨 is a change
    if not certain and not (found and carried and found.group("how")):
        return None
    return Growth(subject, words, falls)


def _more(words: str, carried: bool) -> Growth | None:
    """Return the change of `比2005年新增19家`."""
    found = _MORE.search(words)
    if found is None or not (carried or found.start() > 1):
        return None
    return Growth(words[: found.start()], words, words.endswith(("少", "减")))
