"""How often things that the rules merge are one: two samples of 200 merges each, read in their contexts and judged.

The first was drawn from the county reports of several years in ../shared/policy (76 documents of 21 counties), before
its errors were used to mend the rules; the second, after that, from what the first left over and 24 reports of one
province. A pair counts as two where the contexts leave it in doubt. Congresses of several terms count as one body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

FILE = Path(__file__).with_name("merges.tsv")


@dataclass(frozen=True, slots=True)
class Judged:
    """A merge that was judged: `verdict` is "one" or "two"."""

    sample: str
    place: str
    kind: str
    name: str
    into: str
    rule: str
    verdict: str


def judged() -> list[Judged]:
    """Return all judged merges, sample by sample."""
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [Judged(*line.split("\t")) for line in lines]


def interval(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share, square = right / total, z * z
    middle = share + square / (2 * total)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    return (middle - half) / (1 + square / total), (middle + half) / (1 + square / total)


def table(merges: Sequence[Judged]) -> list[str]:
    """Return precision by sample and by rule as lines of a Markdown table."""
    lines = ["| merges | judged | one | precision | 95 % interval |", "|---|---|---|---|---|"]
    groups = [(f"sample {sample}", [m for m in merges if m.sample == sample]) for sample in ("1", "2")]
    groups += [(rule, [m for m in merges if m.rule == rule]) for rule in sorted({m.rule for m in merges})]
    for name, group in groups:
        right = sum(m.verdict == "one" for m in group)
        low, high = interval(right, len(group))
        lines.append(f"| {name} | {len(group)} | {right} | {right / len(group):.3f} | {low:.3f}–{high:.3f} |")
    return lines
