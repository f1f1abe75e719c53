"""Noun phrases of a clause with the verb that governs them, coordinations taken apart."""

import re
from dataclasses import dataclass
from functools import cache

from kg.extraction.clause import Clause
from kg.extraction.lexicon import alternatives, load
from kg.extraction.numbers import number as value_of
from kg.extraction.place_names import is_place

# What stands in quotes or brackets is one word of the phrase, whatever it contains.
_OPAQUE = r"“[^”“]{1,40}”|\"[^\"]{1,40}\"|《[^》]{1,60}》|（[^）（]{1,60}）|\([^)(]{1,60}\)|〔[^〕]{1,12}〕"
_SHELTER = re.compile(_OPAQUE)
_JOINT = re.compile(
    rf"(、(?![市县区乡镇村](?:、|[两三四五]?级))|——|(?<=[”》])(?=[“《])|以及|及(?!时|其)|和(?!美|谐|平|睦|顺|县|气)|与(?!会|时))|{_OPAQUE}"
)
_JOINS = re.compile("[、—及和与“《]")  # one of these is in all that joins two members
_COUNT = (
    r"(?:\d[\d.,]*|[一二两三四五六七八九十百千几多]+)(?:余|多)?[万亿]?"
    r"(?:个|项|条|座|所|家|处|批|户|名|类|块|件|起|篇|部|台|套|张|公里|亩|平方米|吨|米|亿元|万元)"
)
_TIME = (
    r"(?:(?:到|至|自|从)?\s*(?:20\d\d|19\d\d)\s*年(?:底|末|初|前|内|以来|\d+月(?:\d+日)?)?前?|"
    r"今年年?[底内]?|年底前?|年内|\d+月底?前?|\d+月\d+日)"
)
_NAMING = (
    r"(?:行动|计划|工程|攻坚|专项|机制|制度|体系|模式|试点|改革|办法|项目|中心|平台|示范|基地|系统|网络|数据库|资源库"
    r"|终端|大厅|窗口|模型)"
)
# verbs that an enumeration has as nouns: 村庄清洁、违建拆除、厕所改造
_NOMINAL = "(?:拆除|宣传|培训|整顿|推广|打击|评选|办理|查处|认定|配置|设置)"
# verbs within the name of a campaign: 集群培育提升行动, 找矿突破战略行动
_WITHIN = (
    "(?:培育|突破|拓展|壮大|引进|招引|带动|促进|推广|宣传|培训|打击|整合|转化|巩固|增强|激发|夯实|防范|化解|提高|处置|培植"
    "|引育|扩面|健全|完善|帮扶|应对|融入|引领|筑牢|保持|满足)"
)
_AFTER_VERB = "(?:[了好出起着]|成(?![都渝德绵果效品安]))?"
_ETC = re.compile(r"等(?![级待级额])")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a noun phrase: `start..end` in the view, and its text without measure words before it.

    `tail` is the noun that a coordination lends it (`等海上风电项目`, or the action of the last member), else empty.
    `counted` tells that the text speaks of some number of such things and not of one by its name (`小微园4个`).
    """

    start: int
    end: int
    text: str
    tail: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its members, the verbs before it (`governor`, nearest last) and the verbs after it (`predicate`).

    `listed` tells that the members stand before 等; `whole` is the phrase as written, `start..end` in the view.
    """

    clause: int
    start: int
    end: int
    whole: str
    items: tuple[Item, ...]
    governor: str
    predicate: str
    listed: bool = False


