"""Where in a project's name the place stands that it lies in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import rjieba

from kg.extraction.candidate import Candidate
from kg.extraction.place_names import ambiguous, ends_word, gazetteer, listed, regions, village

SUFFIX = "特别行政区|自治区|自治州|自治县|新区|街道|省|市|县|区|镇|乡|村|河|湖|湾|岛|淀|山"
# 本镇, 全县, 城区, 社区: words for kinds of place, not names of places
KIND = re.compile(
    r"^(?:[全本我各该外两三跨县市区镇乡省][省市县区镇乡村]?|[\u4e00-\u9fff]*(?:城市|都市|农村|乡村|新村|山村|城区|社区|园区|片区|景区|校区|小区|院区|库区|灌区|港区|特区|林区|牧区|老区|山区|地区|专区|厂区|辖区|街区|矿区|工业区|开发区|示范区|保税区|试验区|合作区|功能区|高新区|经开区|先行区|集聚区|聚集区|度假区|旅游区|风景区|保护区|商务区|自贸区|市场|超市|上市|中小河|黑臭河|运河|大河|江河|小镇|城镇|乡镇|集镇|建制镇|县市|省市|东北|华北|华东|华南|西部|中部|全国|火山|矿山|荒山|登山|爬山|[下返回进连帮][乡村]|[立强兴富]县|(?:优势|先进|生态|文明|示范|重点|美丽|旅游|特色|贫困|行政|自然|薄弱|未来|农民|康养)[县村镇])|[\u4e00-\u9fff]*(?:安置区|集中区|创新区|棚户区|生活区|作业区|实验区|服务区|商圈|水源地)|其[他余]村|[\u4e00-\u9fff]*旧村|[\u4e00-\u9fff]*(?:养区|核心区|门户区|自治区|城乡|古镇|中心镇|城中村|[江流]水)|(?:[入沿环绕即之一两]|滨[江河湖])[\u4e00-\u9fff]{1,4}|河湖|欧美|南美|海洋|[\u4e00-\u9fff]{1,3}国|[新老旧大小]?[\u4e00-\u9fff]?区)$"
)
# what follows a place's name where the whole is the name of a road or an institution
_OTHER = re.compile(
    r"[东西南北中]?(?:[一二三四五六七八九十]?路|[至到]|大道|大街|街|高速|铁路|高铁|汽车|工业大学|(?:锂|矿|药|纸|木|铝|乳|酒|置)业|集团|公司|股份|电器|重工|水泥|[\u4e00-\u9fff]{0,2}(?:铁路|高铁|高速|城际)(?!新城|新区|片区|站)|大酒店|中学|小学|一中|学院|大学|科技学院|职业|师范|水库|大桥|医院|红|经济|石化|煤矿|广场|商城|(?:度假)?酒店|民宿)"
)
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{1,5}}?(?:{SUFFIX})")
_GEOGRAPHIC = re.compile(r"[山河湖江岛湾关州城镇村区县市港岭峡口原甸岸川溪沟庄堡屯寨滩洲泉]$")
_NEXT = re.compile(r"[、和]([\u4e00-\u9fff]{1,4}?(?:镇|乡|村|县|区|街道|河|湖))")


@dataclass(frozen=True)
class Known:
    """The names that a document itself gives to places, each with its full form (`庞口`: `庞口镇`)."""

    full: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.full

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.full), default=0)

    def at(self, name: str, begin: int) -> Iterator[str]:
        """Yield the known names that stand at a place of a name, the longest first."""
        stems = (name[begin : begin + size] for size in range(self._longest, 1, -1))
        yield from dict.fromkeys(stem for stem in stems if stem in self.full)

    def before(self, name: str, end: int) -> str | None:
        """Return the longest known name that ends at a place of a name."""
        stems = (name[end - size : end] for size in range(min(self._longest, end), 1, -1))
        return next((stem for stem in stems if stem in self.full), None)


_PROVINCE = re.compile(
    "[\u4e00-\u9fff]{2,3}省|河北|山西|辽宁|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|四川|贵州|云南|陕西|甘肃|青海"
)


def places_in_name(text: str, project: Candidate, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the places in one name: at its start, or before 段."""
    start = project.start
    written = text[start : project.end]
    if re.fullmatch("“[^”]*”", written):  # a make or a slogan
        return
    # in `设立吉布提、迪拜海外仓` the first is written without what it is
    name = project.name if project.name.startswith(written) else written
    lead = re.match(
        r"(?:[A-Z]\d+|\d+千伏)?[“\"《（(\s]*(?:[东西南北中]部|现有|第[一二三四五六七八九十]+届|首届|国家|省|新建|启动)?",
        name,
    )
    begin = lead.end() if lead else 0
    province = _PROVINCE.match(name, begin)
    found = (
        (province and _leading(name, province.end(), known)) or _leading(name, begin, known) or _section(name, known)
    )
    if found and _OTHER.match(name, found[1]):
        found = None
    route = list(_route(name, known, len(written)))
    further = route or list(_further(written, found[1] if found else begin, known))
    yield from ((start + a, start + b) for a, b in further)
    if found and (
        route or (further and _PROVINCE.fullmatch(name, *found))
    ):  # 贵州能源水城发电项目 lies where its builder does not
        return
    if found and found[1] <= len(written) and found != (0, len(name)):
        yield start + found[0], start + found[1]
        end = found[1]
        if (beside := listed(name, end)) and beside in regions():  # 陇中陇东
            yield start + end, start + end + len(beside)
        while (more := _NEXT.match(name, end)) and not KIND.match(more.group(1)) and more.end() <= len(written):
            yield start + more.start(1), start + more.end(1)
            end = more.end()


