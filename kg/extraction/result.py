"""What extraction finds in one document."""

from dataclasses import dataclass

from kg.claim import Claim
from kg.entity import Entity
from kg.observation import Observation


@dataclass(frozen=True, slots=True)
class Extraction:
    """The entities, observations and claims of one document; ids are local to it."""

    entities: tuple[Entity, ...] = ()
    observations: tuple[Observation, ...] = ()
    claims: tuple[Claim, ...] = ()
