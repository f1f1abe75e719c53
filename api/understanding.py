"""From files to what they contribute, in as many processes as the machine has cores, in the order of the files."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path

from api.extractors import Extractors
from api.problem import ApiError
from corpus.errors import CorpusError
from corpus.reading import read
from corpus.structuring import structure
from kg import contribution
from kg.contribution import Contribution
from kg.errors import KnowledgeError
from kg.manifest import Entry
from kg.rdf import quads_of
from kg.validation import Violation, validate_quads

ALONE = 8
"""Up to so many files are read by this process: another one takes longer to start."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file, the id of its document, what is stored of it already, and the folder for what it contributes."""

    path: Path
    id: str
    stored: Entry | None
    pending: Path
    extractors: Extractors = field(default_factory=Extractors)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file says: `found` is None where it is stored already, or where `problem` says why it cannot be stored.

    `dropped` counts a model's items that were not believed, by reason.
    """

    id: str
    found: Contribution | None = None
    problem: str = ""
    dropped: Mapping[str, int] = field(default_factory=dict)


def understand(task: Task) -> Understood:
    """Read, structure, extract and validate one file, unless an earlier build that did not end has done so."""
    try:
        document = read(task.path, id=task.id)
    except CorpusError as error:
        return Understood(task.id, problem=str(error))
    if task.stored is not None and task.stored.matches(document, task.extractors.name):
        return Understood(task.id)
    left = contribution.find(task.pending, document, task.extractors.name)
    if left is not None:
        return Understood(task.id, left)
    shape = structure(document)
    try:
        extraction, dropped = task.extractors(document, shape)
    except KnowledgeError as error:
        return Understood(task.id, problem=f"{task.path}: {error}")
    quads = quads_of(document, shape, extraction)
    broken = validate_quads(quads)
    if broken:
        return Understood(task.id, problem=_told(task.path, broken))
    found = contribution.write(task.pending, document, shape, extraction, quads, task.extractors.name)
    return Understood(task.id, found, dropped=dropped)


def understand_all(tasks: Sequence[Task], jobs: int | None = None) -> Generator[Understood, None, None]:
    """Yield what each file says, in order, worked out by so many processes (None: as many as there are cores).

    Raises ApiError where one of the processes was killed. Close the iterator to end the processes early.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    processes = min(len(tasks), jobs or cores)
    if len(tasks) <= ALONE or processes < 2:
        yield from map(understand, tasks)
        return
    # Not forked: the store and the indexes have threads, and a fork may take a lock that one of them holds.
    context = multiprocessing.get_context("spawn")
    resource_tracker.ensure_running()
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)
    waiting: deque[Future[Understood]] = deque()
    try:
        for task in tasks:
            with _deaf():
                waiting.append(pool.submit(understand, task))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ApiError(
            "a process that reads documents was killed, perhaps for want of memory", "free memory and build again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold back interrupts; processes started meanwhile never hear one, as this process ends them itself."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Let this process end when the one that started it is gone, even if that was killed."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _told(path: Path, broken: Sequence[Violation]) -> str:
    first, more = broken[0], f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    where = " ".join(filter(None, (first.focus, first.path, first.value)))
    return f"{path}: its graph breaks a shape at {where}: {first.message}{more}; report this with the document"
