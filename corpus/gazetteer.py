"""Places of China by name, and the level of government that a name stands for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Level

_OWN_SUFFIX = ("盟", "州", "地区")
_CENTRAL = re.compile(
    r"(国务院|第.{1,4}届中央委员会|中共中央|中国共产党|中央|全国人民|全国人大|最高人民|国家|中国人民银行|中国证券监督|中国银)|.{0,40}(?<!组织)(?<!宣传)(?<!统战)(?<!武装)部(?:办公厅|等.*)?$|.{2,20}总局"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A province or prefecture: full name with suffix, short name, and the province around it (None for a province)."""

    name: str
    short: str
    province: str | None

    @property
    def path(self) -> list[str]:
        """The steps from the province down to this."""
        return [self.province, self.name] if self.province else [self.name]


@cache
def regions() -> tuple[Region, ...]:
    """Return provinces and prefectures, longest short name first."""
    with Path(__file__).with_name("places.toml").open("rb") as file:
        provinces = tomllib.load(file)["provinces"]
    found: list[Region] = []
    for short, entry in provinces.items():
        province = short + entry["suffix"]
        found.append(Region(province, short, None))
        for name in entry["prefectures"].split():
            suffix = next((s for s in _OWN_SUFFIX if name.endswith(s) and len(name) > 2), "")
            found.append(Region(name if suffix else name + "市", name.removesuffix(suffix), province))
    return tuple(sorted(found, key=lambda r: (-len(r.short), r.name)))


def region(name: str) -> Region | None:
    """Return the province or prefecture of this name, with or without suffix; a prefecture needs it where a province
    has the same short name (吉林)."""
    matches = [r for r in regions() if name in (r.name, r.short) or (r.province and _same(name, r))]
    exact = [r for r in matches if r.name == name]
    return next(iter(exact or sorted(matches, key=lambda r: r.province is not None)), None)


def _same(name: str, candidate: Region) -> bool:
    return re.fullmatch(rf"{candidate.short}(.{{1,6}}族)*(自治州|地区|盟|市|州)", name) is not None


_STEP = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,6}自治区)|(?P<unit>[\u4e00-\u9fff]{1,9}?(?:自治州|自治县|自治旗|地区|新区|街道|[市县区旗镇乡盟州])(?![市县区旗镇乡]))"
)


def split(path: str) -> list[str]:
    """Return the administrative steps of a run of place names: 浙江省温州市乐清市柳市镇 gives four.

    Known names are taken whole; the rest is cut after 市, 县, 区 and the like.
    """
    steps: list[str] = []
    while path:
        known = next((r for r in regions() if path.startswith(r.name)), None)
        if known is None and not steps:
            known = next((r for r in regions() if path.startswith(r.short) and _cut(path, r)), None)
            if known:
                steps.append(known.name)
                path = path[len(known.short) :]
                continue
        match = re.match(re.escape(known.name), path) if known else _STEP.match(path)
        if not match:
            break
        steps.append(match.group())
        path = path[match.end() :]
    return steps


def _cut(path: str, candidate: Region) -> bool:
    """Tell whether a short name is followed by another place (浙江温州…), not by its own suffix."""
    rest = path[len(candidate.short) :]
    return len(rest) >= 3 and _STEP.match(rest) is not None and rest[0] not in "省市县区镇州盟"


def complete(steps: list[str]) -> list[str]:
    """Return the steps with the province before a known prefecture."""
    if steps and (known := region(steps[0])):
        return [*known.path, *steps[1:]]
    return steps


def level_of(place: list[str]) -> Level | None:
    """Return the level of government of the last step of a place path."""
    if not place:
        return None
    last = place[-1]
    known = region(last)
    if known and len(place) <= 2:
        return "province" if known.province is None else "city"
    if re.search(r"(镇|乡|街道)$", last):
        return "town"
    if re.search(r"(县|区|旗|市)$", last):
        return "county"
    return "city" if re.search(r"(州|盟|地区)$", last) else None


def central(issuer: str) -> bool:
    """Tell whether a body belongs to the centre: state council, ministries, party centre, supreme organs."""
    return bool(_CENTRAL.match(issuer)) and not re.match(r"[\u4e00-\u9fff]{2,8}[省市县区州]", issuer)
