"""The towns and counties of the place that a document is about."""

import re
from functools import lru_cache

from corpus.succession import successions
from kg.extraction.lexicon import load
from kg.extraction.place_names import ambiguous, is_word

_CITY_OF = re.compile(r"(?:.{2,8}?(?:省|自治区))?(?P<city>.{2,12}(?:市|州|盟|地区))")
_COUNTY = re.compile(r"自治[县旗]|林区|特区|新区|[市县区旗]$")


@lru_cache(maxsize=64)
def members(place: str) -> frozenset[str]:
    """Return the short names of the counties and towns of a prefecture, or of the towns of a county.

    `place` is a path such as `浙江省舟山市` or `保定市徐水区`; what is not known so far down has no members. A
    name that is also an ordinary word is left out.
    """
    found: set[str] = set()
    place = _present(place)
    for province, counties in load("towns").items():
        for path, towns in counties.items():
            city, _, county = path.rpartition(" ")
            if county and place.endswith(county) and _within(place.removesuffix(county), province, city):
                found.update(towns.split())
            elif city and _CITY_OF.fullmatch(place) and place.endswith(city):
                found.update(towns.split(), [_COUNTY.sub("", county)])
    return frozenset(name for name in found if len(name) >= 2 and not is_word(name)) - ambiguous()


def _present(place: str) -> str:
    """Return the path of a place with the county that it has become since (`徐水县`: `徐水区`)."""
    for each in successions():
        above = place.removesuffix(each.former)
        if above != place and (not above or above.endswith((each.prefecture, "省", "自治区"))):
            return above + each.now
    return place


def _within(above: str, province: str, city: str) -> bool:
    """Tell whether what a path names above a county agrees with where the county lies."""
    return above in ("", province, city, province + city)