@cache
def _boundaries() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("verbs")["words"]
    hard, soft, adverb = (alternatives(words[k]) for k in ("hard", "soft", "adverbs"))
    function = "(?:" + "|".join(load("verbs")["patterns"]["function"]) + ")"
    # a verb before 行动 or 机制 is part of that name: 燃煤锅炉拆除行动
    inner = re.compile(
        rf"(?P<opaque>{_OPAQUE})|(?:{adverb})*(?!建成功|(?<=创)建成|(?<=公)开工|{_WITHIN}[^，、的]{{0,4}}(?:行动|计划|工程|攻坚战)){hard}(?!{_NAMING}|(?<={_NOMINAL})[、和])[了好出]?|"
        rf"(?:{alternatives(words['midway'])}){soft}|了|{_TIME}|"
        r"正在|(?:正在|已|将)?对(?=[^，]{2,30}(?:进行|开展|实施))|以(?=[^，]{2,24}为)|为(?=主要|重点|承接|节点|抓手|载体|核心|平台|依托|牵引|引领|主线|契机|目标|中心|导向|根本|支撑|基础|突破口|首要|先导|动力|纽带|己任|遵循|准则|底线)"
    )
    lead = re.compile(
        rf"(?:{_TIME}|{hard}{_AFTER_VERB}|{adverb}|{soft}{_AFTER_VERB}(?=[^，、等和与及]{{2}})(?![东西南北中]{{0,2}}(?:路(?![网灯面])|街(?!区|道|头|巷)|大[道街])|(?<=开发)区|(?<=规划)(?:馆|区)|(?<=保障)(?:房|性)|(?<=[务理新])(?:中心|平台|区)|(?<=服务)[业站])|{function}|"
        rf"{_COUNT}的?|[\s\d.①-⑳—:：·]+|"
        rf"[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、)+"
    )
    return inner, lead


def phrases(clause: Clause) -> list[Phrase]:
    """Return the noun phrases of a clause in reading order."""
    inner, lead = _boundaries()
    text = clause.text
    found: list[tuple[int, int, str]] = []
    place, governor = 0, ""
    gaps: list[str] = []
    while place <= len(text):
        if match := lead.match(text, place):
            governor = (governor if match.start() == place and place else "") + match.group()
            place = match.end()
        end = place
        while (cut := inner.search(text, end)) and cut.group("opaque"):
            end = cut.end()
        stop = cut.start() if cut else len(text)
        if text[place:stop].strip():
            found.append((place, stop, governor))
            gaps.append(cut.group() if cut else "")
        if not cut:
            break
        governor, place = cut.group(), cut.end()
    return [
        p
        for (start, stop, before), after in zip(found, gaps, strict=True)
        if (p := _phrase(clause, start, stop, before, after)) is not None
    ]


def _phrase(clause: Clause, start: int, stop: int, governor: str, predicate: str) -> Phrase | None:
    text = clause.text
    while start < stop and text[start] in " 　、的，等":
        start += 1
    while start < stop and text[stop - 1] in " 　、的，":
        stop -= 1
    if stop - start < 2:
        return None
    etcs = _ETC.finditer(text, start, stop) if "等" in text else ()
    etc = next((m for m in etcs if not _sheltered(text, start, m.start())), None) or _summed(text, start, stop)
    tail = _bare(text[etc.end() : stop])[1] if etc else ""
    ranges = members(text, start, etc.start() if etc else stop)
    items: list[Item] = []
    for number, (a, b) in enumerate(ranges):
        skip, bare = _bare(text[a:b])
        if bare:
            shared = tail if etc else _shared(text, ranges) if number < len(ranges) - 1 else ""
            counted = bool(_COUNTED.search(text[a : a + skip]) or _COUNTED_AFTER.search(bare)) or (
                number == 0 and bool(_COUNTED.search(governor[-8:]))
            )
            items.append(Item(clause.start + a + skip, clause.start + b, bare, shared, counted))
    return Phrase(
        clause.index,
        clause.start + start,
        clause.start + stop,
        text[start:stop],
        tuple(items),
        governor,
        predicate,
        etc is not None,
    )


_SUM = re.compile(r"(?=(?P<number>\d+|[两二三四五六七八九十]+)(?:个|项|大|条|座|家|所|处)[\u4e00-\u9fff]{2})")


