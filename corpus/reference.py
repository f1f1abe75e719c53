"""The year a document speaks from, and the years it speaks of."""

import re

from corpus.document import Kind
from corpus.masthead import Masthead
from corpus.period import plans

_YEAR = r"((?:19|20)\d\d)\s?年"
_REVIEW = re.compile(rf"{_YEAR}(?:度)?(?:的)?(?:.{{0,12}})?(?:回顾|总结)|{_YEAR}(?:主要)?(?:工作|成绩)$")
_PLAN = re.compile(
    rf"{_YEAR}(?:度)?(?:的)?(?:.{{0,14}})?(?:安排|任务|目标|重点工作|总体要求|工作思路|总体思路|重点|部署|工作建议|打算|主要工作$)"
)
_REVIEWED_TERM = re.compile(r"(过去|五年来|本届|五年)(?:.{0,8})(回顾|总结)")


def reference_year(lines: list[str], head: Masthead, title: str, name: str, kind: Kind) -> int | None:
    """Return the year that 今年 means.

    For a work report: that of the meeting, else the year after the one reviewed (that very year where the review calls
    it 今年), else of the plan's heading, else that of the title. For others: number, date, title. Last the file name.
    """
    dated = int(head.date[:4]) if head.date else None
    titled = _first_year(title)
    if kind == "work_report":
        reviewed, planned = _reviewed(lines), _planned(lines)
        reviewed = planned if planned and reviewed and planned < reviewed else reviewed
        candidates = [dated, reviewed, planned, titled, _aimed(lines)]
    else:
        candidates = [head.year, dated, titled]
    return next((year for year in candidates if year), None) or _first_year(name)


def reported_period(lines: list[str], title: str, kind: Kind, year: int | None) -> str:
    """Return what the document reports on or plans for: a span in its title, a five-year plan, else its year; a work
    report covers the years it reviews and the year it plans."""
    span = re.search(r"((?:19|20)\d\d)\s?年?\s?[-—–－~～至]+\s?((?:19|20)\d\d)", title)
    if span:
        return f"{span[1]}/{span[2]}"
    for plan, (start, end) in plans().items():
        if re.search(rf"[“\"]{plan}[”\"]", title):
            return f"{start}/{end}"
    if year is None:
        return ""
    if kind != "work_report":
        return str(titled) if (titled := _first_year(title)) else ""
    term = any(len(line) < 40 and _REVIEWED_TERM.search(line) for line in lines)
    return f"{year - 5 if term else year - 1}/{year}"


def _first_year(text: str) -> int | None:
    match = re.search(r"(?<!\d)((?:19|20)\d\d)(?:年|_|\D|$)", text)
    return int(match[1]) if match else None


def _headings(lines: list[str]) -> list[tuple[int, str]]:
    return [(i, line[:40]) for i, line in enumerate(lines) if len(line) < 50 or re.match(r"[一二三四]、", line)]


def _planned(lines: list[str]) -> int | None:
    for _, line in _headings(lines):
        if (match := _PLAN.search(line)) and not re.search(r"回顾|总结", line):
            return int(match[1])
    return None


def _aimed(lines: list[str]) -> int | None:
    """Return the year of the targets that an excerpt without headings begins with."""
    match = re.search(rf"{_YEAR}.{{0,24}}预期目标", "\n".join(line[:60] for line in lines[:6]))
    return int(match[1]) if match else None


def _reviewed(lines: list[str]) -> int | None:
    for index, line in _headings(lines):
        if match := _REVIEW.search(line):
            said = "\n".join(lines[index + 1 : index + 3])[:60]
            return int(match[1] or match[2]) + (0 if re.match(r"今年", said) else 1)
    return None
