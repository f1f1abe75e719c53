"""A passage as it goes into the index."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with its id (unique in an index, one line), its document, its text and its path of headings.

    `tags` are what a search can be narrowed to; the index knows nothing of what they mean.
    """

    id: str
    doc: str
    text: str
    heading: str = ""
    tags: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The text that is encoded and searched: the headings, then the passage."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text
