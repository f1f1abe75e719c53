"""The cleaned reading of a source text, with the way back to it."""

from array import array
from dataclasses import dataclass

from corpus.span import Span


@dataclass(frozen=True, slots=True)
class View:
    """Cleaned text in reading order; `offsets[i]` is the place in the source of `text[i]`.

    Cleaning re-joins hard-wrapped lines, folds widths and drops page furniture, so offsets may jump, and go back where
    columns were interleaved. Each cleaned character stands for exactly one source character.
    """

    source: str
    text: str
    offsets: "array[int]"

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the source spans that `text[start:end]` came from, in reading order.

        Runs that only white space parts in the source are one span. Raises ValueError for an empty range.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a range of a text of {len(self.text)} characters: {start}..{end}")
        first = last = self.offsets[start]
        if self.offsets[start:end] == array("i", range(first, first + end - start)):
            return (Span(first, first + end - start),)
        runs: list[Span] = []
        for place in self.offsets[start + 1 : end]:
            if place <= last or (place > last + 1 and self.source[last + 1 : place].strip()):
                runs.append(Span(first, last + 1))
                first = place
            last = place
        runs.append(Span(first, last + 1))
        return tuple(runs)

    def hull(self, start: int, end: int) -> Span:
        """Return the smallest source span that covers all of `text[start:end]`."""
        places = self.offsets[start:end]
        return Span(min(places), max(places) + 1)
