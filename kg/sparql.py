"""Queries from outside: admitted by the gate, run in killable processes within bounds of time, rows and memory."""

import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from kg import worker
from kg.answer import Answer, Kind
from kg.errors import QueryError, QueryRefused, QueryTimeout, QueryTooLarge
from kg.gate import admit

START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query: `seconds` of wall time, `rows` (or triples) of the answer, `memory` in bytes."""

    seconds: float = 10.0
    rows: int = 10_000
    memory: int = 1 << 30


class Pool:
    """Worker processes over one store. Safe to share between threads; close it, or use it in `with`.

    Workers start when they are needed, and anew after one was killed.
    """

    def __init__(self, store: Path, *, size: int = 2, limits: Limits | None = None) -> None:
        self._store, self._limits = store, limits or Limits()
        self._lock = threading.Lock()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(None)

    def run(self, text: str) -> Answer:
        """Run a query; raises QueryRefused, QueryTimeout or QueryTooLarge, each with its remedy."""
        text = admit(text)
        deadline = time.monotonic() + self._limits.seconds
        try:
            found = self._idle.get(timeout=self._limits.seconds)
        except queue.Empty:
            raise QueryTimeout("all query processes are busy", "try again in a moment") from None
        try:
            if found is None or found.store != self._store or not found.alive:
                if found is not None:
                    found.close()
                found = None
                found = _Worker(self._store, self._limits.memory)
                deadline = time.monotonic() + self._limits.seconds
            return found.run(text, self._limits, deadline)
        finally:
            self._idle.put(found if found is not None and found.alive else None)

    def reopen(self, store: Path) -> None:
        """Answer what is asked from now on from another store."""
        self._store = store

    def close(self) -> None:
        """End the idle workers."""
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for found in idle:
            if found is not None:
                found.close()
            self._idle.put(None)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """One process, as long as it lives."""

    def __init__(self, store: Path, memory: int) -> None:
        self.store = store
        self._process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-I", worker.__file__, str(store), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self._buffer = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        try:
            ready = self._read(time.monotonic() + START_SECONDS)
        except TimeoutError:
            ready = None
        if ready is None:
            raise QueryError(f"{store}: the store cannot be queried ({self.close()[-300:]})", "build again")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, text: str, limits: Limits, deadline: float) -> Answer:
        self._input.write(json.dumps({"query": text, "rows": limits.rows}).encode() + b"\n")
        self._input.flush()
        try:
            found = self._read(deadline)
        except TimeoutError as error:
            self.close()
            raise QueryTimeout(
                f"the query ran for more than {limits.seconds:g} seconds",
                "ask for less: name a document or a class, add a LIMIT, or bind more of each pattern",
            ) from error
        if found is None or found[0] == "memory":
            self.close()
            raise QueryTooLarge(
                f"the query needed more than {limits.memory >> 20} MB of memory",
                "avoid patterns that share no variable, and ORDER BY or GROUP BY over everything",
            )
        return _answer(*found, limits)

    def close(self) -> str:
        """Kill the process; return what it said on standard error."""
        self._process.kill()
        _, errors = self._process.communicate()
        self._selector.close()
        return errors.decode(errors="replace")

    def _read(self, deadline: float) -> tuple[str, bytes] | None:
        """Return the next answer, None where the process ended; raises TimeoutError after the deadline."""
        while b"\n" not in self._buffer:
            if not self._fill(deadline):
                return None
        line, _, self._buffer = self._buffer.partition(b"\n")
        head = json.loads(line)
        parts, size = [self._buffer], len(self._buffer)
        while size < head["size"]:
            self._buffer = b""
            if not self._fill(deadline):
                return None
            parts.append(self._buffer)
            size += len(self._buffer)
        content = b"".join(parts)
        self._buffer = content[head["size"] :]
        return head["kind"], content[: head["size"]]

    def _fill(self, deadline: float) -> bool:
        if not self._selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        chunk = os.read(self._output.fileno(), 1 << 20)
        self._buffer += chunk
        return bool(chunk)


def _answer(kind: str, content: bytes, limits: Limits) -> Answer:
    if kind == "large":
        raise QueryTooLarge(f"the answer has more than {limits.rows:,} rows", "add a LIMIT, or ask for less")
    if kind == "error":
        raise QueryRefused(f"the query cannot be run: {content.decode(errors='replace')}", "correct it and ask again")
    kinds: dict[str, Kind] = {"rows": "rows", "boolean": "boolean", "graph": "graph"}
    return Answer(kinds[kind], content)
