"""Tasks: the numbered or titled tasks of opinions, schemes and work plans."""

import re
from bisect import bisect_right
from collections.abc import Container

from corpus.document import Kind
from corpus.section import Section
from kg.extraction.candidate import Candidate
from kg.extraction.lexicon import pattern
from kg.extraction.reading import Reading

_KINDS: frozenset[Kind] = frozenset({"opinion", "plan", "scheme", "notice"})
_LONGEST = 40
_FEWEST = 3
_SENTENCE = re.compile(r"[。；：]")
_FRAME = re.compile(r"任务|措施|工作要求|组织实施|重点工作|组织保障")
_STEP = re.compile(r"第|[—–]|[a-z]")


def find(reading: Reading) -> list[Candidate]:
    """Return the tasks in reading order, each named by its heading's title, or by its words where a list assigns it."""
    headed = sections(reading)
    found = [_candidate(reading, section) for section in headed]
    return sorted([*found, *_assigned(reading)], key=lambda c: c.start) if headed else []


def _assigned(reading: Reading) -> list[Candidate]:
    """Return the works that a division of duties assigns sentence by sentence (`经发办负责园区的排查工作；`)."""
    matches = list(pattern("tasks", "assigned").regex.finditer(reading.text))
    if len(matches) < _FEWEST:
        return []
    return [Candidate("Task", m.group("work"), *m.span("work"), "task-assigned", 0.6, certain=False) for m in matches]


def _candidate(reading: Reading, section: Section) -> Candidate:
    heading = reading.text[section.start : section.heading_end]
    start = heading.find(section.title)
    first, last = (
        (section.start + start, section.start + start + len(section.title))
        if start >= 0
        else (section.start, section.start + len(heading.rstrip()))
    )
    return Candidate("Task", section.title, first, last, "task-heading", 0.9)


def sections(reading: Reading) -> list[Section]:
    """Return the sections that are tasks (annotation guide, section 1, Task), in reading order.

    An outermost heading that others divide further is a chapter, not a task.
    """
    all_sections = reading.structure.sections
    if not (_titled(reading) or _dutiful(reading)):
        return []
    aims = pattern("tasks", "no-task").regex
    divided = {s.parent for s in all_sections if s.number}
    outer = min((s.level for s in all_sections if s.number), default=0)
    barred: set[int] = set()
    found: list[Section] = []
    for section in all_sections[1:]:
        if section.parent in barred or (aims.search(section.title) and not _FRAME.search(section.title)):
            barred.add(section.index)
        elif _is_task(section, section.level == outer and section.index in divided) and not aims.search(section.title):
            found.append(section)
    return found


def around(reading: Reading, section: int, found: Container[int]) -> int:
    """Return the innermost of the sections found that holds a section, or is it; where none does, the section."""
    return next((s.index for s in reversed(reading.structure.path(section)) if s.index in found), section)


def _titled(reading: Reading) -> bool:
    """Tell whether a document is of a kind and title that set tasks."""
    metadata = reading.document.metadata
    return metadata.kind in _KINDS and bool(pattern("tasks", "sets-tasks").regex.search(metadata.title or "意见"))


def _dutiful(reading: Reading) -> bool:
    """Tell whether a document says at the end of several of its numbered sections who answers for them."""
    duties = [match.end() for match in pattern("bodies", "bracket").regex.finditer(reading.text)]
    numbered = [section.start for section in reading.structure.sections if section.number]
    return len({bisect_right(numbered, end) for end in duties} - {0}) >= _FEWEST


def _is_task(section: Section, chapter: bool) -> bool:
    title = section.title
    numbered = bool(section.number) and not _STEP.match(section.number)
    if pattern("tasks", "body").regex.fullmatch(title):
        return False
    return numbered and not chapter and 3 <= len(title) <= _LONGEST and not _SENTENCE.search(title)
