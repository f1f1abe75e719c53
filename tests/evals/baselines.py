"""What extraction must beat: two plain ways to find the names of things."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import rjieba

from kg.entity import scored_class
from kg.extraction.lexicon import alternatives, load
from kg.naming import fold
from kg.scoring import CLASSES

Names = Mapping[str, str]
"""The class of each name."""

_SHORTEST = 2
_NOMINAL = re.compile(r"(?:n|vn|an|l$|i$|j$|b$|eng$|s$)")
_HEADS = {
    "Reform": ("改革", "制度", "机制", "体制", "试点", "办法", "模式"),
    "Goal": ("高地", "强市", "强县", "强省", "全覆盖", "现代化", "小康", "样板", "格局", "标杆", "城市"),
    "Agency": (
        "局",
        "委",
        "办",
        "厅",
        "部",
        "署",
        "会",
        "委员会",
        "政府",
        "公司",
        "集团",
        "办公室",
        "单位",
        "法院",
        "检察院",
    ),
    "Project": (
        "工程",
        "项目",
        "行动",
        "计划",
        "大道",
        "公路",
        "铁路",
        "大桥",
        "园",
        "园区",
        "中心",
        "基地",
        "平台",
        "医院",
        "学校",
        "规划",
    ),
}


def lexicon_names() -> dict[str, str]:
    """Return the whole names that the lexicons list; they list none of goals."""
    agencies, programmes, reforms = load("agencies"), load("programmes"), load("reforms")
    bodies = [name for row in (*agencies["known"], *load("national_bodies")["bodies"]) for name in row]
    listed = {
        "Agency": [*bodies, *agencies["mass"]],
        "Project": programmes["words"]["known"],
        "Reform": reforms["known"],
        "Indicator": load("indicators")["words"]["bare"],
    }
    return {name: kind for kind, names in listed.items() for name in sorted(names) if len(name) >= _SHORTEST}


def gold_names(annotations: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names and aliases that these annotations hold, places left out."""
    return {
        name: kind
        for annotation in annotations
        for entity in annotation["entities"]
        if (kind := scored_class(entity["type"])) in CLASSES
        for name in sorted({entity["name"], *entity["aliases"]})
        if len(name) >= _SHORTEST
    }


def dictionary(text: str, names: Names) -> dict[str, Any]:
    """Find names verbatim, the longest where several begin at one place."""
    found = re.findall(alternatives(names), text) if names else []
    return _annotation((name, names[name]) for name in found)


def chunks(text: str) -> dict[str, Any]:
    """Find runs of nominal words by jieba's parts of speech; the class is told by the last word or a number after."""
    return _annotation(found for line in re.split(r"[，。；：、！？\s]", text) for found in _chunks(rjieba.tag(line)))


def _chunks(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    run: list[str] = []
    for (word, tag), (after, after_tag) in pairwise([*words, ("", ""), ("", "")]):
        if _NOMINAL.match(tag):
            run.append(word)
            continue
        if len(run) > 1:
            counted = tag == "m" or (tag.startswith("v") and after_tag == "m") or after.isdigit()
            kind = _kind(run[-1], counted=counted)
            if kind:
                yield "".join(run), kind
        run = []


def _kind(head: str, *, counted: bool) -> str | None:
    for kind, heads in _HEADS.items():
        if head.endswith(heads):
            return kind
    return "Indicator" if counted else None


def _annotation(found: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return an annotation with one entity for each name, in order of first appearance."""
    kinds = {(fold(name), kind): name for name, kind in found}
    entities = [
        {"id": f"e{number}", "type": kind, "name": name, "aliases": [], "certain": True}
        for number, ((_, kind), name) in enumerate(kinds.items(), start=1)
    ]
    return {"entities": entities, "observations": [], "relations": []}
