"""Tags, and the rows that have each, mapped into memory."""

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


class Postings:
    """For each name the rows that have it, ascending; a row may have any number of names."""

    def __init__(self, rows: dict[str, NDArray[np.uint32]]) -> None:
        self._rows = rows

    @classmethod
    def of(cls, names_of_rows: Iterable[Collection[str]]) -> "Postings":
        """Return the postings of the names of row 0, 1, 2 and so on."""
        found: dict[str, list[int]] = {}
        for row, names in enumerate(names_of_rows):
            for name in set(names):
                found.setdefault(name, []).append(row)
        return cls({name: np.array(found[name], np.uint32) for name in sorted(found)})

    @classmethod
    def merge(cls, parts: Sequence[tuple["Postings", Rows]]) -> "Postings":
        """Join postings; each comes with the new row of every old row, ascending, -1 for one that is gone."""
        rows: dict[str, NDArray[np.uint32]] = {}
        for name in sorted({name for postings, _ in parts for name in postings.names}):
            moved = np.concatenate([places[postings.rows([name])] for postings, places in parts])
            if (moved >= 0).any():
                rows[name] = moved[moved >= 0].astype(np.uint32)
        return cls(rows)

    @classmethod
    def open(cls, path: Path) -> "Postings":
        """Open what `write` wrote at PATH."""
        names, ends = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        rows = np.load(path.with_suffix(".npy"), mmap_mode="r")
        return cls({name: rows[a:b] for name, a, b in zip(names, [0, *ends], ends, strict=False)})

    def write(self, path: Path) -> None:
        """Write the files PATH.json and PATH.npy."""
        ends = np.cumsum([len(rows) for rows in self._rows.values()], dtype=np.int64).tolist()
        path.with_suffix(".json").write_text(json.dumps([self.names, ends], ensure_ascii=False), encoding="utf-8")
        np.save(path.with_suffix(".npy"), np.concatenate([np.zeros(0, np.uint32), *self._rows.values()]))

    @property
    def names(self) -> list[str]:
        """All names, sorted."""
        return list(self._rows)

    def rows(self, names: Iterable[str]) -> Rows:
        """Return the rows of any of these names, ascending; unknown names have none."""
        parts = [self._rows[name] for name in sorted(set(names)) if name in self._rows]
        return np.unique(np.concatenate(parts)).astype(np.int64) if parts else np.zeros(0, np.int64)
