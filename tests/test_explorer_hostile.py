"""Documents and names that try to be more than text, in the explorer and in an exported file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Open, serving, settle, zhengce
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.xdist_group("explorer")

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BREAKOUT = "</script><script>alert(3)</script>\"'&lt;{{7*7}}"
TURNED = "\u202e\u2067逆序\u200f"
LONG = "长" * 10_000
TEXT = f"""{SCRIPT}镇政府工作报告
——2017年2月1日在{SCRIPT}镇人民代表大会上
一、推进绿色发展
实施{SCRIPT}工程，建设{TURNED}大桥工程，启动“{BREAKOUT}”行动计划。
完成污水管网工程20公里，开展“{LONG}”专项行动，启动{LONG}工程。
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder built of one hostile document."""
    folder = tmp_path_factory.mktemp("hostile")
    document = folder / "hostile.txt"
    document.write_text(TEXT, encoding="utf-8")
    title = json.dumps(f"{SCRIPT}{TURNED}{BREAKOUT}{LONG}", ensure_ascii=True)
    document.with_suffix(".toml").write_text(f"title = {title}\n", encoding="utf-8")
    zhengce("build", str(document), data=folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def hostile_server(hostile: Path) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


def still_usable(page: Page) -> None:
    """Nothing became an element, nothing is wider than the window, and the parts still work."""
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    assert page.evaluate("document.querySelectorAll('main script').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.locator("#as-list").click()
    page.locator("#list .thing").first.click()
    settle(page)
    assert page.locator("#detail-body h2").bounding_box()["height"] < 400  # type: ignore[index]
    page.locator("#as-list").click()
    settle(page)
    assert page.locator("#graph canvas").is_visible()


def test_a_hostile_document_is_text(hostile_server: str, open_page: Open) -> None:
    page = open_page(hostile_server + "/#lang=zh&mode=search&q=污水管网")
    page.locator(".hit .passage").first.click()
    settle(page)
    assert page.locator("#reader-text").text_content() == TEXT
    still_usable(page)


@pytest.mark.parametrize("label", [SCRIPT, BREAKOUT, TURNED, LONG, LONG.replace("长", "W")])
def test_hostile_names_are_text(server: str, open_page: Open, label: str) -> None:
    """Every name that the server sends is replaced, so that each place that shows one is reached."""

    def renamed(route: Route) -> None:
        body = json.loads(route.fetch().text(), object_hook=lambda it: {**it, "label": label} if "label" in it else it)
        route.fulfill(json=body)

    def before(page: Page) -> None:
        for pattern in ("**/graph?*", "**/entities/**", "**/ask?*", "**/search?*", "**/documents/*"):
            page.route(pattern, renamed)

    page = open_page(server + "/#lang=zh&q=哪些项目服务于绿色发展", before=before)
    page.locator(".answer .thing").first.click()
    settle(page)
    still_usable(page)
    page.get_by_role("button", name="以此为路径起点").click()
    assert len(page.locator("#graph-note").inner_text()) < 20_000
    assert len(page.title()) < 200


@pytest.mark.parametrize("label", [SCRIPT, TURNED, LONG])
def test_hostile_names_are_text_in_traces_and_charts(server: str, open_page: Open, label: str) -> None:
    def renamed(route: Route) -> None:
        body = json.loads(route.fetch().text(), object_hook=lambda it: {**it, "label": label} if "label" in it else it)
        route.fulfill(json=body)

    def before(page: Page) -> None:
        for pattern in ("**/graph?*", "**/entities/**", "**/entities?*", "**/trace?*", "**/series?*", "**/documents/*"):
            page.route(pattern, renamed)

    page = open_page(server + "/#lang=zh&view=trace", before=before)
    for view in ("trace", "indicators"):
        page.evaluate("(view) => { location.hash = `lang=zh&view=${view}`; }", view)
        page.locator(f"#{view} .choice").first.click()
        settle(page)
        assert page.locator(f"#{view} .figures").is_visible()
        assert page.evaluate("document.querySelectorAll('main img, main script').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
        drawn = page.evaluate("Drawing.view() ? new XMLSerializer().serializeToString(Drawing.view()) : ''")
        assert "<script" not in drawn
        assert "<img" not in drawn


def test_a_hostile_export_is_text(hostile: Path, open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    zhengce("export", "--format", "html", "-o", str(file), data=hostile)
    page = open_page(file.as_uri() + "#lang=zh&mode=search&q=污水管网", offline=True)
    page.locator(".hit .passage").first.click()
    settle(page)
    assert page.locator("#reader-text").text_content() == TEXT
    still_usable(page)
