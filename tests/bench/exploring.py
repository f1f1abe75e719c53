"""Speed of the explorer in headless Chromium: first paint, drawing the graph, and how long a reader waits."""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from browser import FLAGS, chromium_path, serving, settle, until

from api.building import build
from api.settings import Settings

from ..evals.table import table
from .clock import load
from .texts import paths

SECTION = """## Explorer

A window of 1440 × 900 in headless Chromium without a graphics card. Times by the clock, server included; beside them
the processor time of the page's main thread, which other programs do not lengthen.

{figures}
"""
WATCH = """window.tasks = []; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.tasks.push(entry.duration);
}).observe({ type: "longtask", buffered: true });"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
ACTS = {
    "a thing is selected": "Explorer.select(Probe.ids('Project')[0])",
    "neighbours are expanded": "Explorer.expand(Probe.ids('Project')[0])",
    "a theme is chosen": "(State.set({ theme: 'theme/green-development' }), Explorer.redraw())",
    "the text is opened": "Explorer.view('text')",
    "the indicators are opened": "Explorer.view('indicators')",
}


def report(policy: Path) -> str:
    """Return the section on the explorer, over the bundled document and over every twelfth policy document."""
    if chromium_path() is None:
        return "## Explorer\n\nNot measured: no Chromium on this machine.\n"
    many = paths(policy, 12)
    corpora = {"the bundled document": [], f"{len(many)} documents": many}
    return SECTION.format(figures="\n\n".join(_figures(label, some) for label, some in corpora.items()))


def _figures(label: str, documents: list[Path]) -> str:
    before = load()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        data = Path(place) / "data"
        build(documents, Settings(data=data), prune=False, track=lambda items, _: items)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with serving(data) as address:
            rows = measured(browser, address)
        browser.close()
    rows.append(["load before and after", f"{before}, {load()}", ""])
    return table((label, "milliseconds", "of processor time"), rows)


def measured(browser: Browser, address: str) -> list[list[str]]:
    """Return what is measured of a served corpus, by what."""
    rows = []
    first = [opened(browser, address, "") for _ in range(3)]
    rows.append(["first paint, median of three", f"{statistics.median(p.evaluate(PAINT) for p in first):,.0f}", ""])
    page = first[-1]
    for name, act in ACTS.items():
        rows.append([f"{name}, until all is there", *timed(page, act)])
    for limit in (300, 1000, 5000):
        page = opened(browser, address, "")
        rows.append([f"{limit:,} nodes wanted, until drawn", *timed(page, wanting(limit))])
        drawn = page.evaluate("Picture.count()")
        page = opened(browser, address, "")
        page.evaluate("window.tasks = []")
        rows.append([f"the same, laid out before ({drawn:,} nodes)", *timed(page, wanting(limit))])
        longest = max(page.evaluate("window.tasks"), default=0)
        rows.append(["longest time that the page did not answer", f"{longest:,.0f}", ""])
    return rows


def wanting(limit: int) -> str:
    """Return what draws so many nodes."""
    return f"(State.set({{ limit: '{limit}' }}), Explorer.redraw())"


def opened(browser: Browser, address: str, state: str) -> Page:
    """Return a fresh page with its probes, all there and painted."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
    page.add_init_script(script=WATCH)
    page.add_init_script(path=Path(__file__).resolve().parents[1] / "probe.js")
    page.goto(f"{address}/#lang=zh{state}")
    until(page, "Boolean(document.body?.dataset.ready)")
    settle(page)
    return page


def timed(page: Page, act: str) -> list[str]:
    """Do something in the page, and return how long it took until painted, by the clock and in processor time."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    painted = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    busy = processor(session)
    run = f"const t = performance.now(); await {act}; await {painted}; return performance.now() - t;"
    took = page.evaluate(f"(async () => {{ {run} }})()")
    return [f"{took:,.0f}", f"{1000 * (processor(session) - busy):,.0f}"]


def processor(session: Any) -> float:
    """Return the seconds of processor time that the page's main thread has had for tasks."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")
