"""Chinese on a machine that has no Chinese font: in the page, on the canvas of the graph, and in files made of both."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import FLAGS, Open, chromium_path, settle, until, watch
from PIL import Image
from playwright.sync_api import Browser, Page, Route

import corpus
from api import typeface
from api.assets import read

pytestmark = pytest.mark.xdist_group("explorer")

LATIN = re.compile("dejavu|liberation", re.I)
PLAIN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
ASKED = "/#lang=zh&q=哪些项目服务于绿色发展"
DRAWN = """([text, face]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
  const pen = canvas.getContext("2d");
  pen.font = `30px ${face}`;
  return [...text].map((c) => { pen.clearRect(0, 0, 40, 40); pen.fillText(c, 4, 32); return canvas.toDataURL(); });
}"""


@pytest.fixture(scope="module")
def latin(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium on a machine whose only fonts are Latin; skips where there are none to give it."""
    folder = tmp_path_factory.mktemp("latin")
    found = [path for path in Path("/usr/share/fonts").rglob("*.ttf") if LATIN.search(path.name)]
    if not found:
        pytest.skip("no Latin font under /usr/share/fonts")
    for path in found:
        (folder / path.name).symlink_to(path)
    (folder / "fonts.conf").write_text(PLAIN.format(fonts=folder, cache=folder / "cache"), encoding="utf-8")
    told = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=FLAGS, env=told)
    yield browser
    browser.close()


@pytest.fixture
def bare_page(latin: Browser, server: str) -> Iterator[Page]:
    """The explorer as such a machine shows it, every error and foreign request being a failure."""
    troubles: list[str] = []
    page = latin.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watch(page, server.removeprefix("http://"), troubles)
    page.goto(server + ASKED)
    page.wait_for_selector("body[data-ready]", state="attached")
    settle(page)
    until(page, "document.fonts.status === 'loaded'")
    yield page
    page.close()
    assert not troubles


def fonts_of(page: Page, selector: str) -> set[str]:
    """Return the families that a browser really drew the text of an element with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {str(font["familyName"]) for font in used}


def slices_loaded(page: Page) -> list[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    return [name for name in names if name.endswith(".woff2")]


def test_chinese_is_drawn_in_the_page_and_on_the_canvas(bare_page: Page) -> None:
    for selector in (".brand b", ".answer .thing", ".answer .quote", "#views [data-view=graph]"):
        assert "Noto Sans CJK SC" in fonts_of(bare_page, selector)
    face = bare_page.evaluate("Labels.face")
    words = "绿色发展政策项目服务于"
    boxes, real = (bare_page.evaluate(DRAWN, [words, f]) for f in ("sans-serif", face))
    assert len(set(boxes)) == 1, "this machine has a Chinese font after all"
    assert len(set(real)) == len(set(words))
    assert not set(real) & set(boxes)
    loaded = slices_loaded(bare_page)
    assert 0 < len(loaded) < len(typeface.slices())


def test_the_graph_is_written_anew_when_the_font_has_come(latin: Browser, server: str) -> None:
    held: list[Route] = []
    page = latin.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.route("**/*.woff2", lambda route: held.append(route))  # a built-in method is no handler
    page.goto(server + ASKED, wait_until="commit")  # its load waits for the font
    page.wait_for_selector("body[data-ready]", state="attached")
    settle(page)
    seen = "document.querySelector('#graph canvas').toDataURL()"
    before = page.evaluate(seen)
    assert page.evaluate("Picture.written().length") > 10
    while held:
        held.pop().continue_()
        page.evaluate("new Promise(requestAnimationFrame)")
    until(page, "document.fonts.status === 'loaded'")
    until(page, f"(before) => {seen} !== before", before)
    page.close()


def test_pictures_carry_the_font_that_their_maker_needed(bare_page: Page, latin: Browser) -> None:
    drawing = bare_page.evaluate(
        "(async (svg) => { await Typeface.embed(svg); return svg.outerHTML; })(Drawing.view())"
    )
    assert "data:font/woff2" in drawing
    bare_page.locator("#export summary").click()
    with bare_page.expect_download() as download:
        bare_page.get_by_role("button", name="PNG", exact=True).click()
    assert Image.open(Path(download.value.path())).getbbox()
    elsewhere = latin.new_page()
    elsewhere.set_content(drawing)
    until(elsewhere, "[...document.fonts].length && [...document.fonts].every((face) => face.status === 'loaded')")
    assert "Noto Sans CJK SC" in fonts_of(elsewhere, "svg text")
    elsewhere.close()


def test_an_offline_file_brings_its_font(exported: Path, latin: Browser) -> None:
    page = latin.new_page()
    page.goto(exported.as_uri() + "#lang=zh&view=text&doc=liushi-2016")
    page.wait_for_selector("body[data-ready]", state="attached")
    settle(page)
    until(page, "document.fonts.status === 'loaded'")
    assert "Noto Sans CJK SC" in fonts_of(page, "#reader-text")
    page.close()


def test_a_machine_with_a_chinese_font_loads_no_slice(server: str, open_page: Open) -> None:
    page = open_page(server + ASKED)
    if len(set(page.evaluate(DRAWN, ["政策", "sans-serif"]))) == 1:
        pytest.skip("no Chinese font on this machine")
    assert slices_loaded(page) == []
    assert "Noto Sans CJK SC" in fonts_of(page, ".answer .thing")


def test_slices_hold_what_policy_texts_are_written_in() -> None:
    points = [point for part in typeface.slices().values() for point in part]
    assert len(points) == len(set(points)) > 7000
    text = (Path(corpus.__file__).with_name("documents") / "liushi-2016.txt").read_text(encoding="utf-8")
    standard = bytes(b for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    wanted = {
        c for c in text + standard.decode("gb2312", "ignore") + read("words.js").decode() if "\u3000" < c < "\uffe0"
    }
    assert not {c for c in wanted if ord(c) not in points}
    for name in typeface.slices():
        assert read(name).startswith(b"wOF2")
    assert sum(path.stat().st_size for path in typeface.FOLDER.iterdir()) < 2_000_000
    assert not typeface.embedded("plain English")
