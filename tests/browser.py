"""A real server over the bundled corpus, and pages in a real browser that tell of every trouble."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEFT = "net::ERR_ABORTED"  # the page was left or loaded anew before the answer came
PROBE = Path(__file__).with_name("probe.js")
Open = Callable[..., Page]


def zhengce(*words: str, data: Path) -> str:
    """Run the command as a user does; returns what it prints."""
    run = [sys.executable, "-m", "api.cli", *words, "--data", str(data)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[str]:
    """Serve a data folder on a free port, with settings by name; gives the address, without a slash at its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = [sys.executable, "-m", "api.cli", "serve", "--data", str(data), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    told = {**os.environ, **{f"ZHENGCE_{name.upper()}": value for name, value in settings.items()}}
    with subprocess.Popen(run, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _await(address + "/health", process)
            yield address
        finally:
            process.terminate()
            process.communicate(timeout=20)


def _await(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
        try:
            with urllib.request.urlopen(url) as answer:
                answer.read()
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    """The address of a server over the bundled corpus."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def exported(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled corpus as one offline file."""
    file = tmp_path_factory.mktemp("export") / "graph.html"
    zhengce("export", "--format", "html", "-o", str(file), data=built)
    return file


def chromium_path() -> str | None:
    """Where Chromium is, if anywhere."""
    return os.environ.get("ZHENGCE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that ZHENGCE_CHROMIUM names; skips where there is none."""
    path = chromium_path()
    if not path:
        pytest.skip("no Chromium on this machine, and `make browser` could not install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open a page and wait until it is drawn; at the end, every error and foreign request on any page is a failure.

    `width`, `height`, `scheme` are the screen's, `offline` cuts the network, `before` is run before the first load.
    """
    troubles: list[str] = []
    contexts = []

    def opened(
        url: str,
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        offline: bool = False,
        before: Callable[[Page], object] | None = None,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=offline, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.add_init_script(path=PROBE)
        watch(page, urlsplit(url).netloc, troubles)
        if before:
            before(page)
        page.goto(url)
        page.wait_for_selector("body[data-ready]", state="attached")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression holds; Playwright's own waiting evaluates strings, which the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"this never held: {expression}")


def settle(page: Page) -> None:
    """Wait until all that was asked of the page is there and painted; only then may a test read without waiting."""
    until(page, "document.querySelector('main').getAttribute('aria-busy') === 'false'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def watch(page: Page, host: str, troubles: list[str]) -> None:
    """Note errors of scripts, failed requests, dialogs, and requests to any other host."""
    page.on("console", lambda m: troubles.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(f"script: {e}"))
    page.on("requestfailed", lambda r: None if r.failure == LEFT else troubles.append(f"failed: {r.url} {r.failure}"))
    page.on("response", lambda r: troubles.append(f"{r.status}: {r.url}") if r.status >= 400 else None)

    def dialog(shown: object) -> None:
        troubles.append("a dialog was opened")
        shown.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dialog)

    def request(sent: object) -> None:
        parts = urlsplit(sent.url)  # type: ignore[attr-defined]
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            troubles.append(f"request to another host: {parts.geturl()}")

    page.on("request", request)