def _summed(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return where a coordination ends that a count of its members sums up (`A、B、C3个项目`)."""
    for match in _SUM.finditer(text, start, stop) if _JOINS.search(text, start, stop) else ():
        before = members(text, start, match.start())
        if len(before) > 1 and match.start() - before[-1][0] > 1 and value_of(match.group("number")) == len(before):
            return match
    return None


def _sheltered(text: str, start: int, place: int) -> bool:
    return any(m.start() < place < m.end() for m in _SHELTER.finditer(text, start))


def members(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the ranges of `text[start:stop]` that 、 and the conjunctions part, outside quotes and brackets."""
    found: list[tuple[int, int]] = []
    begin = start
    for match in _JOINT.finditer(text, start, stop) if _JOINS.search(text, start, stop) else ():
        if match.group(1) is not None:
            found.append((begin, match.start()))
            begin = match.end()
    found.append((begin, stop))
    return [(a, b) for a, b in found if text[a:b].strip()]


_BEFORE_NOUN = re.compile(rf"(?:\s|{_COUNT}的?|{_TIME}|[一这这些]批|新一批|首批|重点(?=项目|工程)|等)+")


def _bare(text: str) -> tuple[int, str]:
    """Return a member without measure words and modifiers before its noun, and how many characters went."""
    match = _BEFORE_NOUN.match(text)
    skip = match.end() if match and match.end() < len(text) else 0
    return skip, text[skip:].strip()


_COUNTED = re.compile(
    r"(?:[\d一二两三四五六七八九十百千几多][\d.]*(?:余|多)?(?:个|项|条|座|所|家|处|批|户|名|类|块|件|张)|一批|各类|各级|所有|现有|各个|更多|一系列|系列)的?$"
)
_COUNTED_AFTER = re.compile(
    r"\d[\d.]*(?:余|多)?[万亿]?(?:个|项|条|座|所|家|处|户|名|公里|米|亩|平方米|套|台|吨|张|辆|块|件|把|千瓦)(?:以上|左右)?$"
)
_KINDS = ("[河湖渠江溪库]", "[路街道线桥]", "[镇乡村]", "[县市区州]")
_ALIKE = tuple(re.compile(rf".+?{kind}(?![东西南北中]?[段侧])") for kind in _KINDS)


def parallel(members: list[str]) -> str:
    """Return what the last member says of all, where each names one of a kind (`曲逆河、界河河道疏浚工程`)."""
    *firsts, last = members
    for kind in _ALIKE:
        if all(kind.fullmatch(first) for first in firsts):
            found = kind.match(last)
            rest = last[found.end() :] if found else ""
            return rest if len(rest) > 1 else ""
    if all(is_place(first) for first in firsts):
        return next((last[n:] for n in range(6, 1, -1) if len(last) > n + 2 and is_place(last[:n])), "")
    return ""


_OF = re.compile(rf"(?:{_OPAQUE}|[^的])+的[^的]")
_ACTION = re.compile(
    r"(?:道路|公路|路面)?(?:翻新|整治|提升|改造|建设|改建|扩建|新改建|新建|迁建|改扩建|治理|生态修复|修复|硬化|绿化|亮化|创建|"
    r"工程|项目|海外仓|高速|高铁|试点|改革|制度|机制|体系|行动|专项整治|保护|品牌|产业集群|示范区|示范县)+$"
)


def _shared(text: str, ranges: list[tuple[int, int]]) -> str:
    """Return the action that the last member of a coordination without 等 lends to those before it."""
    last = text[ranges[-1][0] : ranges[-1][1]]
    if _OF.search(last):  # the members before it belong to its modifier: 布局合理、功能完备的园区
        return ""
    if tail := parallel([text[a:b] for a, b in ranges]):
        return tail
    match = _ACTION.search(last)
    return match.group() if match and match.start() > 0 else ""
