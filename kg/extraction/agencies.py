"""Agencies: bodies that can act or be held responsible."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import rjieba

from kg.extraction.agency_names import groups, key
from kg.extraction.candidate import Candidate
from kg.extraction.duty import duties
from kg.extraction.enterprise import enterprises, listed_departments, listed_firms, mass_organisations
from kg.extraction.leftward import begin
from kg.extraction.lexicon import load, pattern
from kg.extraction.organ import Organ, known, official
from kg.extraction.reading import Reading
from kg.extraction.trie import trie

_COLLECTIVE = re.compile(r"(?:各|有关|相关|行业主管|(?<!机关)事务主管)|^(?:地方|基层)?(?:政府|部门|单位)|地区$|省市$")
_SHOWN = frozenset({"agency-actor", "agency-beside", "agency-duty", "agency-firm", "agency-house"})
_EACH = pattern("agencies", "collective").regex
_RUN = re.compile(r"(?<![^，。；：\n（）()、])[^，。；：\n（）()、]{1,30}(?:、[^，。；：\n（）()、]{1,30}){2,60}")


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order; all that name one body bear the same name and aliases."""
    organs = _apart(
        [
            *_answering(reading),
            *listed_departments(reading),
            *official(reading),
            *enterprises(reading),
            *mass_organisations(reading),
            *listed_firms(reading),
            *_actors(reading),
            *_set_up(reading),
        ]
    )
    organs = _apart([*organs, *_beside(reading, organs)])
    organs = _apart([*organs, *_again(reading, organs)])
    same = groups(organs, reading.text)
    names: dict[str, dict[str, None]] = {}
    for organ in organs:
        names.setdefault(same[key(organ.name)], {}).setdefault(organ.name)
    return [_candidate(organ, list(names[same[key(organ.name)]])) for organ in organs]


def _candidate(organ: Organ, names: Sequence[str]) -> Candidate:
    usual = known().get(names[0], ("",))[0]
    full = usual if usual in names else max(names, key=lambda n: (len(n), n))
    aliases = dict.fromkeys(n for n in (*names, *(key(n) for n in names)) if n != full and len(n) > 1)
    return Candidate(
        "Agency", full, organ.start, organ.end, organ.rule, organ.confidence, tuple(aliases), organ.certain
    )


def _apart(organs: Iterable[Organ]) -> list[Organ]:
    """Return those that do not overlap an earlier or longer one, in reading order."""
    taken: list[Organ] = []
    for organ in sorted(organs, key=lambda o: (o.start, -o.end)):
        if not taken or organ.start >= taken[-1].end:
            taken.append(organ)
        elif organ.end > taken[-1].end and organ.end - organ.start > taken[-1].end - taken[-1].start:
            taken[-1] = organ
    return taken


def _answering(reading: Reading) -> Iterator[Organ]:
    """Yield the bodies in lists of who answers for what."""
    text = reading.text
    for duty in duties(reading):
        for share in duty.shares:
            name = text[share.start : share.end]
            yield Organ(share.start, share.end, name, "agency-duty", 0.95, not _COLLECTIVE.search(name))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(load("bodies")["edges"]["body"])


def _actors(reading: Reading) -> Iterator[Organ]:
    """Yield the bodies that are the subject of a duty in running text (`经发办负责…`, `各居村要…`)."""
    text = reading.text
    for match in pattern("bodies", "actor").regex.finditer(text):
        for item in re.finditer(r"[^、和]+", match.group("list")):
            start, end = match.start("list") + item.start(), match.start("list") + item.end()
            if (_is_body(item.group()) and begin(text, end, start) == start) or _EACH.fullmatch(item.group()):
                yield Organ(start, end, item.group(), "agency-actor", 0.8, not _COLLECTIVE.search(item.group()))


def _set_up(reading: Reading) -> Iterator[Organ]:
    """Yield the bodies that the text sets up (`设立柳市镇综合执法中队、…分中心`)."""
    text = reading.text
    for match in pattern("bodies", "set-up-list").regex.finditer(text):
        for item in re.finditer(r"[^、]+", match.group("list")):
            name, start = item.group().strip(), match.start("list") + item.start()
            start += len(item.group()) - len(item.group().lstrip())
            if (
                _is_body(name)
                and pattern("bodies", "seat").regex.search(name)
                and begin(text, start + len(name), start) == start
            ):
                yield Organ(start, start + len(name), name, "agency-set-up", 0.85)


_ADVERB = re.compile(r"(?:一定|务必|必须|都|还|也|更|均|就)$")


def _is_body(name: str) -> bool:
    return (
        3 <= len(name) <= 16
        and not _ADVERB.search(name)
        and bool(_body().search(name))
        and len(rjieba.cut(name, False)) > 1
    )


def _beside(reading: Reading, organs: Sequence[Organ]) -> Iterator[Organ]:
    """Yield items of enumerations of which half or more are known to be bodies and that end like a body's name."""
    text = reading.text
    ends = sorted({o.end for o in organs})
    known_ends = set(ends)
    for match in _RUN.finditer(text):
        items = [(match.start() + i.start(), match.start() + i.end()) for i in re.finditer(r"[^、]+", match.group())]
        certain = [item for item in items if item[1] in known_ends]
        if len(certain) * 2 < len(items):
            continue
        for start, end in items:
            first = begin(text, end, start)
            if end not in known_ends and first == start and _is_body(text[start:end]):
                yield Organ(start, end, text[start:end], "agency-beside", 0.75)


def _again(reading: Reading, organs: Sequence[Organ]) -> Iterator[Organ]:
    """Yield further places of names that one place alone has shown to be a body's."""
    shown = {o.name: o for o in organs if o.rule in _SHOWN and len(o.name) >= 3}
    if shown:
        for match in re.finditer(trie(shown), reading.text):
            organ = shown[match.group()]
            yield Organ(match.start(), match.end(), organ.name, organ.rule, organ.confidence, organ.certain)
