"""Which theme or goal a project, reform or goal serves."""

from kg.claim import Claim
from kg.extraction.inventory import Inventory
from kg.extraction.reading import Reading


def find(reading: Reading, inventory: Inventory) -> list[Claim]:
    """Return the claims in reading order."""
    return []
