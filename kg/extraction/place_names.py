"""Which names are those of places: the gazetteer, and how the names of villages look."""

import re
from functools import cache, lru_cache

import rjieba

from kg.extraction.lexicon import load, pattern

# the sorts of words that a place's name is made of where a segmenter does not know it
_STRANGE = frozenset({"ns", "nr", "nz", "nrfg", "nrt", "g", "zg", "j"})
_COMMON = re.compile(
    r"^[全本我各该外两三跨新老旧大小第市县区镇乡村城农职]|[东西南北中内外级型路街区上下城]$|[\d一二三四五六七八九十]期?$"
)


@cache
def gazetteer() -> frozenset[str]:
    """Return provinces, prefectures and counties, short and full, without the names that are also other words."""
    regions, places = load("regions"), load("places")
    provinces = [re.sub("特别行政区|(?:壮族|回族|维吾尔)?自治区|[省市]$", "", p) for p in regions["provinces"]]
    counties = [name for names in places["counties"].values() for name in names.split()]
    return frozenset([*regions["provinces"], *provinces, *regions["prefectures"], *counties]) - ambiguous()


@cache
def ambiguous() -> frozenset[str]:
    """Return the names of places that are as often makes or ordinary words."""
    return frozenset(load("places")["ambiguous"].split())


def listed(name: str, begin: int) -> str | None:
    """Return the longest name of the gazetteer that stands at a place of a name and does not end amid a word."""
    for size in range(8, 1, -1):
        if (word := name[begin : begin + size]) in gazetteer() and ends_word(name[begin:], len(word)):
            return word
    return None


@lru_cache(maxsize=4096)
def ends_word(text: str, length: int) -> bool:
    """Tell whether a word of a text ends after so many characters."""
    at = 0
    for word in rjieba.cut(text[: length + 6]):
        at += len(word)
        if at >= length:
            break
    return at == length


def village(name: str, begin: int) -> tuple[int, int] | None:
    """Return where a village or the like stands at a place of a name: by its ending, or by what is called after it."""
    for id in ("place-by-ending", "place-of-village", "place-of-facility"):
        match = pattern("places", id).regex.match(name, begin)
        if match and not _COMMON.search(match["place"]) and (id != "place-of-facility" or _strange(match["place"])):
            return match.span("place")
    return None


@cache
def _strange(word: str) -> bool:
    """Tell whether a word is made of nothing but rare names and single characters."""
    return word not in ambiguous() and all(tag in _STRANGE or len(part) == 1 for part, tag in rjieba.tag(word, False))
