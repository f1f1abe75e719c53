"""Values with their indicators."""

from collections.abc import Sequence

from kg.extraction.candidate import Figure
from kg.extraction.inventory import Inventory
from kg.extraction.reading import Reading
from kg.observation import Observation


def find(reading: Reading) -> list[Figure]:
    """Return the figures in reading order."""
    return []


def observations(reading: Reading, inventory: Inventory, found: Sequence[Figure]) -> tuple[Observation, ...]:
    """Return the figures as observations of the inventory's indicators."""
    return ()
