"""What the explorer asks of the server: few things, each once, and what a click would show before the click."""

from urllib.parse import urlsplit

import pytest
from browser import Open, settle, until
from playwright.sync_api import Page

from api import assets

pytestmark = pytest.mark.xdist_group("explorer")


def asked(page: Page) -> list[str]:
    """Return what the page has asked the server for since it was opened, or since this was called last, but fonts."""
    names = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    page.evaluate("performance.clearResourceTimings()")
    addresses = (urlsplit(name) for name in names)
    found = [f"{a.path}?{a.query}" if a.query else a.path for a in addresses]
    return [name for name in found if "/han-" not in name and "icon.svg" not in name]


def test_the_page_asks_for_each_thing_once(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=en")
    until(page, "performance.getEntriesByType('resource').some((e) => e.name.includes('/documents/'))")
    found = asked(page)
    assert len(found) == len(set(found)), found
    assert [name.partition("?")[0] for name in found if "/static/" in name and ".js" in name] == [
        "/static/vis-network.min.js",
        f"/static/{assets.BUNDLE}",
    ]
    assert {name.partition("?")[0] for name in found if "/static/" not in name} == {
        *("/health", "/access", "/marks", "/documents", "/themes", "/graph", "/documents/liushi-2016")
    }


def test_what_was_asked_for_is_at_hand(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    until(page, "performance.getEntriesByType('resource').some((e) => e.name.includes('/documents/'))")
    asked(page)
    first, second = page.evaluate("Probe.ids('Project').slice(0, 2)")
    for id in (first, second):
        page.evaluate("(id) => Explorer.select(id)", id)
        settle(page)
        assert asked(page) == [f"/entities/{id}"]
    page.evaluate("(id) => Explorer.select(id)", first)
    for view in ("text", "graph"):
        page.evaluate("(view) => Explorer.view(view)", view)
    page.locator("#language").click()
    settle(page)
    assert asked(page) == []
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "nodes" in page.locator("#graph-note").text_content().lower()


def test_what_is_pointed_at_is_asked_for_before_the_click(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh&view=list")
    until(page, "performance.getEntriesByType('resource').some((e) => e.name.includes('/documents/'))")
    asked(page)
    thing = page.locator("#list .thing.Project").first
    thing.hover()
    until(page, "performance.getEntriesByType('resource').some((e) => e.name.includes('/entities/'))")
    assert [name.partition("-")[0] for name in asked(page)] == ["/entities/project"]
    thing.click()
    settle(page)
    assert "/entities/" not in "".join(name for name in asked(page) if "neighbors" not in name)
    assert page.locator("#detail-body h2").is_visible()


def test_files_of_the_page_are_kept_by_a_name_that_changes_with_them() -> None:
    page = assets.page()
    for name in (assets.BUNDLE, "vis-network.min.js", "explorer.css", "icon.svg"):
        assert f"static/{name}?v=" in page
    assert page.count("<script") == 2
    bundle = assets.read(assets.BUNDLE).decode()
    assert all(assets.read(name).decode() in bundle for name in assets.SCRIPTS)
