"""Places that projects lie in."""

from kg.extraction.candidate import Candidate
from kg.extraction.reading import Reading


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order."""
    return []
