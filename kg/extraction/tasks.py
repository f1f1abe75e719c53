"""Tasks: the numbered or titled tasks of opinions, schemes and work plans."""

from kg.extraction.candidate import Candidate
from kg.extraction.reading import Reading


def find(reading: Reading) -> list[Candidate]:
    """Return the candidates in reading order."""
    return []
