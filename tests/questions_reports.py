"""Two reports of one made-up county in the words of real ones, with what they say."""

import json
from functools import cache
from typing import Any

from corpus.document import Metadata
from corpus.reading import document_from_text
from corpus.structuring import structure
from kg.annotation import from_annotation
from kg.rdf import quads_of
from kg.store import Store

FIRST = """政府工作报告
2016年，地区生产总值完成100亿元，增长8%。启动东河大桥建设。推进放管服改革。
2017年目标：地区生产总值增长9%左右，一般公共预算收入达到12亿元，造林面积达到5万亩以上。由县水利局牵头实施西河治理工程，县财政局配合。
"""
SECOND = """政府工作报告
2017年，地区生产总值完成110亿元，增长8.9%，一般公共预算收入11亿元。东河大桥建成通车。深化放管服改革。新建南山公园。
"""


def _entity(id: str, type: str, name: str, *mentions: str) -> dict[str, Any]:
    return {"id": id, "type": type, "name": name, "mentions": list(mentions or (name,))}


def _value(
    indicator: str, value: float, unit: str, kind: str, period: str, evidence: str, **more: Any
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "value": value,
        "unit": unit,
        "kind": kind,
        "period": period,
        "bound": "=",
        "evidence": evidence,
        **more,
    }


def _link(type: str, head: str, tail: str, evidence: str, role: str | None = None) -> dict[str, Any]:
    return {"type": type, "head": head, "tail": tail, "role": role, "basis": "stated", "evidence": evidence}


FIRST_FACTS = {
    "entities": [
        _entity("b", "Project", "东河大桥", "东河大桥"),
        _entity("w", "Project", "西河治理工程"),
        _entity("r", "Reform", "放管服改革"),
        _entity("g", "Indicator", "地区生产总值"),
        _entity("p", "Indicator", "一般公共预算收入"),
        _entity("f", "Indicator", "造林面积"),
        _entity("a", "Agency", "县水利局"),
        _entity("c", "Agency", "县财政局"),
    ],
    "observations": [
        _value("g", 100, "亿元", "actual", "2016", "地区生产总值完成100亿元"),
        _value("g", 8, "%", "change", "2016", "增长8%", growth=True),
        _value("g", 9, "%", "target", "2017", "地区生产总值增长9%左右", growth=True) | {"bound": "~"},
        _value("p", 12, "亿元", "target", "2017", "一般公共预算收入达到12亿元"),
        _value("f", 5, "万亩", "target", "2017", "造林面积达到5万亩以上") | {"bound": ">="},
    ],
    "relations": [
        _link("hasStatus", "b", "status:ongoing", "启动东河大桥建设"),
        _link("hasStatus", "r", "status:ongoing", "推进放管服改革"),
        _link("responsibleBody", "w", "a", "由县水利局牵头实施西河治理工程", "lead"),
        _link("responsibleBody", "w", "c", "县财政局配合", "support"),
    ],
}
SECOND_FACTS = {
    "entities": [
        _entity("b", "Project", "东河大桥"),
        _entity("n", "Project", "南山公园"),
        _entity("r", "Reform", "放管服改革"),
        _entity("g", "Indicator", "地区生产总值"),
        _entity("p", "Indicator", "一般公共预算收入"),
    ],
    "observations": [
        _value("g", 110, "亿元", "actual", "2017", "地区生产总值完成110亿元"),
        _value("g", 8.9, "%", "change", "2017", "增长8.9%", growth=True),
        _value("p", 110000, "万元", "actual", "2017", "一般公共预算收入11亿元"),
    ],
    "relations": [
        _link("hasStatus", "b", "status:completed", "东河大桥建成通车"),
        _link("hasStatus", "r", "status:ongoing", "深化放管服改革"),
    ],
}


@cache
def reports() -> Store:
    """A store with the reports of 2017 (of 2016, with the targets of 2017) and 2018; not to be changed."""
    store = Store.open()
    store.load_vocabulary()
    for year, text, facts in ((2017, FIRST, FIRST_FACTS), (2018, SECOND, SECOND_FACTS)):
        metadata = Metadata(
            f"安平县{year}年政府工作报告",
            "安平县人民政府",
            "安平县",
            "county",
            "work_report",
            "",
            f"{year}-01-10",
            f"{year - 1}/{year}",
            year,
        )
        document = document_from_text(text, id=f"anping-{year}", metadata=metadata)
        extraction = from_annotation(json.loads(json.dumps(facts)), document)
        store.replace(document.id, quads_of(document, structure(document), extraction))
    return store
