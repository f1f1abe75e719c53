"""Metadata read off a document's own text, where no file beside it gives them."""

import re
from dataclasses import replace
from pathlib import PurePath

from corpus.document import Kind, Metadata
from corpus.furniture import without_furniture
from corpus.issuing import issuing
from corpus.line import lines_of
from corpus.masthead import read_masthead
from corpus.reference import reference_year, reported_period

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("work_report", r"工作报告|代表大会.*报告|报告$"),
    ("opinion", r"意见"),
    ("scheme", r"方案|要点|分工"),
    ("plan", r"规划|计划|纲要"),
    ("law", r"条例|办法|规定|细则|规则|(?<!方)法$"),
    ("notice", r"通知|公告|通告|批复|函$"),
)
# What the text calls itself where it has no title.
_SELF: tuple[tuple[Kind, str], ...] = (
    ("work_report", r"我代表.{0,30}(报告|汇报)|代表大会.{0,20}报告工作"),
    ("opinion", r"(提出|制定|出台)(如下|以下|本).{0,6}意见|提出.{0,4}意见[：:。]"),
    ("scheme", r"制[定订]本.{0,8}方案"),
    ("plan", r"制[定订]本.{0,8}(计划|规划)"),
    ("law", r"制[定订]本.{0,8}(办法|规定|细则|条例)|第一条"),
    ("notice", r"通知如下|现印发|请.{0,10}(执行|落实)"),
    ("news", r"^.{0,20}\d{1,2}日.{0,60}(召开|举行|举办|出席|开幕|闭幕|发布会)"),
)


def infer(text: str, path: str = "") -> Metadata:
    """Return what a text says of itself; the file's name is asked last. Every field given is named in `inferred`."""
    lines = [line.text for line in without_furniture(text, lines_of(text))]
    name = PurePath(path).stem if path else ""
    head = read_masthead(lines)
    title = head.title or _title_of(name)
    kind = _kind(title, lines)
    body = issuing(lines, head, title, name)
    year = reference_year(lines, head, title, name, kind)
    found = Metadata(
        title=title,
        issuer=body.issuer,
        place=body.place,
        level=body.level,
        kind=kind,
        number=head.number,
        date=head.date or _date_of(name),
        period=reported_period(lines, title, kind, year),
        year=year,
    )
    return replace(found, inferred=_given(found))


def _given(found: Metadata) -> frozenset[str]:
    fields = ("title", "issuer", "place", "level", "number", "date", "period", "year")
    given = {field for field in fields if getattr(found, field)}
    return frozenset(given | ({"kind"} if found.kind != "other" else set()))


def _kind(title: str, lines: list[str]) -> Kind:
    inner = re.search(r"《([^》]+)》.{0,4}(的)?通知", title)
    for kind, pattern in _KINDS:
        if re.search(pattern, inner[1] if inner else title):
            return kind
    beginning = "\n".join(lines[:8])
    for kind, pattern in _SELF:
        if re.search(pattern, beginning):
            return kind
    return "other"


def _title_of(name: str) -> str:
    """Return a title from a file name that holds one."""
    name = re.sub(r"^\d{4}-\d\d-\d\d_\d+_+|^\d{1,4}_(?=\D|\d{4}年)|_节选$", "", name)
    if len(re.findall(r"[A-Za-z]{2,}", name)) > 2 and not re.search(r"[\u4e00-\u9fff]", name):
        return re.sub(r"[_\s]+", " ", name).replace(" - ", "-").strip()
    name = re.sub(r"_[A-Za-z]+$", "", name)
    if not re.search(r"[\u4e00-\u9fff]{4}", name) or re.search(r"[：:。，]$|^各|^一、", name):
        return ""
    return re.sub(r"_+", "", name) if re.search(r"报告|意见|通知|方案|规划|计划|办法|规定|条例", name) else ""


def _date_of(name: str) -> str:
    match = re.match(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", name)
    return match.group() if match else ""
