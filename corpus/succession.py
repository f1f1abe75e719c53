"""Counties whose whole territory passed to another of a new name or kind: 徐水县 is 保定市徐水区 since 2015."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Succession(NamedTuple):
    """That the county `former` became `now`, within a prefecture or municipality, in the year of the approval."""

    former: str
    prefecture: str
    now: str
    year: int


@cache
def successions() -> tuple[Succession, ...]:
    """Return what is known of, oldest first; none of the successors was succeeded in turn."""
    with Path(__file__).with_name("successions.toml").open("rb") as file:
        years = tomllib.load(file)
    return tuple(
        Succession(former, prefecture, now, int(year))
        for year, prefectures in sorted(years.items())
        for prefecture, pairs in prefectures.items()
        for former, now in (pair.split(">") for pair in pairs.split())
    )


def present(steps: Sequence[str]) -> list[str]:
    """Return the steps of a place with a county that is no more as the one that it became, and its prefecture."""
    for i, step in enumerate(steps):
        if found := _by_former().get(step):
            above = list(steps[:i])
            return [*above, *([] if found.prefecture in above else [found.prefecture]), found.now, *steps[i + 1 :]]
    return list(steps)


def former(steps: Sequence[str]) -> list[str]:
    """Return what the last step of a place was called before; empty where it was always called so."""
    return [
        each.former
        for each in successions()
        if steps and each.now == steps[-1] and (len(steps) == 1 or each.prefecture in steps)
    ]


@cache
def _by_former() -> dict[str, Succession]:
    return {each.former: each for each in successions()}