_BRACKET = re.compile(r"[（(]([\u4e00-\u9fff·、—–-]{2,12}?)段?[）)]")
_PARTED = re.compile(r"[^·、—–-]+")
_ROUTE = re.compile(
    r"(?:[A-Z]\d+|[国省县]道)?(?:[\u4e00-\u9fff]{1,4}(?:线|高速))?([\u4e00-\u9fff]{2,5})[至—–-]([\u4e00-\u9fff]{2,5}?)(?=段|高速|公路|国道|省道|铁路|高铁|城际|快速路|客运专线)"
)


def _further(name: str, begin: int, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the places further on in a name: in brackets (`中国（宣城）综合试验区`), after a builder."""
    for bracket in _BRACKET.finditer(name, begin):
        parts = [m.span() for m in _PARTED.finditer(name, *bracket.span(1))]
        if all(name[a:b] in known or name[a:b] in gazetteer() or looks_like_place(name[a:b]) for a, b in parts):
            yield from parts
    at = 0
    for word in rjieba.cut(name):
        place = _listed_or_known(name, at, known) if at >= max(begin, 2) and name[at - 1] not in "至到" else None
        if place and not _OTHER.match(name, at + len(place)):
            yield at, at + len(place)
            return
        at += len(word)


def _route(name: str, known: Known, size: int) -> Iterator[tuple[int, int]]:
    """Yield the ends of a road or railway that stand within so many characters; a border (`陕川界`) is no place."""
    route = _ROUTE.match(name)
    if route and not _section(name, known):
        yield from (span for span in (route.span(1), route.span(2)) if span[1] <= size and name[span[1] - 1] != "界")


def _listed_or_known(name: str, at: int, known: Known) -> str | None:
    stem = next(known.at(name, at), None)
    return stem if stem and ends_word(name[at:], len(stem)) else listed(name, at)


def _leading(name: str, begin: int, known: Known) -> tuple[int, int] | None:
    """Return where the place stands with which a project's name begins, if with any."""
    match = _NAMED.match(name, begin)
    if match and match.end() < len(name) and not KIND.match(match.group()) and _plausible(match.group(), name):
        county = listed(name, begin)
        if county and county in known and begin + len(county) < match.end() and match.group()[-1] in "河湖岛淀山":
            return begin, begin + len(county)
        return None if _OTHER.match(name, match.end()) else match.span()
    if stem := next((k for k in known.at(name, begin) if not _OTHER.match(name, begin + len(k))), None):
        return begin, begin + len(stem)
    word = listed(name, begin)
    if not word:
        tagged = rjieba.tag(name[begin : begin + 10], False)
        geographic = tagged and tagged[0][1] == "ns" and len(tagged[0][0]) >= 2 and _GEOGRAPHIC.search(tagged[0][0])
        word = tagged[0][0] if geographic else None
    if word:
        return None if _not_a_place(word, name, begin) else (begin, begin + len(word))
    return village(name, begin)


def _section(name: str, known: Known) -> tuple[int, int] | None:
    """Return where the place stands that tells which section of a road or river is meant (`保沧路高阳段`)."""
    end = name.find("段")
    for last in range(end, max(end - 3, 1), -1):
        if stem := known.before(name, last):
            return last - len(stem), last
    sizes = (size for size in (3, 2) if size + 2 <= end and name[end - size : end] in gazetteer())
    return next(((end - size, end) for size in sizes), None)


def _not_a_place(word: str, name: str, begin: int) -> bool:
    return bool(
        word in ambiguous()
        or (word not in gazetteer() and re.fullmatch(".[东西南北中]", word))
        or KIND.match(word)
        or _OTHER.match(name, begin + len(word))
        or re.search("[路街桥站]$|^(?:中国|三北|京津|非洲|长三角|华北)$", word)
    )


def _plausible(place: str, name: str) -> bool:
    """Tell whether a suffix ends a place's name and not a word: 庞口镇 污水…, but not 市中 心 or 中心城 区域."""
    if len(place) < 3 and place[-1] not in "县河湖":
        return False
    if re.search("沿线|连同|周边|改造|林田|级|^(?:主要|重点|所有|部分|其他)", place):
        return False
    return ends_word(name[name.find(place) :], len(place))


def looks_like_place(name: str) -> bool:
    """Tell whether a word that stands where a clause gives a place looks like the name of one."""
    if not 2 <= len(name) <= 5 or KIND.match(name):
        return False
    return bool(_NAMED.fullmatch(name)) or is_tagged_place(name)


@cache
def is_tagged_place(name: str) -> bool:
    words = rjieba.tag(name, False)
    return len(words) == 1 and words[0][1] == "ns" and not KIND.match(name)
