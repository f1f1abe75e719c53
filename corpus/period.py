"""Times as documents write them, resolved against what is known about the document."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.document import Metadata
from corpus.numbering import chinese_number

_CHINESE_DIGITS = "〇○零一二三四五六七八九"
_COUNT = r"([一二两三四五六七八九十]{1,3}|\d{1,2})"
_QUOTES = re.compile(r"[“”\"「」『』‘’'\s]")

# Fixed times by name; the years are those that party and state documents give.
_NAMED = {
    "本世纪中叶": "2050",
    "本世纪末": "2100",
    "建党100周年": "2021",
    "建党一百周年": "2021",
    "建军100周年": "2027",
    "建军一百年": "2027",
    "新中国成立100周年": "2049",
    "新中国成立一百周年": "2049",
}


@cache
def plans() -> dict[str, tuple[int, int]]:
    """Return the five-year plans: name without quotation marks, first and last year."""
    with Path(__file__).with_name("plans.toml").open("rb") as file:
        return {plan["name"]: (plan["start"], plan["end"]) for plan in tomllib.load(file)["plan"]}


def resolve(expression: str, metadata: Metadata) -> str:
    """Return the year (`2016`) or the span of years (`2012/2016`) that a time expression means, empty where unknown.

    Years that the expression names win; relative ones count from `metadata.year`. A report at the beginning of a year
    looks back on the years before it: 五年来 in 2017 is 2012/2016, 未来五年 is 2017/2021.
    """
    text = _QUOTES.sub("", expression)
    for rule in (_years, _plan, _named):
        if found := rule(text):
            return found
    return _relative(text, metadata.year) if metadata.year else ""


def _years(text: str) -> str:
    text = re.sub(rf"[{_CHINESE_DIGITS}]{{4}}(?=年|至|到|[-—–－~～])", lambda m: arabic_year(m.group()), text)
    span = re.search(r"((?:19|20)\d\d)\s*年?(?:底|末|初)?\s*(?:[-—–－~～至到]|——)+\s*((?:19|20)\d\d)(?!\d)", text)
    if span and int(span[1]) < int(span[2]):
        return f"{span[1]}/{span[2]}"
    year = re.search(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|财年|[-./年]\d{1,2}(?!\d)|$)", text)
    return year[1] if year else ""


def arabic_year(text: str) -> str:
    """Return a year in Chinese digits (`二〇一七`) in Arabic ones."""
    return "".join(
        char if char.isdigit() and char.isascii() else str(max(0, _CHINESE_DIGITS.index(char) - 2)) for char in text
    )


def _plan(text: str) -> str:
    names = "|".join(sorted(plans(), key=len, reverse=True))
    found = re.search(
        rf"(?<![一二三四五六七八九十])({names})(时期|期间|规划|以来|末|期末|初|开局|前([一二两三四])年|后([一二两三四])年|收官|$)",
        text,
    )
    if not found:
        return ""
    start, end = plans()[found[1]]
    if re.search(r"末|收官", text[found.end(1) :]):
        return str(end)
    if re.search(r"初|开局", text[found.end(1) :]):
        return str(start)
    if found[3]:
        return _span(start, start + _number(found[3]) - 1)
    if found[4]:
        return _span(end - _number(found[4]) + 1, end)
    return _span(start, end)


def _named(text: str) -> str:
    return next((year for name, year in _NAMED.items() if name in text), "")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text.replace("两", "二"))


def _span(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}/{end}"


_N = _COUNT.replace("(", "(?P<n>", 1)
_AFTER = _COUNT.replace("(", "(?P<m>", 1)
# Pattern, and the first and last year that it means, given the reference year and the count in the pattern.
_RELATIVE: tuple[tuple[str, Callable[[int, int], tuple[int, int]]], ...] = (
    (r"大前年", lambda y, _: (y - 3, y - 3)),
    (r"前年", lambda y, _: (y - 2, y - 2)),
    (r"去年|上一?年|(?<![二三四五六七八九十])一年(多)?来", lambda y, _: (y - 1, y - 1)),
    (rf"(过去|近|最近)的?{_N}年|{_AFTER}年(多)?(来|间|以来)", lambda y, n: (y - n, y - 1)),
    (r"这五年|[本上]一?届|任期内", lambda y, _: (y - 5, y - 1)),
    (rf"(未来|今后|接下来|下一步|往后)的?{_N}年|{_AFTER}年(之?内|左右|时间)", lambda y, n: (y, y + n - 1)),
    (r"明年|来年|下一?年|次年", lambda y, _: (y + 1, y + 1)),
    (r"后年", lambda y, _: (y + 2, y + 2)),
    (r"今年|[本当全]年|年[内底末初中前度]|[上下]半年|季度|(\d|[一二三四五六七八九十]){1,2}月", lambda y, _: (y, y)),
)


def _relative(text: str, year: int) -> str:
    for pattern, years in _RELATIVE:
        found = re.search(pattern, text)
        if found:
            groups = found.groupdict()
            count = groups.get("n") or groups.get("m")
            return _span(*years(year, _number(count) if count else 1))
    return ""
