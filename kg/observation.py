"""Observations: one value of one indicator."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.span import Span

ObservationKind = Literal["actual", "target", "change"]
Bound = Literal["=", ">=", "<=", "~"]


@dataclass(frozen=True, slots=True)
class Observation:
    """A value as written: `9.6` with unit `万平方米`, never 96000.

    `indicator` is an entity id. `value_max` closes a range; a ratio such as 1:62:37 has no value but `text`.
    `period` is a year, a span `2012/2016`, or empty. `growth` tells a value that is a growth, a fall or a multiple
    of a base.
    """

    indicator: str
    value: Decimal | None
    unit: str
    kind: ObservationKind
    period: str
    bound: Bound
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    value_max: Decimal | None = None
    text: str | None = None
    growth: bool = False
