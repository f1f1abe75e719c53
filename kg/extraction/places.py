"""Places that projects lie in: administrative and geographic names in the names of projects and beside them."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import rjieba

from kg.extraction.candidate import Candidate
from kg.extraction.lexicon import alternatives
from kg.extraction.place_names import ambiguous, ends_word, gazetteer, listed, regions, village
from kg.extraction.reading import Reading

_SUFFIX = "特别行政区|自治区|自治州|自治县|新区|街道|省|市|县|区|镇|乡|村|河|湖|湾|岛|淀|山"
# 本镇, 全县, 城区, 社区: words for kinds of place, not names of places
_KIND = re.compile(
    r"^(?:[全本我各该外两三跨县市区镇乡省][省市县区镇乡村]?|[\u4e00-\u9fff]*(?:城市|都市|农村|乡村|新村|山村|城区|社区|园区|片区|景区|校区|小区|院区|库区|灌区|港区|特区|林区|牧区|老区|山区|地区|专区|厂区|辖区|街区|矿区|工业区|开发区|示范区|保税区|试验区|合作区|功能区|高新区|经开区|先行区|集聚区|聚集区|度假区|旅游区|风景区|保护区|商务区|自贸区|市场|超市|上市|中小河|黑臭河|运河|大河|江河|小镇|城镇|乡镇|集镇|建制镇|县市|省市|东北|华北|华东|华南|西部|中部|全国|火山|矿山|荒山|登山|爬山|[下返回进连帮][乡村]|[立强兴富]县|(?:优势|先进|生态|文明|示范|重点|美丽|旅游|特色|贫困|行政|自然|薄弱|未来|农民)[县村镇])|[\u4e00-\u9fff]*(?:安置区|集中区|创新区|棚户区|生活区|作业区|实验区|服务区|商圈|水源地)|其[他余]村|[\u4e00-\u9fff]*旧村|[\u4e00-\u9fff]*(?:养区|核心区|门户区|自治区|城乡|古镇|中心镇|城中村|[江流]水)|(?:[入沿环绕即之一两]|滨[江河湖])[\u4e00-\u9fff]{1,4}|河湖|欧美|南美|海洋|[\u4e00-\u9fff]{1,3}国|[新老旧大小]?[\u4e00-\u9fff]?区)$"
)
# what follows a place's name where the whole is the name of a road or an institution
_OTHER = re.compile(
    r"[东西南北中]?(?:[一二三四五六七八九十]?路|[至到]|大道|大街|街|高速|铁路|高铁|汽车|工业大学|(?:锂|矿|药|纸|木|铝|乳|酒|置)业|集团|公司|股份|电器|重工|水泥|[\u4e00-\u9fff]{0,2}(?:铁路|高铁|高速|城际)(?!新城|新区|片区|站)|大酒店|中学|小学|一中|学院|大学|科技学院|职业|师范|水库|大桥|医院|红|经济)"
)
_TOWN = re.compile(r"(?:^|[以在的、和])([\u4e00-\u9fff]{2,5}?(?:镇|乡|街道|村))")
_EVENT = re.compile("(?:大会|节|博览会|交易会|洽谈会|公开赛|马拉松|论坛)$")
_MENTIONED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[的以在]))([\u4e00-\u9fff]{2,4}(?:镇|乡|街道|县))(?![\u4e00-\u9fff长委政人党])"
)
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{1,5}}?(?:{_SUFFIX})")

_GEOGRAPHIC = re.compile(r"[山河湖江岛湾关州城镇村区县市港岭峡口原甸岸川溪沟庄堡屯寨滩洲泉]$")
# what belongs to a river's or a mountain's name and comes and goes
_STRETCH = re.compile(r"首曲|[上中下]游(?:流域)?|流域|沿线|沿岸|两岸|[东西南北]麓")
_NEXT = re.compile(r"[、和]([\u4e00-\u9fff]{1,4}?(?:镇|乡|村|县|区|街道|河|湖))")

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
            *_in_name(reading.text, project, known),
            *_beside(reading, project, known),
        ]:
            name = reading.text[start:end]
            own = _OWN.fullmatch(name)
            full = (own and _own_place(reading, own.group(1))) or known.get(name, name)
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
            yield from (m for m in members if m not in found and not _KIND.match(reading.text[m[0] : m[1]]))


def _emphasised(reading: Reading, placed: Sequence[Candidate]) -> Iterator[tuple[tuple[int, int], Candidate]]:
    """Yield the towns of `以A镇、B镇为重点` in the clause after one that names a project."""
    after = {reading.clause_at(project.start) + 1 for project in placed}
    for index in sorted(after & set(range(len(reading.clauses)))):
        clause = reading.clauses[index]
        if emphasis := re.search("以(.{2,40})为重点", clause.text):
            for match in _TOWN.finditer(clause.text, *emphasis.span(1)):
                if not _KIND.match(match.group(1)):
                    start = clause.start + match.start(1)
                    end = clause.start + match.end(1)
                    yield (start, end), Candidate("Place", match.group(1), start, end, "place-of-emphasis", 0.6)


def _of_document(reading: Reading) -> dict[str, str]:
    """Return the names that the document itself gives to places, with the full form of each (`庞口`: `庞口镇`)."""
    names: dict[str, str] = {}
    parts = re.findall(rf"[\u4e00-\u9fff]+?(?:{_SUFFIX})", reading.document.metadata.place)
    for part in parts:
        _know(names, part)
    for match in _MENTIONED.finditer(reading.text):
        if not _KIND.match(match.group(1)):
            _know(names, match.group(1))
    for phrase in reading.phrases:
        members = [item.text for item in phrase.items]
        if len(members) >= 2 and all(re.fullmatch(r"[\u4e00-\u9fff]{2,5}", m) for m in members):
            sure = [m for m in members if m in names or m in gazetteer() or re.search("[县镇乡]$", m)]
            others = [m for m in members if m not in sure]
            if sure and (len(others) <= len(sure) or all(_tagged(m) for m in others)):
                for member in members:
                    if not _KIND.match(member):
                        _know(names, member)
    return names


def _know(names: dict[str, str], full: str) -> None:
    names.setdefault(full, full)
    stem = re.sub(f"(?:{_SUFFIX})$", "", full)
    if len(stem) >= 2:
        names.setdefault(stem, full)


def _in_name(text: str, project: Candidate, known: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the places in one name: at its start, or before 段."""
    start = project.start
    written = text[start : project.end]
    # in `设立吉布提、迪拜海外仓` the first is written without what it is
    name = project.name if project.name.startswith(written) else written
    lead = re.match(r"[“\"《（(\s]*(?:现有|第[一二三四五六七八九十]+届|首届|国家|省|新建|启动|河北)?", name)
    begin = lead.end() if lead else 0
    found = _leading(name, begin, known) or _section(name, known)
    if found and found[1] <= len(written) and found != (0, len(name)):
        yield start + found[0], start + found[1]
        end = found[1]
        if (beside := listed(name, end)) and beside in regions():  # 陇中陇东
            yield start + end, start + end + len(beside)
        while (more := _NEXT.match(name, end)) and not _KIND.match(more.group(1)) and more.end() <= len(written):
            yield start + more.start(1), start + more.end(1)
            end = more.end()


