"""Claims: one relation, where it is written, and on what ground."""

from dataclasses import dataclass
from typing import Literal

from corpus.span import Span

Relation = Literal["serves", "responsibleBody", "establishes", "partOf", "locatedIn", "measures", "hasStatus"]
Basis = Literal["stated", "section", "inferred"]
Role = Literal["lead", "support", "operate"]


@dataclass(frozen=True, slots=True)
class Claim:
    """`subject` is an entity id; `object` is one too, or `theme:绿色发展`, or `status:completed|ongoing|planned`.

    `evidence` are verbatim spans of the source, at least one; `rule` names what found it; `confidence` is in (0, 1].
    """

    subject: str
    predicate: Relation
    object: str
    basis: Basis
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    role: Role | None = None
    certain: bool = True
