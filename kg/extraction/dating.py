"""For which time a value holds."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.document import Metadata
from corpus.period import resolve
from kg.extraction.clause import Clause, Part
from kg.extraction.reading import Reading

_PLAN = r"(?:[“\"]十[一二三四]?五[”\"]|十[一二三四]?五(?=时期|期间|以来|末|期|规划|初))(?:时期|期间|以来|末|期末|初)?"
_TIME = re.compile(
    r"(?:(?:19|20)\s?\d\s?\d\s?年?\s?[-—–－~～至到]{1,2}\s?)?(?:19|20)\s?\d\s?\d\s?年(?:底|末|初|前)?"
    rf"|{_PLAN}|[今去明上前后]年(?!级|轻|度会)|(?:未来|今后|过去|近|最近|接下来)的?(?:几|[一二三四五六七八九十]|\d)年|"
    r"(?:这|[一二三四五六七八九十])年(?:多)?(?:来|间)|(?:利用|用)[一二三四五六七八九十\d]年(?:左右)?(?:的)?时间|本届政府|[本上]一?届"
)
# a base that something is compared with is no time of the value
_BASE = re.compile(
    r"(?:比|较|与|相当于)\s?(?P<base>(?:19|20)\d\d\s?年|[“\"]?十[一二三四]?五[”\"]?|上年|去年|五年前|年初)"
    r"|(?:是|为|由|从)\s?(?P<former>(?:19|20)\d\d\s?年|[“\"]?十[一二三四]?五[”\"]?|上年|去年)(?:底|末|初|时期|期间)?的"
)
_NAMED = re.compile(r"[《“\"][^》”\"]{0,40}$|[（(]$")
_AIM = re.compile(r"[”\"]?(?:规划)?(?:目标|任务)")
_FLOW = re.compile(r"累计|共(?!享|同|建)|五年|总计|合计")


@dataclass(frozen=True, slots=True)
class Times:
    """For each clause the period its own words or its sentence give (may be empty), and that of its surroundings."""

    own: tuple[str, ...]
    around: tuple[str, ...]
    metadata: Metadata

    def of(self, clause: Clause, flow: bool) -> str:
        """Return the period of a value in a clause; a level within a span of past years is that of its last year."""
        period = self.own[clause.index] or self.around[clause.index]
        if not flow and clause.part != "plan" and "/" in period:
            return period.partition("/")[2]
        return period


def times(reading: Reading) -> Times:
    """Read the times of all clauses: the clause's own words, its sentence, its paragraph, its headings."""
    metadata = reading.document.metadata
    sections = _sections(reading)
    term = _term(reading)
    own: list[str] = []
    around: list[str] = []
    sentence = passage = -1
    inherited = held = ""
    for clause in reading.clauses:
        if clause.passage != passage:
            passage, held = clause.passage, ""
        if clause.sentence != sentence:
            sentence, inherited = clause.sentence, ""
        found, lasting = expression(clause.text, metadata)
        inherited = found or inherited
        if lasting:
            held = found
        own.append(found or inherited)
        around.append(held or sections[clause.section] or default(clause, metadata) or term.get(clause.part, ""))
    return Times(tuple(own), tuple(around), metadata)


_COMING = re.compile(r"(?:未来|今后)的?五年")
_PAST = re.compile(r"五年来|过去的?五年")
_PARTS: tuple[Part, ...] = ("review", "plan")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!前|以来)")
_HORIZON = re.compile(r"(?:到|至)\s?(20\d\d)\s?年")


def _term(reading: Reading) -> dict[str, str]:
    """Return what the parts speak of where the masthead does not tell: by the years named, or the document's own.

    A report on a term of five years looks back on five years and ahead to the year that it aims at.
    """
    metadata = reading.document.metadata
    years = Counter(m.group(1) for m in _HORIZON.finditer(reading.text))
    if years and _COMING.search(reading.text) and _PAST.search(reading.text):
        last = int(min(years.items(), key=lambda item: (-item[1], item[0]))[0])
        return {"review": f"{last - 9}/{last - 5}", "plan": str(last)}
    if metadata.year:
        return {"plan": str(metadata.year)} if metadata.kind == "other" else {}
    named = {part: _only_year(reading, part) for part in _PARTS}
    return {part: year for part, year in named.items() if year}


def _only_year(reading: Reading, part: Part) -> str:
    """Return the one year that the clauses of a part name, empty where they name none or several."""
    text = "\n".join(c.text for c in reading.clauses if c.part == part)
    years = {m.group(1) for m in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else ""


def expression(text: str, metadata: Metadata) -> tuple[str, bool]:
    """Return the period that a clause names, and whether it opens the clause and so may hold for what follows."""
    bases = {m.start("base" if m.group("base") else "former") for m in _BASE.finditer(text)}
    for match in _TIME.finditer(text):
        if (
            _AIM.match(text, match.end())
            or any(match.start() <= b < match.end() for b in bases)
            or _NAMED.search(text[: match.start()])
        ):
            continue
        found = resolve(re.sub(r"\s", "", match.group()), metadata)
        if found:
            head = text[: match.start()].strip('“" 力争确保预计截至止自从在')
            return found, not head.replace("到", "").replace("。", "") and len(text) <= match.end() + 2
    return "", False


def base_of(text: str, metadata: Metadata) -> str:
    """Return the base year that a growth is taken over (比2005年 → 2005), empty where the words name none."""
    match = _BASE.search(text)
    found = resolve(match.group("base") or match.group("former"), metadata) if match else ""
    return "" if "/" in found else found


def default(clause: Clause, metadata: Metadata) -> str:
    """Return what a document's own period says of a clause: its past years for a review, its last for a plan."""
    first, _, last = metadata.period.partition("/")
    if clause.part == "review":
        past = str(metadata.year - 1) if metadata.year else first
        if first < past < last:  # a report on a whole term
            return f"{first}/{past}"
        return first or (str(metadata.year - 1) if metadata.year and metadata.kind == "work_report" else "")
    if clause.part == "plan" and metadata.kind in ("work_report", "news"):
        return last or first or (str(metadata.year) if metadata.year else "")
    return last or first


def adds_up(text: str, worked: bool) -> bool:
    """Tell whether a value adds up over its period (work done, what 累计 says) and is no level at its end."""
    return worked or bool(_FLOW.search(text))


def _sections(reading: Reading) -> list[str]:
    """Return for each section the period its own heading or that of a section around it names."""
    text = reading.text
    found: list[str] = []
    for section in reading.structure.sections:
        period = ""
        if section.index:
            period = expression(text[section.start : section.heading_end], reading.document.metadata)[0]
        if not period and section.parent is not None and section.parent < len(found):
            period = found[section.parent]
        found.append(period)
    return found
