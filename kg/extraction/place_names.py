"""Which names are those of places: the gazetteer, and how the names of villages look."""

import re
from functools import cache, lru_cache

import rjieba

from kg.extraction.lexicon import load, pattern

# the sorts of words that a place's name is made of where a segmenter does not know it
_STRANGE = frozenset({"ns", "nr", "nz", "nrfg", "nrt", "g", "zg", "j"})
_COMMON = re.compile(
    r"^[其全本我各该外两三跨新老旧大小第市县区镇乡村城农职]|[东西南北中内外级型路街区上下城]$|[\d一二三四五六七八九十]期?$|(?:山洪|排水|排涝|边|护|边|荒|沙|海|河|土|堤|引水)[沟坡滩坝]$"
)


@cache
def gazetteer() -> frozenset[str]:
    """Return provinces, prefectures and counties, short and full, without the names that are also other words."""
    data, places = load("regions"), load("places")
    provinces = [re.sub("特别行政区|(?:壮族|回族|维吾尔)?自治区|[省市]$", "", p) for p in data["provinces"]]
    counties = [name for names in places["counties"].values() for name in names.split()]
    return frozenset([*regions(), *data["provinces"], *provinces, *data["prefectures"], *counties]) - ambiguous()


@cache
def regions() -> frozenset[str]:
    """Return the names of parts of provinces, of groups of them, and of what lies across them."""
    return frozenset(load("regions")["regions"].split())


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


_BRACKET = re.compile("（[^）]*）$")
_ROUTE = re.compile(r"([\u4e00-\u9fff]{2,5})[至到—-]([\u4e00-\u9fff]{2,5})")
_ADMINISTRATIVE = re.compile(r"[\u4e00-\u9fff]{1,4}(?:(?<!地)[省市县]|(?<![社园片辖景库灌城山矿])区|[镇乡村])")


def is_place(name: str) -> bool:
    """Tell whether a whole name is a place's, by the gazetteer or by its ending."""
    bare = _BRACKET.sub("", name)
    if route := _ROUTE.fullmatch(bare):
        return all(end in gazetteer() for end in route.groups())
    return bare in gazetteer() or (len(bare) > 2 and bool(_ADMINISTRATIVE.fullmatch(bare)) and not _COMMON.search(bare))


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
    """Return where a village or quarter stands at a place of a name: by its ending, or by what is called after it."""
    for id in ("place-by-ending", "place-by-common-ending", "place-of-area", "place-of-village", "place-of-facility"):
        match = pattern("places", id).regex.match(name, begin)
        own = match["own" if id == "place-of-area" else "place"] if match else ""
        if not match or _COMMON.search(own):
            continue
        if id == "place-by-common-ending" and (own in ambiguous() or is_word(own)):
            continue
        if id not in ("place-of-area", "place-of-facility") or _strange(own):
            return match.span("place")
    return None


@cache
def is_word(word: str) -> bool:
    """Tell whether a dictionary has a word, and not as a name."""
    tagged = rjieba.tag(word, False)
    return len(tagged) == 1 and tagged[0][1] not in _STRANGE


@cache
def _strange(word: str) -> bool:
    """Tell whether a word is made of nothing but rare names and single characters."""
    return word not in ambiguous() and all(tag in _STRANGE or len(part) == 1 for part, tag in rjieba.tag(word, False))
