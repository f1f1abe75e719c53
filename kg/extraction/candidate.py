"""What a finder proposes, before names are merged into entities."""

from dataclasses import dataclass
from decimal import Decimal

from kg.entity import EntityType
from kg.observation import Bound, ObservationKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may be an entity: `start..end` in the view; `name` may complete what the text abbreviates.

    `垟心、黄华堡等旧村改造工程` gives two candidates with completed names and the spans of `垟心` and `黄华堡`.
    """

    type: EntityType
    name: str
    start: int
    end: int
    rule: str
    confidence: float
    aliases: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that may be an observation: the indicator's name, the value, and where both stand.

    `start..end` covers the value in the view, `evidence_start..evidence_end` the words that carry it with its
    indicator.
    """

    indicator: Candidate
    value: Decimal | None
    unit: str
    kind: ObservationKind
    period: str
    bound: Bound
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    rule: str
    confidence: float
    value_max: Decimal | None = None
    text: str | None = None
    growth: bool = False
