"""Sorting more lines than memory holds."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby

RUN = 64 << 20
"""Bytes of lines that are sorted in memory at once; what is more waits in runs on disk."""


def sorted_lines(lines: Iterable[bytes], run: int = RUN) -> Iterator[bytes]:
    """Yield distinct lines, each with its end, in the order of their bytes."""
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        batch: list[bytes] = []
        size = 0
        for line in lines:
            batch.append(line)
            size += len(line)
            if size > run:
                file = files.enter_context(tempfile.TemporaryFile())
                file.writelines(sorted(batch))
                file.seek(0)
                runs.append(file)
                batch, size = [], 0
        batch.sort()
        merged = heapq.merge(*runs, batch) if runs else batch
        for line, _ in groupby(merged):
            yield line
