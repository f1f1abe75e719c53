"""Cuts a Chinese font into slices that a browser loads as a page needs them: `python -m api.slicing FONT TEXTS ...`.

FONT is Noto Sans CJK (the collection or its Simplified Chinese file); TEXTS are folders of plain text and of lexicons,
by whose use characters go into slices: the commonest together, so that most pages load few. All characters of GB 2312
are in, and what else is used, for names of places have rare ones. Writes the slices and han.css into explorer/han.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from api.typeface import FAMILY, FOLDER, SHEET, face

COMMONEST, SIZE = 200, 300
"""Characters in the first slice, which nearly every page needs, and in every other."""
_SIMPLIFIED = 2
"""The place of Simplified Chinese in the collection."""
_MARKS = (range(0x2014, 0x2027), range(0x2190, 0x2194), range(0x2460, 0x2474), range(0x2713, 0x2718),
          range(0x3000, 0x3020), range(0xFF01, 0xFF5F))  # fmt: skip


def characters(folders: Iterable[Path]) -> list[str]:
    """Return the characters that the slices hold, the commonest in these folders first."""
    files = sorted(path for folder in folders for form in ("*.txt", "*.toml") for path in folder.rglob(form))
    used = Counter(c for path in files for c in path.read_text(encoding="utf-8"))
    standard = set(_standard()) | {chr(point) for run in _MARKS for point in run}
    others = {c for c in used if 0x3400 <= ord(c) < 0xA000}
    return sorted(standard | others, key=lambda c: (-used[c], c))


def _standard() -> Iterator[str]:
    """Yield the Chinese characters and signs of GB 2312 (rows 1 to 3, 16 to 87)."""
    for row in (*range(1, 4), *range(16, 88)):
        for cell in range(1, 95):
            try:
                yield bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def slices(wanted: Iterable[str], known: Iterable[int]) -> list[list[int]]:
    """Return code points of `wanted` that the font knows, slice by slice, each sorted."""
    has = set(known)
    points = [ord(c) for c in wanted if ord(c) in has and ord(c) > 0x7F]
    cuts = [0, *range(COMMONEST, len(points), SIZE), len(points)]
    return [sorted(points[a:b]) for a, b in pairwise(cuts)]


def cut(font: Path, points: list[int], target: Path) -> None:
    """Write the part of the font for these code points as WOFF 2, without hints and layout that no page here needs."""
    options = subset.Options(
        flavor="woff2", font_number=_SIMPLIFIED, layout_features=["vert"], hinting=False, desubroutinize=True,
        name_IDs=[0, 1, 2, 13, 14], notdef_outline=True, recalc_timestamp=False,
    )  # fmt: skip
    loaded = subset.load_font(str(font), options)
    part = subset.Subsetter(options)
    part.populate(unicodes=points)
    part.subset(loaded)
    subset.save_font(loaded, str(target), options)


def main(font: Path, texts: Iterable[Path]) -> None:
    """Write all slices and the style sheet that names them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.woff2"):
        old.unlink()
    with TTFont(font, fontNumber=_SIMPLIFIED if font.suffix == ".ttc" else -1) as whole:
        known = set(whole.getBestCmap())
    rules = []
    for number, points in enumerate(slices(characters(texts), known)):
        name = f"han-{number:02}.woff2"
        cut(font, points, FOLDER / name)
        rules.append(face(name, points))
        print(f"{name}  {len(points)} characters  {(FOLDER / name).stat().st_size} bytes", file=sys.stderr)
    head = f"/* {FAMILY}: Noto Sans CJK SC (LICENCE.txt) in slices, written by `make font`. */\n"
    SHEET.write_text(head + "".join(rules), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), map(Path, sys.argv[2:]))
