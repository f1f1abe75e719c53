"""Entities: the things that a document names."""

from dataclasses import dataclass
from typing import Literal

from corpus.span import Span

EntityType = Literal["Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"]
_SCORED: dict[EntityType, EntityType] = {"Programme": "Project", "Task": "Reform"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as one document names it.

    `id` is local to the document (`e1`). `name` is the canonical name, the fullest form; `mentions` are places in the
    source, in order. `certain` is false where a careful reader could disagree that it is an entity of this type.
    `rule` names what found it; `confidence` is in (0, 1].
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    rule: str
    confidence: float
    certain: bool = True


def scored_class(entity_type: EntityType) -> EntityType:
    """Return the class by which a thing is scored and identified: a programme is a project, a task is a reform."""
    return _SCORED.get(entity_type, entity_type)
