"""Places that projects lie in: administrative and geographic names in the names of projects and beside them."""

import re
from collections.abc import Collection, Iterator, Sequence

from kg.extraction import jurisdiction
from kg.extraction.candidate import Candidate
from kg.extraction.place_in_name import KIND, SUFFIX, Known, is_tagged_place, looks_like_place, places_in_name
from kg.extraction.place_names import gazetteer
from kg.extraction.reading import Reading

_TOWN = re.compile(r"(?:^|[以在的、和])([\u4e00-\u9fff]{2,5}?(?:镇|乡|街道|村))")
_EVENT = re.compile("(?:大会|节|博览会|交易会|洽谈会|公开赛|马拉松|论坛)$")
_MENTIONED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[的以在]))([\u4e00-\u9fff]{2,4}(?:镇|乡|街道|县))(?![\u4e00-\u9fff长委政人党])"
)

# what belongs to a river's or a mountain's name and comes and goes
_STRETCH = re.compile(
    r"首曲|[上中下]游(?:流域)?|流域|沿线|沿岸|干流|河?谷|航道|口?[东西南北左右两]岸|[东西南北]麓|大?都市圈"
)
# a zone named after the place it is at, where more follows: 六枝经开区铁路专用线 lies in the zone
_ZONE = re.compile(
    r"(?:(?:经济(?:技术)?|高新(?:技术)?)?开发区|经开区|高新区|(?:工业|化工|产业)园区|工业区|作业区|港区|度假区)(?![\u4e00-\u9fff]{0,4}(?:建设|规划|管理|体制|改革|发展|提质|扩区|扩容)$|$)"
)

_BUILDS = "(?:加快|积极|规划|创新|高标准)?(?:建设|申报|设立|打造|争创|开展|创建|申建|争取|布局|发展|申创|筹建)"
# a place that stands right before a project, and one that the clause gives after it
_BEFORE = re.compile(r"(?:^|[在于、和及对])([\u4e00-\u9fff]{1,5}[省市县区镇乡村])的?$")
_OWN = re.compile("[本我]([省市县区镇乡])")
_AFTER = re.compile(r".{0,8}?(?:落户|落地|位于|坐落于|选址|布局)[在于]?([\u4e00-\u9fff、]{2,12})$")
# how a clause gives the places of a project that it names after them
_GIVEN = (
    re.compile(rf"(?:支持|推动|推进|指导|鼓励)([\u4e00-\u9fff、和]{{2,24}}?)(?:等地|等市|等县)?{_BUILDS}"),
    re.compile(r"在([\u4e00-\u9fff、]{2,12})(?:建设|新建|设立|举办|建成|规划建设|谋划|实施)"),
    re.compile(
        r"^([\u4e00-\u9fff、和]{2,30}?)(?:等地)?(?:分别)?(?:纳入|列入|入选|获批|建设|建成|申报|新建|开工|实施|启动|开展|推进|创建)"
    ),
)


def find(reading: Reading, projects: Sequence[Candidate]) -> list[Candidate]:
    """Return the places in the names of projects, and those that stand as subject or `在…` in a project's clause."""
    known = _of_document(reading)
    placed = [
        c
        for c in projects
        if c.type == "Project" or (c.type == "Programme" and (_TOWN.match(c.name) or _EVENT.search(c.name)))
    ]
    found: dict[tuple[int, int], Candidate] = {}
    for project in placed:
        for start, end in [
            *places_in_name(reading.text, project, known),
            *_beside(reading, project, known),
        ]:
            if zone := _ZONE.match(reading.text, end, project.end):
                end = zone.end()
            name = reading.text[start:end]
            own = _OWN.fullmatch(name)
            full = (own and _own_place(reading, own.group(1))) or known.full.get(name, name)
            if project.name.startswith("《") and reading.document.metadata.place.endswith(full):
                continue  # a plan for the whole place
            around = reading.document.metadata.place
            if _EVENT.search(project.name) and around.startswith(full) and len(around) >= len(full) + 2:
                continue  # a fair of the province, wherever it is held
            stretch = _STRETCH.match(reading.text, end, project.end)
            aliases = tuple(n for n in (name, name + stretch.group() if stretch else name) if n != full)
            found[start, end] = Candidate("Place", full, start, end, "place-of-project", 0.8, aliases)
    for start, end in _alike(reading, placed, found):
        found[start, end] = Candidate("Place", reading.text[start:end], start, end, "place-of-series", 0.6)
    found.update(_emphasised(reading, placed))
    return [found[span] for span in sorted(found)]


