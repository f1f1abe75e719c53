"""Readings of a question without what may only frame it: who wrote the document, what a loose link stands for."""

from collections.abc import Iterator

from kg.naming import normalise
from kg.questions.lexicon import informative, translated
from kg.questions.slots import Mention, Slots

_ISSUERS = frozenset({"国务院", "中央", "党中央", "中共中央", "省政府", "市政府", "县政府", "区政府", "镇政府"})


def loosened(slots: Slots) -> Iterator[Slots]:
    """Yield what is left of the slots without one kind of thing that can frame a question, then without all of them.

    What is named exactly stays, but for bodies that issue documents and themes beside a goal, a project or a reform.
    """
    if slots.asks("beyond"):
        return
    framing = [m for m in slots.mentions if _issuer(slots, m)]
    loose = [m for m in slots.mentions if _loose(slots, m)]
    themes = slots.themes if any(_anchor(slots, m) for m in slots.mentions) else []
    kinds = [
        kind
        for kind in (framing, loose)
        if kind and (len(kind) < len(slots.mentions) or slots.themes or slots.documents)
    ]
    for dropped in kinds:
        yield _without(slots, dropped)
    if themes:
        looser = slots.copy()
        looser.themes = []
        yield looser
    if len(kinds) > 1 or (kinds and themes):
        looser = _without(slots, [m for kind in kinds for m in kind])
        if looser.mentions or not themes:
            looser.themes = [] if themes else looser.themes
            yield looser


def _without(slots: Slots, dropped: list[Mention]) -> Slots:
    looser = slots.copy()
    looser.mentions = [m for m in slots.mentions if m not in dropped]
    return looser


def _issuer(slots: Slots, mention: Mention) -> bool:
    """Tell whether a body only says whose document is asked about."""
    if slots.kinds(mention.link.iris) - {"Agency", "Place"} or mention.link.how != "exact":
        return False
    names = slots.names
    documents = {i for token in slots.documents for i in token.iris}
    labels = {normalise(names.things[i].label) for i in mention.link.iris}
    return bool(labels & _ISSUERS) or any(
        label in normalise(names.documents[i].title) or label == normalise(names.documents[i].issuer)
        for i in documents
        for label in labels
    )


def _loose(slots: Slots, mention: Mention) -> bool:
    """Tell whether words that name nothing particular were linked: by nearness of meaning, or to part of a name."""
    if mention.link.how == "exact":
        return False
    if slots.kinds(mention.link.iris) == {"Agency"} and any(
        other.link.how == "exact" and "Agency" in slots.kinds(other.link.iris) for other in slots.mentions
    ):
        return True
    text = slots.wording.text[mention.start : mention.end]
    return not informative(text) or (text.isascii() and translated(text) is None)


def _anchor(slots: Slots, mention: Mention) -> bool:
    return mention.link.how == "exact" and bool(slots.kinds(mention.link.iris) & {"Project", "Reform", "Goal"})
