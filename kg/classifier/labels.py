"""From an annotation to what each member of its document names."""

from collections.abc import Iterable, Iterator, Sequence

from kg.classifier.classifier import CLASSES
from kg.classifier.features import features
from kg.classifier.fitting import Example
from kg.classifier.likeness import Pairs, alike, likeness, pairs
from kg.classifier.member import Member
from kg.entity import scored_class
from kg.scoring import Annotation

Known = tuple[str, Pairs]
"""A class and one of the names of an annotated thing."""


def examples(found: Iterable[Member], annotation: Annotation) -> list[Example]:
    """Return the members of a document as the fitting takes them; the titles of tasks are left to the headings."""
    known = list(_names(annotation))
    return [Example(frozenset(features(member)), CLASSES.index(_answer(member, known))) for member in found]


def _names(annotation: Annotation) -> Iterator[Known]:
    for entity in annotation["entities"]:
        kind = scored_class(entity["type"])
        if entity["type"] != "Task" and kind in CLASSES:
            for name in (entity["name"], *entity.get("aliases", ())):
                yield kind, pairs(name)


def _answer(member: Member, known: Sequence[Known]) -> str:
    """Return the class of the annotated thing whose name is most like the member's, if that is like it."""
    forms = {pairs(member.item.text), pairs(member.name)}
    best = max(
        ((likeness(form, name), form, name, kind) for form in forms for kind, name in known),
        default=None,
        key=_by_likeness,
    )
    return best[3] if best and alike(best[1], best[2]) else "none"


def _by_likeness(found: tuple[float, Pairs, Pairs, str]) -> tuple[float, str]:
    return found[0], found[3]
