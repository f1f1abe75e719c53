"""How often a target and what is told to have become of it belong together: two samples, read and judged.

Both were drawn at random from the pairs with a result in 321 reports of 32 places that gave several (../shared/policy):
the first before its faults were used to mend the pairing, the second, without pairs of the first, after that. A pair is
right where the result is what the report says of that target's thing, place and years, and the outcome follows from the
two. Faults: `place`, `years` (a total or mean of several years, or a target that is none), `thing`, `outcome`, `quote`.
Places are offsets in the source as `corpus.reading` gives it; `python -m tests.evals.pairs` prints the figures.
"""

from collections import Counter
from pathlib import Path

from tests.evals.merges import interval

FILE = Path(__file__).with_name("pairs.tsv")


def table() -> list[str]:
    """Return precision by sample as lines of a Markdown table, with how often each fault was found."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    lines = ["| pairs | judged | right | precision | 95 % interval | faults |", "|---|---|---|---|---|---|"]
    for sample in ("1", "2"):
        mine = [row for row in rows if row[0] == sample]
        right = sum(row[1] == "right" for row in mine)
        low, high = interval(right, len(mine))
        faults = ", ".join(f"{fault} {n}" for fault, n in Counter(row[2] for row in mine if row[2]).most_common())
        share = f"{right / len(mine):.3f} | {low:.3f}–{high:.3f}"
        lines.append(f"| sample {sample} | {len(mine)} | {right} | {share} | {faults} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
