"""Take the pictures of the README from the real page: `python tests/screenshots.py FOLDER`."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from browser import FLAGS, chromium_path, serving, zhengce
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

SHOWN = {
    "zh": {"q": "哪些项目服务于绿色发展", "lang": "zh"},
    "en": {"q": "which projects serve green development", "lang": "en"},
}
CHOSEN = "苏岙垃圾场生态治理工程"


def take(browser: Browser, address: str, language: str, file: Path) -> None:
    """Ask, choose an answer, and take the window with its evidence in the reader."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(f"{address}/#{urlencode(SHOWN[language])}")
    page.locator(".answer", has_text=CHOSEN).locator(".quote").first.click()
    page.locator("#reader-text mark").first.wait_for()
    page.mouse.move(5, 895)
    page.wait_for_timeout(1500)
    page.locator("#results").evaluate("(panel) => { panel.scrollTop = 0; }")
    # 256 colours are enough, for a third of the bytes; this method keeps the rare ones, which tell classes apart.
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, optimize=True)
    page.close()


def main(folder: Path) -> None:
    """Build the bundled corpus, serve it, and write explorer-zh.png and explorer-en.png."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        zhengce("build", data=Path(data) / "data")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with serving(Path(data) / "data") as address:
            for language in SHOWN:
                take(browser, address, language, folder / f"explorer-{language}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
