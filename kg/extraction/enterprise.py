"""Enterprises and institutions: bodies whose own name stands before a general noun (`江苏中圣集团`)."""

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from kg.extraction.leftward import begin
from kg.extraction.lexicon import alternatives, load, pattern
from kg.extraction.organ import Organ, building
from kg.extraction.reading import Reading
from kg.extraction.trie import trie


@cache
def _heads() -> re.Pattern[str]:
    data = load("agencies")["open"]
    return re.compile(
        rf"(?P<firm>{trie(data['firm'])})|(?P<house>{trie(data['house'])})|(?P<trade>{trie(data['trade'])})"
    )


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(load('agencies')['open']['kinds'])}|[\d一二三四五六七八九十百千万几两余多“”\"])*"
    )


_SUBJECT = re.compile(r"[，。；：、\n“]|通过|支持|推动|助力|与|和|同|由|聘请|委托|联合|携手|邀请|被|获|引进|培育")
_HOUSE_ACTS = re.compile(
    r"[、，]?(?:(?:顺利)?通过|获|创成|入选|连续|帮扶|在全|“双一流”|承办|负责|牵头|主办|荣|成为|与|和[^，。、]{2,10}(?:合作|共建|签)|第三方|专家|教授|团队)|[、和][^，。；]{2,12}(?:(?:顺利)?通过|获|创成|入选|负责|牵头)"
)
_TRADE_ACTS = re.compile(
    r"(?:[、，][\u4e00-\u9fff]{2,6})?(?:创成|(?:成功)?建成|获|入选|上市|挂牌|投资|负责|产值|入围|荣|成功|首台|\d[\d.]*万?吨|[^，。；、]{0,12}(?:项目|生产线|机组|基地))"
)
_PROPER = frozenset({"ns", "nr", "nz", "nt", "nrt", "nrfg"})
_GROUP = re.compile(r"(?:领导小组|指挥部)(?:办公室)?")
_LEVELS = frozenset("省市县区镇乡")
_ODD = re.compile(r"[“”\"\d]|企业|单位|领域|行业|[高中小级]$|[级甲乙]$")
_MODIFIER = re.compile(r"(?:等|的|化|型)$")


def enterprises(reading: Reading) -> Iterator[Organ]:
    """Yield the bodies named by a general noun with something particular before it, in reading order."""
    text = reading.text
    grouped = False
    for match in _heads().finditer(text):
        rule, head, end = match.lastgroup or "", match.start(), match.end()
        start = begin(text, head)
        proper = text[start:head]
        particular = _particular(proper)
        if _GROUP.fullmatch(match.group()):
            particular = particular or (grouped and (not proper or proper in _LEVELS))
            grouped = grouped or particular
        elif rule == "house":
            particular = particular or proper in _LEVELS
        if not particular or building().match(text, end):
            continue
        if rule != "firm" and not _is_subject(text, start, end, rule):
            continue
        yield Organ(start, end, text[start:end].strip('“”"'), f"agency-{rule}", 0.85 if rule == "firm" else 0.7)


def _particular(proper: str) -> bool:
    """Tell whether what stands before the head names one body and not a kind of bodies."""
    return 2 <= len(proper) <= 20 and not _kinds().fullmatch(proper) and not _MODIFIER.search(proper)


def _is_subject(text: str, start: int, end: int, rule: str) -> bool:
    before = text[max(0, start - 2) : start]
    opens = start == 0 or bool(_SUBJECT.search(before[-1:]) or _SUBJECT.search(before))
    if rule == "trade":
        return (
            not _ODD.search(text[start:end])
            and any(len(t) == 1 for t in rjieba.cut(text[start:end], False))
            and opens
            and end - start <= 8
            and bool(_TRADE_ACTS.match(text, end))
        )
    return opens and (bool(_HOUSE_ACTS.match(text, end)) or before in ("聘请", "委托", "邀请"))


def listed_firms(reading: Reading) -> Iterator[Organ]:
    """Yield the names of `A、B等一批企业` and of `与A、B签约`, in reading order.

    A list counts when half of its members or more are coined words or end in a noun for a firm or an institution.
    """
    text = reading.text
    for name in ("named-firms", "partners"):
        for match in pattern("agencies", name).regex.finditer(text):
            items = [(a, b) for a, b in _items(text, match.start(1), match.end(1)) if not _ODD.search(text[a:b])]
            if sum(_coined(text[a:b]) for a, b in items) * 2 >= max(1, len(items)):
                for start, end in items:
                    if 2 <= end - start <= 14:
                        yield Organ(start, end, text[start:end], f"agency-{name}", 0.8)


def _coined(name: str) -> bool:
    """Tell whether a name has a part that no dictionary word covers, or ends in a noun for a firm or an institution."""
    if re.search(f"(?:{_heads().pattern})$", name) and len(name) > 3:
        return True
    if pattern("agencies", "field-of-firms").regex.search(name):
        return False
    tagged = rjieba.tag(name, False)
    proper = tagged[0][1] in _PROPER and len(name) > 2
    return proper or any(len(token) == 1 for token, _ in tagged)


@cache
def _fields() -> re.Pattern[str]:
    return re.compile(trie(load("agencies")["words"]["field"]))


def listed_departments(reading: Reading) -> Iterator[Organ]:
    """Yield `财政部门`, `教育部门` from `财政、教育等部门`, in reading order."""
    text = reading.text
    fields = _fields()
    for match in pattern("agencies", "fields-and-departments").regex.finditer(text):
        items = list(_items(text, match.start(1), match.end(1)))
        plain = [text[a:b] for a, b in items]
        if sum(bool(fields.fullmatch(item)) for item in plain) * 2 < len(plain):
            continue
        for start, end in items:
            if end - start <= 8:
                yield Organ(start, end, text[start:end] + "部门", "agency-department-list", 0.85)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of an enumeration without the words that govern them."""
    for item in re.finditer(r"[^、\n]+", text[start:end]):
        stop = start + item.end()
        first = begin(text, stop, start + item.start())
        if first < stop:
            yield first, stop


@cache
def _mass_member() -> re.Pattern[str]:
    one = trie(load("agencies")["mass"])
    return re.compile(rf"(?:^|(?<=[、和与及持挥向护好障会]))(?:{one}|各?民主党派)(?=[、和与及等]|$)")


def mass_organisations(reading: Reading) -> Iterator[Organ]:
    """Yield the mass organisations of an enumeration that names two or more of them (`工会、共青团、妇联`).

    `民主党派` counts among them, but is no body by itself.
    """
    member = _mass_member()
    for clause in reading.clauses:
        found = list(member.finditer(clause.text))
        if len(found) > 1:
            for name in found:
                if "党派" not in name.group():
                    start, end = clause.start + name.start(), clause.start + name.end()
                    yield Organ(start, end, name.group(), "agency-mass", 0.9)
