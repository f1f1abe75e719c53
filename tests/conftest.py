"""What several test files share."""

from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import anyio
import pytest
from fastapi.testclient import TestClient

from api import building, cli, library, shelf
from api.building import build
from api.settings import Settings
from api.web import create_app
from embeddings.encoder import load_encoder

pytest_plugins = ["browser"]

T = TypeVar("T")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Result]


def run_async(act: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function to its end in a thread of its own, for the browser keeps a loop in the tests' thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(anyio.run, act).result()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold documents and retrieval sets beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared with gold documents and retrieval sets")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _one_encoder() -> Iterator[None]:
    """Load each model once for all tests of a process; its files do not change."""
    once = cache(load_encoder)
    with pytest.MonkeyPatch.context() as patch:
        for module in (building, library, shelf):
            patch.setattr(module, "load_encoder", once)
        yield


@pytest.fixture(scope="session")
def built(_one_encoder: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled corpus; only to be read."""
    data = tmp_path_factory.mktemp("built") / "data"
    build([], Settings(data=data), prune=False, track=lambda items, _: items)
    return data


@pytest.fixture(scope="session")
def client(built: Path) -> Iterator[TestClient]:
    """A client of the application over the bundled corpus."""
    with TestClient(
        create_app(Settings(data=built)), base_url="http://127.0.0.1:8000", follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def zhengce(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The console command, run in this process from its real entry point."""

    def run(*words: str | Path) -> Result:
        monkeypatch.setattr("sys.argv", ["zhengce", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        code = ended.value.code
        assert "Traceback" not in err
        return Result(code if isinstance(code, int) else 0 if code is None else 1, out, err)

    return run
