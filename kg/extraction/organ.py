"""Organs: where a text names a body of party or state, before its names are merged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extraction.leftward import begin
from kg.extraction.lexicon import load
from kg.extraction.reading import Reading
from kg.extraction.trie import trie


@dataclass(frozen=True, slots=True)
class Organ:
    """One naming of a body in the view; `name` completes what the text leaves out (`政府` of `县委、政府`)."""

    start: int
    end: int
    name: str
    rule: str
    confidence: float
    certain: bool = True


@cache
def known() -> dict[str, tuple[str, ...]]:
    """Return for each name of a body known by name all names of it, the usual one first."""
    return {name: tuple(row) for row in load("agencies")["known"] for name in row}


@cache
def words(name: str) -> str:
    """Return a word list of the lexicon as one group of a regular expression."""
    return trie(load("agencies")["words"][name])


# After a seat these show that another word goes on: `办理`, `部署`, `委托`, `所有`.
_SEAT_ENDS = (
    "(?!(?<=办)[理法事学好公案证税医结成实了])(?!(?<=部)[署队分件落属委位])(?!(?<=委)[员托派任])"
    "(?!(?<=所)[有需在以得属谓])(?!(?<=局)[面势限])(?!(?<=中心)[城区])"
)
_NOT_A_LEVEL = "(?<![社景校片城辖乡园市灾全])(?<!行政)"


@cache
def _official() -> re.Pattern[str]:
    level, field, seat = words("level"), words("field"), words("seat")
    return re.compile(
        rf"(?P<known>(?:中华人民共和国)?{trie(known())})(?![员门市发])"
        rf"|(?P<congress>{level}第?[一二三四五六七八九十]*届?人民代表大会(?!常务|代表))"
        rf"|(?P<organ>{_NOT_A_LEVEL}{level}{words('organ')}(?![员托派任屈培外])(?!(?<=人大)代表)(?!服务中心|职能|性|债|采购|购买))"
        rf"|(?P<department>(?:{_NOT_A_LEVEL}{level}|国家|国务院|中央)?(?:委|政府)?(?:{field}(?:和?{field})?){seat}{_SEAT_ENDS}(?:办公室)?)"
    )


@cache
def building() -> re.Pattern[str]:
    """Return what shows, right after a name, that a building or a work is meant."""
    return re.compile(words("building"))


# A house is meant where it is built or put into use: 客运中心、公安消防站建成投用, 建设好柳市文化中心.
_IN_USE = re.compile(
    r"(?:、[^，。；、,]{2,12}){0,6}(?:全面|已|基本|相继|顺利|即将)*(?:建成|投用|投入使用|竣工|开工|完工)"
)
_BUILT = re.compile(r"(?:建成|建好|新建|迁建|扩建|建设好?|改造)(?:[^，。；、,]{0,4}|[^，。；,]{2,10}、)$")
_HOUSE = re.compile(r"(?:站|中心|所|馆)$")


def _is_house(text: str, start: int, end: int) -> bool:
    if not _HOUSE.search(text, start, end):
        return False
    return bool(_IN_USE.match(text, end) or _BUILT.search(text[max(0, start - 16) : start]))


_PAIRED = re.compile(r"(?<=[委])(?:、|和)?(?P<second>政府)(?!部门|负责|引导|主导|投资|采购|性|职能|购买|债|办公)")


def official(reading: Reading) -> Iterator[Organ]:
    """Yield the bodies whose names are made of a level and an organ, or of a field and a seat, in reading order."""
    text = reading.text
    for match in _official().finditer(text):
        start, end, rule = match.start(), match.end(), match.lastgroup or ""
        if building().match(text, end) and rule in ("organ", "department"):
            continue
        if rule == "department" and (_is_house(text, start, end) or not _is_department(text, start, match.group())):
            continue
        first = _place_before(reading, start) if rule != "known" else start
        yield Organ(first, end, re.sub(r"\s", "", text[first:end]), f"agency-{rule}", 0.95)
        if rule == "organ" and (pair := _PAIRED.match(text, end)):
            name = re.sub(r"(?:中共|党?委|党?工委)", "", text[first:end]) + "政府"
            yield Organ(pair.start("second"), pair.end("second"), name, "agency-paired", 0.9)


_WEAK_SEAT = re.compile(r"(?:(?<!公)室|办|部|中心|所|站|署|委|部门)$")
_ACTS = re.compile(r"[、）)]|(?:和|与|等|及)[^，。]|，?(?:负责|牵头|要|应|按|将|配合|会同|协同|参与|承担|提供)")


def _is_department(text: str, start: int, name: str) -> bool:
    """Tell whether a field with a seat is a body's name: short seats must stand where a body acts or in a list."""
    if not _WEAK_SEAT.search(name) or re.match(words("level"), name):
        return not re.search(r"(?:中心|所|站)$", name) or bool(_ACTS.match(text, start + len(name)))
    opens = start == 0 or text[start - 1] in "，。；：、（(\n由和与及同以经据"
    return opens and bool(_ACTS.match(text, start + len(name)))


@cache
def _regions() -> re.Pattern[str]:
    data = load("regions")
    full = [*data["provinces"], *(p + "市" for p in data["prefectures"])]
    short = [p.rstrip("省市") for p in data["provinces"] if p.endswith(("省", "市"))] + list(data["prefectures"])
    return re.compile(f"(?:中共)?(?:{trie([*full, *short])}|中共)+$")


_ISSUER = re.compile(r"(?:代表|(?=中共))((?:中共)?(?:[\u4e00-\u9fff]{2,4}[省市州县区])?[\u4e00-\u9fff]{2,3})$")
_TOWNSHIP = re.compile(r"(?:中共)?(?:[\u4e00-\u9fff]{2,4}?[省市州县区旗镇乡])*[\u4e00-\u9fff]{1,4}$")


def _place_before(reading: Reading, start: int) -> int:
    """Return where the place name begins that stands before the level at `start` (`保定` of `保定市政府`)."""
    text = reading.text
    window = text[max(0, start - 16) : start]
    place = reading.document.metadata.place
    for size in range(min(12, len(window)), 1, -1):
        piece = window[-size:].removeprefix("中共")
        if piece and piece + text[start] in place:
            return start - size
    if found := _regions().search(window):
        return start - (len(window) - found.start())
    if found := _ISSUER.search(window):
        return start - (len(window) - found.start(1))
    line = text.rfind("\n", 0, start) + 1
    if 2 <= start - line <= 10 and _TOWNSHIP.fullmatch(text, line, start) and begin(text, start, line) == line:
        return line
    return start