def _leading(name: str, begin: int, known: dict[str, str]) -> tuple[int, int] | None:
    """Return where the place stands with which a project's name begins, if with any."""
    if (match := _NAMED.match(name, begin)) and not _KIND.match(match.group()) and _plausible(match.group(), name):
        county = listed(name, begin)
        if county and county in known and begin + len(county) < match.end() and match.group()[-1] in "河湖岛淀山":
            return begin, begin + len(county)
        return None if _OTHER.match(name, match.end()) else match.span()
    stems = (k for k in sorted(known, key=lambda k: (-len(k), k)) if name.startswith(k, begin))
    if stem := next((k for k in stems if not _OTHER.match(name, begin + len(k))), None):
        return begin, begin + len(stem)
    word = listed(name, begin)
    if not word:
        tagged = rjieba.tag(name[begin : begin + 10], False)
        geographic = tagged and tagged[0][1] == "ns" and len(tagged[0][0]) >= 2 and _GEOGRAPHIC.search(tagged[0][0])
        word = tagged[0][0] if geographic else None
    if word:
        return None if _not_a_place(word, name, begin) else (begin, begin + len(word))
    return village(name, begin)


def _section(name: str, known: dict[str, str]) -> tuple[int, int] | None:
    """Return where the place stands that tells which section of a road or river is meant (`保沧路高阳段`)."""
    match = re.search(rf"({alternatives(known)})[\u4e00-\u9fff]{{0,2}}段", name) if known else None
    if match:
        return match.span(1)
    end = name.find("段")
    sizes = (size for size in (3, 2) if size + 2 <= end and name[end - size : end] in gazetteer())
    return next(((end - size, end) for size in sizes), None)


def _not_a_place(word: str, name: str, begin: int) -> bool:
    return bool(
        word in ambiguous()
        or (word not in gazetteer() and re.fullmatch(".[东西南北中]", word))
        or _KIND.match(word)
        or _OTHER.match(name, begin + len(word))
        or re.search("[路街桥站]$|^(?:中国|三北|京津|非洲|长三角|华北)$", word)
    )


def _plausible(place: str, name: str) -> bool:
    """Tell whether a suffix ends a place's name and not a word: 庞口镇 污水…, but not 市中 心 or 中心城 区域."""
    if len(place) < 3 and place[-1] not in "县河湖":
        return False
    if re.search("沿线|连同|周边", place):
        return False
    return ends_word(name[name.find(place) :], len(place))


def _beside(reading: Reading, project: Candidate, known: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the places that are all the subject of the project's clause, or follow 在 before it."""
    clause = reading.clauses[reading.clause_at(project.start)]
    before = reading.text[clause.start : project.start]
    if match := _BEFORE.search(before):
        name = match.group(1)
        if not _KIND.match(name) and (name in known or name in gazetteer() or name[:-1] in gazetteer()):
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
            for p in re.findall(rf"[\u4e00-\u9fff]+?(?:{_SUFFIX})", reading.document.metadata.place)
            if p.endswith(level)
        ),
        None,
    )


def _all_places(text: str, base: int, start: int, end: int, known: dict[str, str]) -> Iterator[tuple[int, int]]:
    members = [(m.start(), m.end()) for m in re.finditer(r"[^、和]+", text[start:end])]
    names = [text[start + a : start + b] for a, b in members]
    if all(n in known or n in gazetteer() or _looks(n) for n in names):
        for a, b in members:
            yield base + start + a, base + start + b


def _looks(name: str) -> bool:
    """Tell whether a word that stands where a clause gives a place looks like the name of one."""
    if not 2 <= len(name) <= 5 or _KIND.match(name):
        return False
    return bool(_NAMED.fullmatch(name)) or _tagged(name)


@cache
def _tagged(name: str) -> bool:
    words = rjieba.tag(name, False)
    return len(words) == 1 and words[0][1] in ("ns", "nz", "nr") and not _KIND.match(name)
