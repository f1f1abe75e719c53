"""What of a model's reply is believed: items of known form whose quotes stand in the text; the rest is counted."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from corpus.span import Span
from corpus.view import View
from kg.claim import Claim, Role
from kg.entity import Entity, scored_class
from kg.errors import KnowledgeError
from kg.llm.schema import CLASSES, RELATIONS, STATUSES, ends, themes
from kg.llm.stretch import Stretch
from kg.naming import fold
from kg.observation import Bound, Observation, ObservationKind

CONFIDENCE = 0.5
"""How sure a model is taken to be: nobody has measured the user's."""
_PERIOD = re.compile(r"(?:19|20)\d\d(?:/(?:19|20)\d\d)?")
_LISTS = ("entities", "observations", "relations")


@dataclass(slots=True)
class Believed:
    """Items of one or several replies, and how many were dropped for which reason."""

    entities: list[Entity] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def parse(reply: str) -> dict[str, list[Any]]:
    """Return the lists of a reply; raises KnowledgeError where it is no JSON object with these lists."""
    text = re.sub(r"^```(?:json)?\s*|\s*```$", "", reply.strip())
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise KnowledgeError(f"the model's reply is no JSON ({error})", "ask again, or use another model") from error
    if not isinstance(data, dict) or any(not isinstance(data.get(name), list) for name in _LISTS):
        raise KnowledgeError(
            f"the model's reply lacks a list of {', '.join(_LISTS)}", "use a model that keeps to a JSON schema"
        )
    return {name: data[name] for name in _LISTS}


def believe(believed: Believed, reply: Mapping[str, Sequence[Any]], stretch: Stretch, view: View, rule: str) -> None:
    """Add what can be believed of a reply; ids of entities go on from those that are there."""
    ids: dict[str, Entity] = {}
    for item in reply["entities"]:
        entity = _entity(believed, item, stretch, view, rule)
        if entity is not None and item["id"] not in ids:
            ids[item["id"]] = entity
            believed.entities.append(entity)
    for item in reply["observations"]:
        if (observation := _observation(believed, item, ids, stretch, view, rule)) is not None:
            believed.observations.append(observation)
    for item in reply["relations"]:
        if (claim := _claim(believed, item, ids, stretch, view, rule)) is not None:
            believed.claims.append(claim)


def _quoted(believed: Believed, item: Any, texts: Sequence[str], stretch: Stretch, view: View) -> tuple[Span, ...]:
    """Return where an item's quote stands in the source; nothing, and counts it, where its form or quote is wrong."""
    if not isinstance(item, dict) or any(not isinstance(item.get(name), str) for name in (*texts, "quote")):
        believed.dropped["form"] += 1
        return ()
    place = stretch.text.find(item["quote"]) if item["quote"].strip() else -1
    if place < 0:
        believed.dropped["quote"] += 1
        return ()
    start = stretch.start + place
    return view.spans(start, start + len(item["quote"]))


def _entity(believed: Believed, item: Any, stretch: Stretch, view: View, rule: str) -> Entity | None:
    spans = _quoted(believed, item, ("id", "type", "name"), stretch, view)
    if not spans:
        return None
    if item["type"] not in CLASSES:
        believed.dropped["class"] += 1
        return None
    if not fold(item["name"]) or not _spelled_in(fold(item["name"]), fold(stretch.text)):
        believed.dropped["name"] += 1
        return None
    return Entity(f"m{len(believed.entities) + 1}", item["type"], item["name"], (), spans, rule, CONFIDENCE)


def _spelled_in(name: str, text: str) -> bool:
    """Tell whether a text has a name's characters in their order: a list's shared head may complete a name."""
    letters = iter(text)
    return name in text or all(char in letters for char in name)


def _observation(
    believed: Believed, item: Any, ids: Mapping[str, Entity], stretch: Stretch, view: View, rule: str
) -> Observation | None:
    spans = _quoted(believed, item, ("indicator", "value", "unit", "kind", "bound", "period"), stretch, view)
    if not spans:
        return None
    indicator = ids.get(item["indicator"])
    if indicator is None or indicator.type != "Indicator":
        believed.dropped["end"] += 1
        return None
    known = item["kind"] in get_args(ObservationKind) and item["bound"] in get_args(Bound)
    value = _number(item["value"])
    if (
        not known
        or value is None
        or item["value"].lstrip("-+") not in item["quote"]
        or item["unit"] not in stretch.text
    ):
        believed.dropped["value"] += 1
        return None
    period = item["period"] if _PERIOD.fullmatch(item["period"]) else ""
    growth = item.get("growth") is True
    return Observation(
        indicator.id, value, item["unit"], item["kind"], period, item["bound"], spans, rule, CONFIDENCE, growth=growth
    )


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 18 else None


def _claim(
    believed: Believed, item: Any, ids: Mapping[str, Entity], stretch: Stretch, view: View, rule: str
) -> Claim | None:
    spans = _quoted(believed, item, ("head", "type", "tail"), stretch, view)
    if not spans:
        return None
    head, tail = ids.get(item["head"]), ids.get(item["tail"])
    if item["type"] not in RELATIONS or head is None:
        believed.dropped["end"] += 1
        return None
    domain, target = ends(item["type"])
    value = _value(item["type"], item["tail"])
    fits = (
        tail is not None
        and tail.type in target
        and (scored_class(tail.type), tail.name)
        != (
            scored_class(head.type),
            head.name,
        )
    )
    if head.type not in domain or not (fits or value):
        believed.dropped["end"] += 1
        return None
    role = item.get("role") if item["type"] == "responsibleBody" and item.get("role") in get_args(Role) else None
    end = tail.id if tail is not None and fits else item["tail"]
    return Claim(head.id, item["type"], end, "stated", spans, rule, CONFIDENCE, role)


def _value(relation: str, tail: str) -> bool:
    """Tell whether the other end is a theme or status that this relation may have."""
    return (relation in ("serves", "measures") and tail in themes()) or (relation == "hasStatus" and tail in STATUSES)
