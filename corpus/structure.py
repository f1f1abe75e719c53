"""The structure of a document: view, sections and passages together."""

from dataclasses import dataclass

from corpus.passage import Passage
from corpus.section import Section
from corpus.view import View


@dataclass(frozen=True, slots=True)
class Structure:
    """How a document reads: its cleaned view, its section tree (section 0 is the whole) and its passages."""

    view: View
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def path(self, section: int) -> tuple[Section, ...]:
        """Return the sections from the outermost below the document down to `section`."""
        chain: list[Section] = []
        current: int | None = section
        while current:
            chain.append(self.sections[current])
            current = self.sections[current].parent
        return tuple(reversed(chain))
