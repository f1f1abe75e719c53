"""What a question was understood to ask."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Family = Literal["things", "bodies", "values", "facts", "mentions", "documents", "promises", "changes"]
Language = Literal["zh", "en", "mixed"]
Aggregate = Literal["count", "max", "min", "first", "last"]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: `value` is an IRI or a literal; `start` and `end` are places in the question.

    A chip that no words stand for (a default, or a condition that was let go) has `start == end`. Where words stand for
    several things each has a chip, with what tells it from the others (class and jurisdiction) in `detail`.
    """

    slot: str
    value: str
    label_zh: str
    label_en: str
    text: str = ""
    start: int = 0
    end: int = 0
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Condition:
    """Things must have this claim: `things predicate targets`, of bodies in `role`."""

    predicate: str
    targets: tuple[str, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a claim must be made: in which documents, or in those of any of `places` (stems), a level and a year."""

    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    level: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return bool(self.documents or self.places or self.level or self.year)


@dataclass(frozen=True, slots=True)
class Plan:
    """One typed query. Which fields count depends on `family`.

    things: things of `classes` that meet all `conditions`, whose names have one word of each group of `words`; of what
    serves a theme what has one of `field_words` in its name or stands under one of `headings`; `own_words` are those of
    them that the question has, which are tried alone first; `called` are the things that `words` stand for, `fielded`
    those with one of `field_words` in their names, None where they are too many to list.
    bodies: bodies that `predicate` links to `subjects`, in `role`; `claims` are those whose sentences have `words`,
    None where they are not listed. facts: objects of `predicate` for `subjects`.
    values: observations of `subjects` (any indicator where empty), or of indicators that meet `conditions` and `words`;
    the `kind` reported is all but targets; `unit` is what the unit as written must hold.
    mentions, documents: where `subjects` are named; of documents the first or last given, or their count.
    promises: targets and their outcomes. changes: `documents` of the scope, the older first, and `change`.
    """

    family: Family
    classes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    predicate: str = ""
    role: str | None = None
    conditions: tuple[Condition, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    field_words: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    fielded: tuple[str, ...] | None = None
    claims: tuple[str, ...] | None = None
    scope: Scope = Scope()
    located: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    kind: str = ""
    growth: bool | None = None
    unit: str = ""
    aggregate: Aggregate | None = None
    change: str = ""
    outcome: str = ""
    chips: tuple[Chip, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return plain data without the chips: what may be changed and asked again."""
        data = asdict(self)
        del data["chips"], data["fielded"], data["claims"]
        return data


def plan_of(data: dict[str, Any]) -> Plan:
    """Return the plan of plain data in the form of `Plan.to_dict`, already checked for its values."""
    return Plan(
        **{
            **{key: _tuple(value) for key, value in data.items()},
            "conditions": tuple(
                Condition(**{key: _tuple(value) for key, value in each.items()}) for each in data.get("conditions", ())
            ),
            "scope": Scope(**{key: _tuple(value) for key, value in data.get("scope", {}).items()}),
        }
    )


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """Why a question has no answer from the graph, in both languages."""

    reason_zh: str
    reason_en: str
    chips: tuple[Chip, ...] = ()
