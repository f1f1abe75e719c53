"""What a document says of itself before its text begins and after it ends: title, number, dates, signature."""

import re
from dataclasses import dataclass
from itertools import takewhile

from corpus.numbering import chinese_number, numbering
from corpus.period import arabic_year

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:\s?[A-Z]{0,3})[〔\[［(（【]\s?((?:19|20)\d\d)\s?[〕\]］)）】]\s?第?\d{1,5}号"
)
_YEAR = r"((?:19|20)\d{2}|[二一][〇○零一二三四五六七八九]{3})"
_DATE = re.compile(
    rf"{_YEAR}\s?年\s?(?:(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月\s?(?:(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?日)?)?"
)
_KIND_NOUN = re.compile(
    r"(报告|意见|通知|通报|答复|复函|方案|规划|计划|纲要|办法|规定|细则|条例|决定|批复|公告|通告|措施|政策|要点|指南|规则|函|公报|标准|摘要|目录|章程|清单|指引|倡议书?|法|白皮书|讲话|规范|准则|安排|实施)(?:\(.*\)|（.*）)?(?:的通知)?$"
)
_SKIP = re.compile(r"(来源|作者|发布|时间|日期|字号|浏览|索引|信息|打印|分享|当前位置|\d{4}[-/.]\d)")
_SALUTATION = re.compile(r"[^，。]{0,40}(各位代表|同志们|各位委员|：|:)$|各位代表[！!：:]?")
_NO_TITLE = re.compile(r"^[—–(（]|[。；！]|[：:，,、]$|[省市县区州]长|^各位|^第.{1,3}[章条节]|^\d+(?!\d|年)|会议上?$")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
_CLAUSE = re.compile(
    r"，|^(?:为(?:了|深入|全面|贯彻|落实|进一步|推|规范|加[快强]|支持|促进|做好|积极|打造|充分)|按照|根据|近年来|当前|自.{2,12}以来|.{2,12}是)"
)
_AND_OTHERS = r"(?:(?:、|会同)[\u4e00-\u9fff、]+)?"
_EXPLAINED = re.compile(rf"[由归]([\u4e00-\u9fff]{{3,30}}?){_AND_OTHERS}(?:负责|承担)(?:具体|最终)?解释")
_SOURCE = re.compile(r"^(?:信息|文章)?来源[：:]\s*([\u4e00-\u9fff]{3,30})$")
_REPLY = re.compile(r"(?:对|关于).{4,40}会议$")
_OPENING = 14
_CLOSING = 14


@dataclass(frozen=True, slots=True)
class Masthead:
    """Facts as written; empty where the document does not give them. `date` is ISO 8601, `year` that of the number."""

    title: str
    number: str
    date: str
    signature: str
    year: int | None


def read_masthead(lines: list[str]) -> Masthead:
    """Read the beginning and the end of a document's lines."""
    head = lines[:_OPENING]
    number = next((m for line in head if len(line) < 90 and (m := _NUMBER.search(line))), None)
    opening = _before_text(head)
    signature, signed = _signature(lines)
    date = next((d for line in opening if (d := _date(line))), "") or signed or _bracketed(head)
    return Masthead(
        _title(opening),
        re.sub(r"\s", "", number.group()) if number else "",
        date,
        signature or _issuer_on_number_line(head),
        int(number[1]) if number else None,
    )


def _before_text(head: list[str]) -> list[str]:
    """Return the lines before the salutation, the first heading or the first paragraph."""
    for index, line in enumerate(head):
        number = numbering(line)
        heading = number is not None and number.style not in ("dash", "annex")
        running = len(line) > 80 or re.search(r"[。；]$", line) or _CLAUSE.search(_QUOTED.sub("", line))
        if _SALUTATION.fullmatch(line) or heading or running:
            return head[:index]
    return head[:2] if len(head) > 2 else []


def _title(opening: list[str]) -> str:
    """Return the title, joined where it runs over several lines."""
    lines = [re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", line) for line in opening]
    lines = [
        line
        for line in lines
        if not _NUMBER.match(line) and not _SKIP.match(line) and not _DATE.fullmatch(line.strip("()（） "))
    ]
    for start, line in enumerate(lines):
        if len(line) < 3 or (_NO_TITLE.search(line) and not _REPLY.search(line)):
            continue
        for count in (1, 2, 3):
            joined = "".join(lines[start : start + count])
            if _KIND_NOUN.search(joined):
                return joined
    return next((line for line in lines if len(line) > 5 and not _NO_TITLE.search(line)), "")


def _date(line: str) -> str:
    """Return the first date of a line as ISO 8601, as far as it goes; a bare year is none."""
    for match in _DATE.finditer(line):
        if match[2]:
            return iso(match)
    found = re.search(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", line)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def iso(match: re.Match[str]) -> str:
    year = arabic_year(match[1])
    parts = [year] + [f"{_small(text):02}" for text in (match[2], match[3]) if text]
    return "-".join(parts)


def _small(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def _bracketed(head: list[str]) -> str:
    """Return a date that stands on a line of its own, or after dashes, among the first lines."""
    return next((d for line in head if len(line) < 60 and _DATE.search(line) and (d := _date(line))), "")


def _signature(lines: list[str]) -> tuple[str, str]:
    """Return the body and the date that close a document or its covering letter."""
    places = [*range(min(len(lines), 40)), *range(max(40, len(lines) - _CLOSING), len(lines))]
    for index in places:
        match = _DATE.fullmatch(lines[index].strip("()（） "))
        if not match or not match[3]:
            continue
        bodies = list(takewhile(bool, (_body(line) for line in reversed(lines[:index]))))
        if index > _OPENING or bodies:
            return (bodies[-1] if bodies else ""), iso(match)
    for line in lines[-_CLOSING:] + lines[:_OPENING]:
        match = re.fullmatch(r"([\u4e00-\u9fff]{4,30}?)\s*" + _DATE.pattern + r"(?:印发)?", line)
        if match and match[3] and (body := _body(match[1])):
            return body, _date(line)
    return _explaining(lines), ""


def _explaining(lines: list[str]) -> str:
    """Return the body that explains what a document provides, or that a closing line names as its source."""
    closing = lines[-_CLOSING:]
    for pattern in (_EXPLAINED, _SOURCE):
        for line in closing:
            if (match := pattern.search(line)) and (body := _body(match[1])):
                return body
    return ""


def _body(line: str) -> str:
    line = re.sub(r"(?<=\b[\u4e00-\u9fff]) (?=[\u4e00-\u9fff]\b)", "", line)  # names set wide: 财 政 部
    line = line.split()[0] if line.split() else ""
    ending = r"(政府|国务院|办公[厅室]|委员会|办事处|管委会|[局厅部院委办署]|总局)"
    return line if re.fullmatch(rf"[\u4e00-\u9fff]{{2,30}}{ending}", line) or line == "国务院" else ""


def _issuer_on_number_line(head: list[str]) -> str:
    for line in head:
        match = _NUMBER.match(line)
        if match and (rest := line[match.end() :].split()):
            return _body(rest[0])
    return ""
