"""The numbers that headings carry, and the styles they come in."""

import re
from dataclasses import dataclass

_CHINESE = "〇零一二三四五六七八九十百"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Style, its usual depth (smaller is further out) and the shape of its number; the group is the ordinal.
STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("part", 1, re.compile(rf"第([{_CHINESE}]+|\d+)(?:部分|编|篇)[、：:\s]?\s*")),
    ("chapter", 2, re.compile(rf"第([{_CHINESE}]+|\d+)章[、：:\s]?\s*")),
    ("annex", 2, re.compile(rf"附(?:件|录|表)\s?([{_CHINESE}]|\d{{1,2}})?(?=[：:\s]|$)[：:\s]?\s*")),
    ("section", 3, re.compile(rf"第([{_CHINESE}]+|\d+)节[、：:\s]?\s*")),
    ("han", 4, re.compile(rf"([{_CHINESE}]{{1,3}})(?:、|[．.﹒](?!\d))\s*")),
    ("han-paren", 5, re.compile(rf"[（(]\s?([{_CHINESE}]{{1,3}})\s?[）)][、.．]?\s*")),
    ("decimal-3", 8, re.compile(r"(\d{1,2}\.\d{1,2}\.\d{1,2})(?![\d.%％])[、．.]?\s*(?=[\u4e00-\u9fff“《])")),
    ("decimal-2", 7, re.compile(r"(\d{1,2}\.\d{1,2})\s+(?=[\u4e00-\u9fff“《])")),
    ("arabic", 6, re.compile(r"(\d{1,3})\s?(?:、|[.．﹒](?!\d))\s*")),
    ("bare", 6, re.compile(r"(\d{1,2})\s+(?=[\u4e00-\u9fff]{2})")),
    ("arabic-paren", 7, re.compile(r"[（(]\s?(\d{1,3})\s?[）)][、.．]?\s*")),
    ("half-paren", 8, re.compile(r"(\d{1,2}|[a-z])[）)]\s*")),
    ("circled", 8, re.compile(rf"([{_CIRCLED}])\s*")),
    ("dash", 8, re.compile(r"(?:[—–]{1,3}|--+)\s*(?=[\u4e00-\u9fff“《])")),
    ("first", 9, re.compile(rf"(?:第)?([{_CHINESE}]{{1,3}})(?:是|要|、?则)(?=[\u4e00-\u9fff“《])")),
    ("article", 9, re.compile(rf"第([{_CHINESE}]+|\d+)条[、：:\s]?\s*")),
)
RANK = {style: rank for style, rank, _ in STYLES}


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number at the start of a text: style, wording, ordinal (None where it does not count) and length."""

    style: str
    number: str
    ordinal: int | None
    length: int


def numbering(text: str) -> Numbering | None:
    """Return the heading number that a folded text starts with, if any."""
    for style, _, pattern in STYLES:
        if match := pattern.match(text):
            inner = match.group(1) if match.re.groups else None
            return Numbering(style, match.group().strip(), _ordinal(inner), match.end())
    return None


def _ordinal(text: str | None) -> int | None:
    if not text:
        return None
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isascii():
        last = text.split(".")[-1]
        return int(last) if last.isdigit() else ord(last) - ord("a") + 1
    return chinese_number(text)


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below a thousand (`二十三`, `一百零五`, `一二` read as digits)."""
    total, digit = 0, 0
    if not any(char in "十百" for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit
