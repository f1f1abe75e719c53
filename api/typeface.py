"""The Chinese font that comes with the software, in slices: for machines that have none of their own."""

import base64
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FAMILY = "Zhengce Han"
"""Named after all Chinese fonts of machines in every style sheet, so that no slice is loaded where there is one."""
FOLDER = Path(__file__).with_name("explorer") / "han"
SHEET = FOLDER / "han.css"
_FACE = re.compile(r"url\((han-\d+\.woff2)\).*?unicode-range:([^}]*)")


def face(name: str, points: Iterable[int]) -> str:
    """Return the rule for a slice with these code points, as one line.

    A machine without the characters has only boxes to show until the slice is there, so that nothing is shown.
    """
    ranges = ",".join(_ranges(sorted(points)))
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:400;font-display:block;'
        f'src:url({name}) format("woff2");unicode-range:{ranges}}}\n'
    )


def _ranges(points: list[int]) -> Iterator[str]:
    first = last = None
    for point in [*points, None]:
        if first is not None and last is not None and point != last + 1:
            yield f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
            first = None
        first, last = (point if first is None else first), point


@cache
def slices() -> dict[str, frozenset[int]]:
    """Return the code points of each slice by the name of its file."""
    found = {}
    for name, listed in _FACE.findall(SHEET.read_text(encoding="utf-8")):
        ends = [[int(end, 16) for end in one.strip().removeprefix("U+").split("-")] for one in listed.split(",")]
        found[name] = frozenset(point for pair in ends for point in range(pair[0], pair[-1] + 1))
    return found


def embedded(text: str) -> str:
    """Return the rules of the slices that a text needs, with the slices inside them."""
    used = frozenset(map(ord, text))
    return "".join(
        face(name, points).replace(f"url({name})", f"url(data:font/woff2;base64,{_base64(name)})")
        for name, points in slices().items()
        if points & used
    )


def _base64(name: str) -> str:
    return base64.b64encode((FOLDER / name).read_bytes()).decode()
