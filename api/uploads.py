"""Documents added through the explorer: kept in the data folder, and built one after another beside the server."""

import multiprocessing
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from api.building import BuildReport, build
from api.problem import BadRequest, TooLarge, known_errors
from api.schema import Upload
from api.settings import Settings
from corpus.reading import READERS
from kg import disk

_Item = TypeVar("_Item")

FOLDER = "uploads"
KEPT, WAITING = 100, 20
"""So many uploads are remembered, and so many may wait."""
_NAME = 120


class Uploads:
    """The uploads of one server. A build runs in its own process, so that the server answers meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: OrderedDict[str, Upload] = OrderedDict()
        self._files: queue.Queue[tuple[str, Path]] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def add(self, name: str, content: bytes) -> Upload:
        """Keep a file and queue its build; raises BadRequest or TooLarge for what is not taken."""
        safe = _safe(name)
        if len(content) > self._settings.upload_megabytes << 20:
            raise TooLarge(f"{safe} has more than {self._settings.upload_megabytes} MB", "split it or shrink it")
        if not content:
            raise BadRequest(f"{safe} is empty", "choose a file that holds text")
        folder = self._settings.data / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        upload = Upload(id=uuid4().hex[:12], name=safe, state="waiting")
        with self._lock:
            if self._files.full():
                raise BadRequest(f"{WAITING} files are waiting", "add this one when they are done")
            disk.write(folder / safe, content)
            self._known[upload.id] = upload
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            self._files.put_nowait((upload.id, folder / safe))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()
        return upload

    def get(self, id: str) -> Upload | None:
        """Return how far an upload is; None for one that is unknown or long past."""
        return self._known.get(id)

    def _tell(self, id: str, **changes: object) -> None:
        with self._lock:
            if id in self._known:
                self._known[id] = self._known[id].model_copy(update=changes)

    def _work(self) -> None:
        while True:
            id, path = self._files.get()
            try:
                self._build(id, path)
            except OSError as error:
                self._tell(id, state="failed", problem=f"{path.name}: {error}; try again")

    def _build(self, id: str, path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_built, args=(theirs, path, self._settings), daemon=True)
        self._tell(id, state="building")
        process.start()
        theirs.close()
        told: BuildReport | str = f"{path.name}: the build was killed, perhaps for want of memory; try a smaller file"
        try:
            while isinstance(message := ours.recv(), tuple):
                step, done, total = message
                self._tell(id, step=step, done=done, total=total)
            told = message
        except EOFError:
            pass  # `told` says so
        process.join()
        if isinstance(told, str) or told.problems:
            problem = told if isinstance(told, str) else told.problems[0]
            path.unlink(missing_ok=True)
            self._tell(id, state="failed", problem=problem.replace(str(path), path.name))
        else:
            self._tell(id, state="done", document=next(iter([*told.added, *told.replaced, *told.unchanged]), None))


def _built(tell: Connection, path: Path, settings: Settings) -> None:
    """Build one file, telling each step as (what, done, total) and at the end the report, or what went wrong."""

    def track(items: Iterable[_Item], description: str) -> Iterator[_Item]:
        wanted = list(items)
        for done, item in enumerate(wanted):
            tell.send((description, done, len(wanted)))
            yield item

    try:
        tell.send(build([path], settings, prune=False, track=track, jobs=1))
    except known_errors() as error:
        tell.send(str(error))


def _safe(name: str) -> str:
    """Return a file name without folders and control characters; raises BadRequest for a type that is not read."""
    base = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    stem, dot, ending = base.rpartition(".")
    if not stem or f"{dot}{ending.lower()}" not in READERS:
        raise BadRequest(f"{base or 'the file'} is of a type that is not read", f"use {', '.join(sorted(READERS))}")
    while len(stem.encode()) > _NAME:
        stem = stem[:-1]
    return f"{stem}.{ending.lower()}"
