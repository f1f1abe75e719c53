"""Which names of a document mean the same body."""

import re
from collections.abc import Sequence
from functools import cache

from kg.extraction.lexicon import pattern
from kg.extraction.organ import Organ, known, words

_SHORT = (
    ("中共", ""),
    ("人民政府", "政府"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("和信息化", "信息化"),
    ("和社会保障", "社会保障"),
    ("和旅游", "旅游"),
    ("卫生健康", "卫健"),
)
_SESSION = re.compile(r"第?[一二三四五六七八九十]+届")
_NOISE = re.compile(r"[\s“”\"'‘’（）()]")


def key(name: str) -> str:
    """Return a name with the words shortened that are usually shortened; names with one key are one body."""
    name = _NOISE.sub("", _SESSION.sub("", name))
    if name in known():
        return known()[name][0]
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name


@cache
def _level() -> re.Pattern[str]:
    return re.compile(f"(?=({words('level')}))")


def groups(organs: Sequence[Organ], text: str) -> dict[str, str]:
    """Return for each key the key of its body: a shorter name stands for the one longer name that it can stand for.

    `县政府` stands for `高阳县人民政府` and `房管所` for `镇房管所` unless the document has another such body; what the
    text abbreviates in brackets stands for the body before them.
    """
    keys = list(dict.fromkeys(key(o.name) for o in organs))
    longer: dict[str, list[str]] = {}
    for long in keys:
        if long in known():
            continue
        for short in _shorter(long):
            longer.setdefault(short, []).append(long)
    same = {short: longs[0] for short, longs in longer.items() if short in keys and len(longs) == 1}
    for match in pattern("agencies", "abbreviation").regex.finditer(text) if "称" in text else ():
        full = next((k for k in keys if key(match.group(1)).endswith(k)), None)
        if full and key(match.group(2)) in keys and key(match.group(2)) != full:
            same[key(match.group(2))] = full
    return {k: _root(k, same) for k in keys}


def _root(name: str, same: dict[str, str]) -> str:
    seen = {name}
    while name in same and same[name] not in seen:
        name = same[name]
        seen.add(name)
    return name


_FIRM = re.compile(r"(?P<own>[\u4e00-\u9fff]{2,12}?)(?:集团|股份|投资|经营|有限|责任|科技|控股|实业)*(?:公司|集团)$")
_GROUP = re.compile(r"(?:领导小组|指挥部|工作专班|联席会议|管委会)(?:办)?$")


def _shorter(long: str) -> list[str]:
    """Return the keys that may stand for a key: without its place, without its level, without its middle."""
    found = []
    for match in _level().finditer(long):
        rest = long[match.end(1) :]
        if match.start():
            found.append(match.group(1) + rest)
        if len(rest) >= 3 and rest != "人大常委会":
            found.append(rest)
    if (firm := _FIRM.fullmatch(long)) and len(long) > len(firm.group("own")) + 2:
        found += [firm.group("own") + "公司", firm.group("own") + "集团"]
    if (body := _GROUP.search(long)) and body.start():
        found += [body.group(), long[0] + body.group()]
    return [f for f in dict.fromkeys(found) if f != long]
