"""Who issued a document, for which place, at which level of government."""

import re
from dataclasses import dataclass
from itertools import takewhile

from corpus.document import Level
from corpus.gazetteer import central, complete, level_of, regions, split
from corpus.masthead import Masthead
from corpus.standpoint import standpoint

_NATIONAL = "中华人民共和国"
_PLACE = r"(?![日月年号])[\u4e00-\u9fff]{2,24}?(?:自治[州县旗区]|地区|街道|[省市县区旗镇乡盟州])"
_SPEAKER = re.compile(
    r"(?:我|受|[区县市镇]长.{2,4})(?:谨)?代表(国务院|中央委员会|(?:中国共产党)?第.{1,4}届中央委员会|(?!大会)[\u4e00-\u9fff]{0,20}?(?:人民)?政府)"
)
_NATION = re.compile(
    r"全国人民代表大会|中国共产党.{0,6}全国代表大会|中华人民共和国国务院|国务院政府工作报告|(?:党|中国共产党)?第.{1,4}届中央委员会"
)
_CONGRESS = re.compile(rf"({_PLACE})(?:第?[一二三四五六七八九十]+届|人民代表大会|人大)")
_OFFICER = re.compile(rf"({_PLACE})(?:人民政府)?(?:代)?[省市县区镇乡]长")
_TITLE_ISSUER = re.compile(r"([\u4e00-\u9fff、]{2,40}?)(?:关于|印发|发布|转发)")
_TITLE_PLACE = re.compile(rf"(?:(?:19|20)\d\d年?)?_?({_PLACE})(?:(?:19|20)\d\d年?)?(?:人民)?(?:政府)?工作报告")
_WITHIN = re.compile(rf"(?:在|于)本?({_PLACE})(?:行政区域|行政区划|辖区)")
_NO_PLACE = re.compile(
    r"[的和与为在加分各全本我该推建进打构从以对于]|^(自治区|地区|园区|社区|[小新特]区|.*[印发关]|[省市县区镇乡])$|市场|社区$|园区$"
)
_ADDRESSEES: tuple[tuple[Level, str], ...] = (
    ("central", r"各省、自治区|各省（|各省、|国务院各部"),
    ("province", r"各市[（、人]|各设区|省直|省政府各|各州"),
    ("city", r"各区县|各县[（、]|各旗|市直|市政府各|各县级|各区、市"),
    ("county", r"各乡镇|各镇|县直|区直|县政府各|区政府各|各街道"),
    ("town", r"各村|各居|各社区|机关各"),
)
_NAMED = 2
_SHORT_LEVELS: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
    "镇": "town",
    "乡": "town",
}


@dataclass(frozen=True, slots=True)
class Issuing:
    """Issuer, place (full path as far as known) and level; empty or None where the document does not tell."""

    issuer: str
    place: str
    level: Level | None


def issuing(lines: list[str], head: Masthead, title: str, name: str) -> Issuing:
    """Tell who issued a document."""
    opening = lines[:14]
    issuer = _issuer(opening, head, title)
    if (issuer and central(issuer)) or (not issuer and any(_NATION.search(t) for t in (*opening, title, name))):
        return Issuing(issuer or ("国务院" if "国务院" in title else ""), _NATIONAL, "central")
    place = _place(opening, lines, title, name, issuer)
    level = level_of(place) or _spoken_level(issuer) or _addressed(opening) or standpoint("\n".join(lines))
    if not place:
        place = [_NATIONAL] if level == "central" else _most_named(lines, level)
        level = level_of(place) or level
    if place and (not issuer or re.fullmatch(r"[省市县区州镇乡]?(人民)?政府", issuer)) and _speaks(opening, title):
        issuer = place[-1] + "人民政府"
    return Issuing(issuer, "".join(place), level)


def _speaks(opening: list[str], title: str) -> bool:
    return "政府工作报告" in title or any(_SPEAKER.search(line) for line in opening)


def _issuer(opening: list[str], head: Masthead, title: str) -> str:
    if head.signature:
        return head.signature
    if match := _TITLE_ISSUER.match(title):
        body = match[1]
        if re.search(r"(政府|国务院|[局厅部委会院办室]|中央)$", body):
            return body
    for line in opening:
        match = _SPEAKER.search(line)
        if match and match[1]:
            return re.sub(r"(?<=[省市县区])第[一二三四五六七八九十]+届", "", match[1])
    return ""


def _place(opening: list[str], lines: list[str], title: str, name: str, issuer: str) -> list[str]:
    """Return the place path by the best evidence: issuer, congress, officer, title, file name, then the names used."""
    texts = [issuer]
    for pattern in (_CONGRESS, _OFFICER):
        texts += [m[1] for line in opening if len(line) < 120 and (m := pattern.search(line))]
    texts += [m[1] for text in (title, name) if (m := _TITLE_PLACE.search(text))]
    texts += [title, *re.findall(r"《([^》]{2,40})》", title), name]
    texts += [m[1] for line in lines if (m := _WITHIN.search(line))][:1]
    for text in texts:
        text = re.sub(r"^[向到—–\s]+|(?:19|20)\d\d年?(?:\d+月)?(?:\d+日)?|^.*在", "", text)
        if re.match(r"(各|本|我|全|该)", text):
            continue
        path = complete(list(takewhile(lambda step: not _NO_PLACE.search(step), split(text))))
        if path and level_of(path):
            return path
    return next((r.path for r in regions() if re.match(rf"{r.short}(省|市|州|_|$)", name)), [])


def _spoken_level(issuer: str) -> Level | None:
    match = re.match(r"(省|自治区|市|州|县|区|镇|乡)(人民)?政府", issuer)
    return _SHORT_LEVELS[match[1]] if match else None


def _addressed(opening: list[str]) -> Level | None:
    for line in opening:
        if re.match(r"各|机关各", line) and line[-1] in "：:":
            return next((level for level, pattern in _ADDRESSEES if re.match(pattern, line)), None)
    return None


def _most_named(lines: list[str], level: Level | None) -> list[str]:
    """Return the province or prefecture that a text of this level names most, if it does so plainly."""
    if level not in ("province", "city"):
        return []
    text = "\n".join(lines)
    counts = sorted(
        ((text.count(r.short), r) for r in regions() if (r.province is None) == (level == "province")),
        key=lambda pair: (-pair[0], pair[1].name),
    )
    (first, best), (second, _) = counts[0], counts[1]
    return best.path if first >= max(_NAMED, 2 * second) else []