def _alike(
    reading: Reading, placed: Sequence[Candidate], found: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the members of `A、B、C等旧村改造` beside one that is a place; what they are is written once."""
    series: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for project in placed:
        written = reading.text[project.start : project.end]
        if project.name.startswith(written) and 2 <= len(written) <= 4 and len(project.name) > len(written):
            spot = reading.clause_at(project.start), project.name[len(written) :]
            series.setdefault(spot, []).append((project.start, project.end))
    for key, members in series.items():
        if any(member in found for member in members) or re.match("[村镇乡县]", key[1]):
            yield from (m for m in members if m not in found and not KIND.match(reading.text[m[0] : m[1]]))


def _emphasised(reading: Reading, placed: Sequence[Candidate]) -> Iterator[tuple[tuple[int, int], Candidate]]:
    """Yield the towns of `以A镇、B镇为重点` in the clause after one that names a project."""
    after = {reading.clause_at(project.start) + 1 for project in placed}
    for index in sorted(after & set(range(len(reading.clauses)))):
        clause = reading.clauses[index]
        if emphasis := re.search("以(.{2,40})为重点", clause.text):
            for match in _TOWN.finditer(clause.text, *emphasis.span(1)):
                if not KIND.match(match.group(1)):
                    start = clause.start + match.start(1)
                    end = clause.start + match.end(1)
                    yield (start, end), Candidate("Place", match.group(1), start, end, "place-of-emphasis", 0.6)


def _of_document(reading: Reading) -> Known:
    """Return the names that the document itself gives to places, with the full form of each (`庞口`: `庞口镇`)."""
    names = {name: name for name in sorted(jurisdiction.members(reading.document.metadata.place))}
    parts = re.findall(rf"[\u4e00-\u9fff]+?(?:{SUFFIX})", reading.document.metadata.place)
    for part in parts:
        _know(names, part)
    for match in _MENTIONED.finditer(reading.text):
        if not KIND.match(match.group(1)):
            _know(names, match.group(1))
    for phrase in reading.phrases:
        members = [item.text for item in phrase.items]
        if len(members) >= 2 and all(re.fullmatch(r"[\u4e00-\u9fff]{2,5}", m) for m in members):
            sure = [m for m in members if m in names or m in gazetteer() or re.search("[县镇乡]$", m)]
            others = [m for m in members if m not in sure]
            if sure and (len(others) <= len(sure) or all(is_tagged_place(m) for m in others)):
                for member in members:
                    if not KIND.match(member):
                        _know(names, member)
    return Known(names)


def _know(names: dict[str, str], full: str) -> None:
    names.setdefault(full, full)
    stem = re.sub(f"(?:{SUFFIX})$", "", full)
    if len(stem) >= 2 and names.get(stem, stem) == stem:
        names[stem] = full


def _beside(reading: Reading, project: Candidate, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the places that are all the subject of the project's clause, or follow 在 before it."""
    clause = reading.clauses[reading.clause_at(project.start)]
    before = reading.text[clause.start : project.start]
    if match := _BEFORE.search(before):
        name = match.group(1)
        if not KIND.match(name) and (name in known or name in gazetteer() or name[:-1] in gazetteer()):
            yield clause.start + match.start(1), clause.start + match.end(1)
            return
    if (match := _OWN.search(before)) and _own_place(reading, match.group(1)):
        yield clause.start + match.start(), clause.start + match.end()
        return
    if match := _AFTER.match(reading.text, project.end, clause.end):
        yield from _all_places(match.group(1), match.start(1), 0, len(match.group(1)), known)
        return
    for expression in _GIVEN:
        if match := expression.search(before):
            yield from _all_places(before, clause.start, *match.span(1), known)
            return


def _own_place(reading: Reading, level: str) -> str | None:
    """Return the place that the document means by `本镇` or `我县`: the part of its own place that has this level."""
    return next(
        (
            p
            for p in re.findall(rf"[\u4e00-\u9fff]+?(?:{SUFFIX})", reading.document.metadata.place)
            if p.endswith(level)
        ),
        None,
    )


def _all_places(text: str, base: int, start: int, end: int, known: Known) -> Iterator[tuple[int, int]]:
    members = [(m.start(), m.end()) for m in re.finditer(r"[^、和]+", text[start:end])]
    names = [text[start + a : start + b] for a, b in members]
    if all(n in known or n in gazetteer() or looks_like_place(n) for n in names):
        for a, b in members:
            yield base + start + a, base + start + b
