"""Numbers with their units and bounds, read off a stretch of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.extraction import units
from kg.extraction.lexicon import alternatives, load
from kg.observation import Bound

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `start..end` of the text it was read from, bound words included.

    `value` and `value_max` are in the unit as written (9.6 of 万平方米), `core` is where the number itself begins;
    `text` stands for what has no value (1:62:37). `spelled` tells a number in Chinese numerals. `stop` is where the
    unit ends, before 以上 or 左右.
    """

    start: int
    core: int
    stop: int
    end: int
    value: Decimal | None
    unit: str
    bound: Bound = "="
    value_max: Decimal | None = None
    text: str | None = None
    spelled: bool = False


def number(text: str) -> Decimal | None:
    """Return the value of a number in Arabic digits (1,234.5) or Chinese numerals (一百二十), None where it is none."""
    plain = re.sub(r"[,，\s]", "", text)
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        try:
            return Decimal(plain)
        except InvalidOperation:  # digits of other scripts
            return None
    return _spelled(plain)


def _spelled(text: str) -> Decimal | None:
    whole, point, rest = text.partition("点")
    if point:
        head = _spelled(whole)
        if head is None or not rest or any(c not in _DIGITS for c in rest):
            return None
        return head + Decimal("0." + "".join(str(_DIGITS[c]) for c in rest))
    if not text or any(c not in _DIGITS and c not in _PLACES and c != "万" for c in text):
        return None
    if "万" in text:
        high, _, low = text.partition("万")
        above, below = _spelled(high), _spelled(low) if low else Decimal(0)
        return None if above is None or below is None else above * 10000 + below
    if not any(c in _PLACES for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) in (1, 4) else None
    total, digit = 0, 0
    for char in text:
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return Decimal(total + digit)


_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SPELLED = r"[一二两三四五六七八九十百千零〇]+(?:万[一二三四五六七八九十百千零〇]+)?"
_LEAST = "不低于|不少于|不小于|不下于|超过|超出|超|突破|逾|高于|大于|多于|至少|跨越|跨上|破|过(?=[\\d千百万亿])"
_MOST = "控制在|压减到|压缩至|不超过|不高于|不大于|不多于|低于|少于|小于|不足|不到|最高|至多"
_ABOUT = "大约|接近|将近|约|近"
_AFTER = r"(?P<after>(?:及|和|或)?以上|以内|以下|左右|上下|之内|多(?!元|次|样|种|层)|余)"
_CLOSE = r"\s?[-—–－~～至到]{1,2}\s?"
_FULL = {"％": "%", "﹪": "%"}
_CORES = (
    "percent",
    "fraction",
    "zero",
    "ratio",
    "first",
    "low",
    "number",
    "tens",
    "pure",
    "bareunit",
    "brokenunit",
)


_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千零〇几万亿]")  # one of these is in all that `_quantity` matches


