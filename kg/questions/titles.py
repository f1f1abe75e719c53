"""Documents that a question calls by part of their titles: 促进就业的意见."""

from collections.abc import Iterator

import rjieba

from kg.naming import normalise
from kg.questions.lexicon import informative
from kg.questions.names import Names
from kg.questions.slots import theme_of
from kg.questions.tokens import CONTENT, Token
from kg.questions.wording import Wording

TITLED = 0.5
"""So much of what is said of a document its title must have."""


def titled(wording: Wording, tokens: list[Token], names: Names) -> list[Token]:
    """Take words before a kind of document as the document that has most of them and the kind in its title: 就业 of
    促进就业的意见."""
    for kind in [token for token in tokens if token.kind == "titled"]:
        before = list(_before(wording.text, tokens, kind, names))
        words = {word for token in before for word in _said(wording.text, token)}
        scored = [
            (sum(word in title for word in words) / len(words), iri)
            for title, iris in names.titles.items()
            if words and kind.value in title
            for iri in iris
        ]
        best = max((share for share, _ in scored), default=0.0)
        if best < TITLED:
            continue
        found = tuple(dict.fromkeys(iri for share, iri in scored if share == best))
        document = Token("document", kind.value, before[0].start, kind.end, found)
        tokens = [t for t in tokens if t.end <= document.start or t.start >= document.end] + [document]
    return sorted(tokens, key=lambda t: t.start)


def _before(text: str, tokens: list[Token], kind: Token, names: Names) -> Iterator[Token]:
    """Yield the tokens that stand together before a kind of document, without bodies and cues."""
    near = [t for t in tokens if t.end <= kind.start]
    kept: list[Token] = []
    for token in reversed(near):
        body = token.kind == "name" and {k for i in token.iris for k in names.things[i].classes} == {"Agency"}
        if (
            token.kind not in ("weak", "general", *CONTENT)
            or body
            or text[token.start : token.end].strip() in ("在", "里")
        ):
            break
        if token.kind in ("theme", "residue", "part", "name"):
            kept.append(token)
    yield from reversed(kept)


def _said(text: str, token: Token) -> Iterator[str]:
    """Yield the words of a token that a Chinese title may have."""
    said = text[token.start : token.end].strip()
    if said.isascii():
        if token.kind == "theme":
            yield theme_of(token.value).zh
        return
    for word in rjieba.cut(normalise(said), False):
        if len(word) > 1 and informative(word, verbs=True):
            yield word
