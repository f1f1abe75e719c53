"""What an indicator measures."""

from collections.abc import Sequence

from kg.claim import Claim
from kg.extraction.candidate import Figure
from kg.extraction.inventory import Inventory
from kg.extraction.reading import Reading


def find(reading: Reading, inventory: Inventory, found: Sequence[Figure]) -> list[Claim]:
    """Return the claims in reading order."""
    return []