@cache
def _quantity() -> re.Pattern[str]:
    unit = units.pattern()
    persons = alternatives(load("units")["idle"]["persons"])
    bare = (
        "(?P<bare>[百千]?(?=[万亿])|[百千](?=元))(?P<bareunit>(?:万亿|[万亿])?(?:元|美元))"
        "(?=以上|$|[，。；、,;且和的]|大关)"
    )
    return re.compile(
        rf"(?P<bound>(?:{_LEAST}|{_MOST}|{_ABOUT})\s?)*"
        rf"(?:(?P<percent>百分之(?P<share>{_SPELLED}(?:点[一二三四五六七八九零]+)?))"
        rf"|(?P<fraction>(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二两三四五六七八九十]+))"
        rf"|(?P<zero>零)增长"
        rf"|(?P<ratio>\d+(?:\.\s?\d+)?(?:[:：∶]\d+(?:\.\s?\d+)?){{1,2}})"
        rf"|(?P<first>{_ARABIC})(?=(?:和|、){_ARABIC}\s?(?P<shared>{unit}))"
        rf"|(?P<low>{_ARABIC})(?:\s?(?P<lowunit>{unit}))?{_CLOSE}(?P<high>{_ARABIC})\s{{0,2}}(?P<rangeunit>{unit})"
        rf"|(?P<number>{_ARABIC}|{_SPELLED}|几)\s{{0,2}}(?P<more>余|多|来|几)?\s?(?P<unit>{unit})"
        rf"|(?P<tens>{_ARABIC})(?P<tensmore>余|多)?(?P<tensunit>[万亿])(?=[，。；、,;）)]|$|左右|以上|多|余|[\u4e00-\u9fff]{{0,6}}?{persons})"
        rf"|(?<=[至到为达在于])\s?(?P<pure>{_ARABIC})(?=(?:左右|以上|以下|以内)?(?:[，。；、,;]|$))"
        rf"|(?<=超)(?:{bare})|(?<=突破)(?:{bare.replace('bare', 'broken')})"
        rf")\s?{_AFTER}?"
    )


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the numbers with units of a text in reading order, none overlapping another.

    Ordinals, dates, codes, and what stands in quotation marks are passed over; what a number counts is not judged.
    """
    if not _NUMERAL.search(text):
        return
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for match in _quantity().finditer(text):
        core = next(match.start(g) for g in _CORES if match.start(g) >= 0)
        if any(a < core < b for a, b in quoted) or _ORDINAL.search(text[max(0, core - 6) : core]):
            continue
        found = _read(match, core)
        if found is not None and not _misread(text, found):
            yield found


# before a number: ordinals, codes (PM2.5, S2线), the rest of a decimal or a date
_ORDINAL = re.compile(
    r"(?:第|前|初|周|星期|[A-Za-z&]\s?|[A-Za-z]-|\d[.．:：/]|[年月]\s?\d{0,1}|NO\.?|[Vv]\d?\.?|[〔\[]\d{0,3})$"
)
_QUOTED = re.compile(r"“[^”“]{1,30}”|\"[^\"]{1,30}\"|《[^》]{1,60}》|‘[^’]{1,20}’|「[^」]{1,20}」")
_LATIN_NAME = re.compile(r"(?:GDP|CPI|R&D)\s?$")


def _misread(text: str, found: Quantity) -> bool:
    after = text[found.end : found.end + 6]
    if after[:1] in ("”", "》") or text[found.core - 1 : found.core] in ("×", "÷", "*", "="):
        return True
    if found.unit in ("年", "天", "月", "日", "周") and found.value is not None and found.value > 1000:
        return True
    if found.unit == "位" and not re.match(r"[\u4e00-\u9fff“]", after):
        return True
    if found.unit == "倍" and after.startswith("增计划"):
        return True
    return bool(found.spelled and _idle_spelled(found, after))


@cache
def _idle() -> re.Pattern[str]:
    return re.compile("|".join(load("units")["idle"]["chinese_after"]))


@cache
def _persons() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?P<who>{alternatives(load('units')['idle']['persons'])})")


def _idle_spelled(found: Quantity, after: str) -> bool:
    if found.value is not None and found.value < 2 and found.unit not in ("倍", "番"):
        return True
    return bool(_idle().match(after))


def _read(match: re.Match[str], core: int) -> Quantity | None:
    bound = _bound(match)
    start, end = match.start(), match.end()
    stop = match.start("after") if match.group("after") else end
    if match.group("percent"):
        return Quantity(start, core, stop, end, _spelled(match.group("share")), "%", bound, spelled=True)
    if match.group("fraction"):
        return Quantity(start, core, stop, end, None, "", bound, text=match.group("fraction"), spelled=True)
    if match.group("zero"):
        return Quantity(start, core, stop, end, Decimal(0), "%", bound)
    if match.group("ratio"):
        return Quantity(
            start, core, stop, end, None, "", bound, text=re.sub("[：∶]", ":", re.sub(r"\s", "", match.group("ratio")))
        )
    if match.group("first"):
        return Quantity(start, core, stop, end, number(match.group("first")), _unit(match.group("shared")), bound)
    if match.group("low"):
        low, high = number(match.group("low")), number(match.group("high"))
        unit = _unit(match.group("rangeunit"))
        lower = _unit(match.group("lowunit") or "")
        if low is None or high is None or low >= high or (lower and not unit.endswith(lower)):
            return None
        return Quantity(start, core, stop, end, low, unit, bound, value_max=high)
    if match.group("number"):
        return _plain(match, core, stop, bound)
    if match.group("tens"):
        value = number(match.group("tens"))
        least: Bound = ">=" if match.group("tensmore") else bound
        # 22万农民 counts people, though the text leaves 人 out
        unit = match.group("tensunit")
        if match.string[end - 1] not in "右上" and (who := _persons().match(match.string, end)):
            unit += "户" if who.group("who").endswith("户") else "人"
        return Quantity(start, core, stop, end, value, unit, least)
    if match.group("pure"):
        return Quantity(start, core, stop, end, number(match.group("pure")), "", bound)
    prefix = "bare" if match.group("bareunit") else "broken"
    value = _spelled(match.group(prefix) or "一")
    return Quantity(start, core, stop, end, value, match.group(prefix + "unit"), ">=")


def _plain(match: re.Match[str], core: int, stop: int, bound: Bound) -> Quantity | None:
    written, unit = match.group("number"), _unit(match.group("unit"))
    value = number(written)
    if value is None:
        return None
    spelled = not written[0].isdigit()
    if spelled and not units.spelled(unit):
        return None
    # 百里峡 and 千亩园 are names; 超千亿元 is a value
    if spelled and written in ("百", "千") and bound == "=":
        return None
    if match.group("more") or re.search("[余多]", match.group("unit")):
        bound = ">="
    return Quantity(match.start(), core, stop, match.end(), value, unit, bound, spelled=spelled)


def _unit(written: str) -> str:
    plain = re.sub(r"[\s余多]", "", written)
    return _FULL.get(plain, plain)


def _bound(match: re.Match[str]) -> Bound:
    after, before = match.group("after") or "", (match.group("bound") or "").strip()
    if after.endswith("以上") or after in ("多", "余"):
        return ">="
    if after in ("以内", "以下", "之内"):
        return "<="
    if after in ("左右", "上下"):
        return "~"
    if re.fullmatch(_LEAST, before):
        return ">="
    if re.fullmatch(_MOST, before):
        return "<="
    return "~" if before else "="
