"""Speed of the explorer in headless Chromium: first paint, drawing the graph, and how long a reader waits."""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from browser import FLAGS, chromium_path, serving, settle, until

from api.building import build
from api.library import Library
from api.settings import Settings

from ..evals.table import table
from .clock import load, percentile
from .texts import paths

REPETITIONS = 5
SECTION = """## Explorer

A window of 1440 × 900 in headless Chromium without a graphics card, motion reduced. Each of {repetitions} fresh pages
does these acts one after the other, without pointing at things before (which has the page ask for what a click would
show). Times by the clock from the input until all that it asked for is painted, server and network included, with
the 95th percentile; beside them the processor time of the page's main thread, which other programs do not lengthen. A
server that has just been started has read its lexicons by the second page.

{figures}
"""
WATCH = """window.tasks = []; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.tasks.push(entry.duration);
}).observe({ type: "longtask", buffered: true });
window.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => done(performance.now());
  after.port2.postMessage(null);
}));
new MutationObserver(async (_, watcher) => {
  if (!document.body?.dataset.ready || window.there) return;
  watcher.disconnect();
  window.there = await window.painted();
}).observe(document, { attributes: true, childList: true, subtree: true });
window.timed = async (act) => {
  const main = document.querySelector("main"), began = performance.now();
  await act();
  while (main.getAttribute("aria-busy") === "true") await new Promise((done) => setTimeout(done));
  return await window.painted() - began;
};"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
ACTS = {
    "a project is selected in the graph": "Explorer.select(Probe.ids('Project')[0])",
    "another project": "Explorer.select(Probe.ids('Project')[1])",
    "a theme": "Explorer.select('theme/green-development')",
    "an edge": "Explorer.select(Picture.links()[0].id)",
    "the selection is left": "Explorer.select('')",
    "neighbours are expanded": "Explorer.expand(Probe.ids('Project')[0])",
    "they are folded": "Explorer.fold(Probe.ids('Project')[0])",
    "filtered by a theme": "choose('filter-theme', 'theme/green-development')",
    "the filters are reset": "click('#reset')",
    "a class is hidden": "click('#legend [data-kind=Project]')",
    "and shown": "click('#legend [data-kind=Project]')",
    "the graph as a list": "click('#as-list')",
    "a thing is selected in it": "click('#list .thing', 8)",
    "the text is opened": "click('#views [data-view=text]')",
    "a mention in it is selected": "click('#reader-text .mention', 8)",
    "the indicators are opened": "click('#views [data-view=indicators]')",
    "an indicator is chosen": "click('#indicators .choice')",
    "the traces are opened": "click('#views [data-view=trace]')",
    "a trace is chosen": "click('#trace .choice')",
    "back to the graph": "click('#views [data-view=graph]')",
    "a question is asked": "Explorer.run('哪些项目服务于绿色发展', 'ask')",
    "the quote of an answer is opened": "click('#results-body .quote', 2)",
    "passages are searched": "Explorer.run('污水管网', 'search')",
    "a passage is opened": "click('#results-body .passage')",
    "the language is changed": "click('#language')",
}
HANDS = """const click = (selector, place = 0) => document.querySelectorAll(selector)[place].click();
const choose = (id, value) => {
  const box = document.getElementById(id);
  box.value = value;
  box.dispatchEvent(new Event("change"));
};
"""


def report(policy: Path, data: Path | None) -> str:
    """Return the section on the explorer: over the bundled document, some policy documents, and a data folder."""
    if chromium_path() is None:
        return "## Explorer\n\nNot measured: no Chromium on this machine.\n"
    many = paths(policy, 12)
    corpora = {"the bundled document": building([]), f"{len(many)} documents": building(many)}
    if data:
        corpora[f"{len(_library(data).documents().documents)} documents"] = given(data)
    figures = "\n\n".join(_figures(label, folder) for label, folder in corpora.items())
    return SECTION.format(figures=figures, repetitions=REPETITIONS)


Folder = Callable[[], Any]


def building(documents: list[Path]) -> Folder:
    """Return what makes a data folder of these documents for a while."""

    @contextmanager
    def made() -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as place:
            build(documents, Settings(data=Path(place) / "data"), prune=False, track=lambda items, _: items)
            yield Path(place) / "data"

    return made


def given(data: Path) -> Folder:
    """Return what lends a data folder that there is."""

    @contextmanager
    def lent() -> Iterator[Path]:
        yield data

    return lent


def _library(data: Path) -> Library:
    return Library.open(Settings(data=data))


def _figures(label: str, folder: Folder) -> str:
    before = load()
    with folder() as data, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with _library(data) as library:
            sizes = {d.id: len(library.record(d.id).document.source) for d in library.documents().documents}
        with serving(data) as address:
            rows = [*measured(browser, address, max(sizes, key=lambda id: sizes[id])), *drawn(browser, address)]
        browser.close()
    rows.append(["load before and after", f"{before}, {load()}", "", ""])
    return table((label, "median, ms", "95th percentile, ms", "of processor time, ms"), rows)


def measured(browser: Browser, address: str, longest: str) -> list[list[str]]:
    """Return how long pages take to open, and how long each act takes in them."""
    acts = {**ACTS, "the longest text is opened": f"Explorer.open({longest!r})"}
    opening: dict[str, list[float]] = {"first paint": [], "first paint of the graph, all there": []}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in acts}
    for _ in range(REPETITIONS):
        page = opened(browser, address, "")
        opening["first paint"].append(page.evaluate(PAINT))
        opening["first paint of the graph, all there"].append(page.evaluate("window.there"))
        page.wait_for_timeout(300)  # as a reader who looks at the page before anything else
        for name, act in acts.items():
            times[name].append(timed(page, act))
        page.context.close()
    return [
        *([name, *_spread(taken), ""] for name, taken in opening.items()),
        *(
            [name, *_spread([t for t, _ in taken]), f"{statistics.median(b for _, b in taken):,.0f}"]
            for name, taken in times.items()
        ),
    ]


def _spread(values: list[float]) -> list[str]:
    return [f"{statistics.median(values):,.0f}", f"{percentile(values, 0.95):,.0f}"]


def drawn(browser: Browser, address: str) -> list[list[str]]:
    """Return how long graphs of several sizes take until drawn, and how long the page does not answer meanwhile."""
    rows = []
    for limit in (300, 1000, 5000):
        times, longest, act = [], [], f"(State.set({{ limit: '{limit}' }}), Explorer.redraw())"
        for _ in range(1 + REPETITIONS):
            page = opened(browser, address, "")
            page.evaluate("window.tasks = []")
            times.append(timed(page, act))
            longest.append(max(page.evaluate("window.tasks"), default=0))
            count = page.evaluate("Picture.count()")
            page.context.close()
        first, *again = times
        rows.append([f"{limit:,} nodes wanted, laid out and drawn (once)", f"{first[0]:,.0f}", "", f"{first[1]:,.0f}"])
        busy = f"{statistics.median(b for _, b in again):,.0f}"
        rows.append([f"the same, laid out before ({count:,} nodes)", *_spread([t for t, _ in again]), busy])
        rows.append(["longest time that the page did not answer", *_spread(longest[1:]), ""])
    return rows


def opened(browser: Browser, address: str, state: str) -> Page:
    """Return a fresh page with its probes, all there and painted."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
    page.add_init_script(script=WATCH)
    page.add_init_script(path=Path(__file__).resolve().parents[1] / "probe.js")
    page.goto(f"{address}/#lang=zh{state}")
    until(page, "Boolean(window.there)")
    settle(page)
    return page


def timed(page: Page, act: str) -> tuple[float, float]:
    """Do something in the page, and return how long it took until painted, by the clock and in processor time (ms)."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    busy = processor(session)
    took = page.evaluate(f"(() => {{ {HANDS} return timed(async () => {{ await {act}; }}); }})()")
    spent = 1000 * (processor(session) - busy)
    session.detach()
    settle(page)
    return took, spent


def processor(session: Any) -> float:
    """Return the seconds of processor time that the page's main thread has had for tasks."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")
