"""How long answers take: all questions of the evaluations, and questions about names drawn from the corpus."""

import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.library import Library
from api.settings import Settings
from kg.questions.names import Names, seat
from kg.questions.naming import names_of

from ..evals.table import table
from .clock import load, percentile

EVALS = Path(__file__).resolve().parents[1] / "evals"
SETS = ("questions.toml", "questions_annotated.toml", "questions_fresh.toml")
BOUND = 0.3
"""Seconds within which an answer should be there."""
DRAWN = 40
"""So many things of each class are drawn from the corpus."""
SLOWEST = 10
FORMS = {
    "Project": ("{name}由谁负责", "what is {name} part of", "{name}在哪些文件中提到"),
    "Programme": ("{name}包括哪些项目", "which goals does {name} serve"),
    "Reform": ("谁牵头{name}", "who leads {name}"),
    "Task": ("{name}的责任单位是谁", "which bodies are responsible for {name}"),
    "Goal": ("哪些项目服务于{name}", "which projects serve {name}"),
    "Agency": ("{name}负责什么", "what does {name} lead"),
    "Indicator": ("{place}{name}是多少", "how much was {name} in {year}", "{year}年{name}最高的是哪里"),
    "Place": ("{name}有哪些项目", "which projects are located in {name}"),
}


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer: how many seconds it took by the clock and of processor time."""

    question: str
    family: str
    wall: float
    processor: float


def report(data: Path) -> str:
    """Return the section on questions, asked over a built data folder."""
    before = load()
    with Library.open(Settings(data=data)) as library:
        began = time.perf_counter(), time.process_time()
        library.warm()
        opened = time.perf_counter() - began[0], time.process_time() - began[1]
        documents = len(library.generation.manifest.documents)
        names = names_of(library.store)
        asked = list(dict.fromkeys([*_kept(), *_drawn(names)]))
        timed = [_timed(library, question) for question in asked]
    return SECTION.format(
        documents=f"{documents:,}",
        kept=len(set(_kept())),
        drawn=len(timed) - len(set(_kept())),
        opened=f"{opened[0]:.1f}",
        processor=f"{opened[1]:.1f}",
        figures=table(("time of an answer", "by the clock", "of the processor"), _figures(timed)),
        families=table(
            ("family", "questions", "median, ms", "95th percentile, ms", "within 300 ms"), list(_by_family(timed))
        ),
        slowest=table(("question", "family", "by the clock, ms", "of the processor, ms"), _slowest(timed)),
        load=f"{before}, {load()}",
    )


def _kept() -> Iterator[str]:
    """Yield the questions of the evaluations, in every wording."""
    for name in SETS:
        for tables in tomllib.loads((EVALS / name).read_text(encoding="utf-8")).values():
            for each in tables:
                asked = each["ask"]
                yield from [asked] if isinstance(asked, str) else asked


def _drawn(names: Names) -> Iterator[str]:
    """Yield questions about things drawn at random, always the same for the same graph."""
    chance = random.Random(631)
    by_class: dict[str, list[str]] = defaultdict(list)
    for iri, thing in names.things.items():
        by_class[thing.kind].append(iri)
    for kind, forms in FORMS.items():
        for iri in chance.sample(by_class[kind], min(DRAWN, len(by_class[kind]))):
            thing = names.things[iri]
            place = seat(next(iter(thing.within), ""))
            yield chance.choice(forms).format(name=thing.label, place=place, year=chance.randint(2016, 2025))
    reports = [d for d in names.documents.values() if d.level == "county" and d.year()]
    for each in chance.sample(reports, min(DRAWN, len(reports))):
        place, year = seat(each.place), each.year()
        yield f"{place}{int(year) - 1}年和{year}年报告相比新增了哪些项目"
        yield f"{place}{year}年提出的目标哪些完成了"


def _timed(library: Library, question: str) -> Timed:
    wall, processor = time.perf_counter(), time.process_time()
    answer = library.ask(question)
    took = time.perf_counter() - wall, time.process_time() - processor
    return Timed(question, answer["plan"]["family"] if answer["plan"] else "none", *took)


def _figures(timed: list[Timed]) -> list[list[str]]:
    columns = [[t.wall for t in timed], [t.processor for t in timed]]
    rows = [
        [f"{label}, ms", *(f"{percentile(column, share) * 1000:,.0f}" for column in columns)]
        for label, share in (("median", 0.5), ("95th percentile", 0.95), ("99th percentile", 0.99), ("longest", 1.0))
    ]
    return [*rows, ["within 300 ms", *(_within(column) for column in columns)]]


def _by_family(timed: list[Timed]) -> Iterator[list[str]]:
    families: dict[str, list[float]] = defaultdict(list)
    for each in timed:
        families[each.family].append(each.processor)
    for family, times in sorted(families.items()):
        median, high = (f"{percentile(times, share) * 1000:,.0f}" for share in (0.5, 0.95))
        yield [family, str(len(times)), median, high, _within(times)]


def _within(times: list[float]) -> str:
    return f"{sum(t <= BOUND for t in times) / len(times):.1%}"


def _slowest(timed: list[Timed]) -> list[list[str]]:
    slowest = sorted(timed, key=lambda t: -t.processor)[:SLOWEST]
    return [[t.question, t.family, f"{t.wall * 1000:,.0f}", f"{t.processor * 1000:,.0f}"] for t in slowest]


SECTION = """## Questions

{documents} documents; {kept} questions of the evaluations and {drawn} about names drawn from the corpus, each asked
once, one at a time, with the passages that are offered beside the answer. Opening all that answers need took {opened}
seconds ({processor} of the processor).

{figures}

Load before and after: {load}. By what kind of question it was taken for, in processor time:

{families}

The slowest:

{slowest}
"""
