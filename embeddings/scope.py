"""What a search is narrowed to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Passages of any of the documents (None: of all), with one tag at least of each group of `tags`."""

    documents: frozenset[str] | None = None
    tags: tuple[frozenset[str], ...] = ()

    @property
    def bounds(self) -> bool:
        """Whether it leaves anything out."""
        return self.documents is not None or bool(self.tags)

    @property
    def empty(self) -> bool:
        """Whether nothing can be within it."""
        return self.documents == frozenset() or frozenset() in self.tags


EVERYTHING = Scope()
