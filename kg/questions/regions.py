"""Stretches of a question that name one thing: names, themes and left-over words that stand together."""

from dataclasses import dataclass

from kg.questions.tokens import CONTENT, Token


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens side by side, weak words between them; `text` is the folded text of them all."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def open(self) -> bool:
        """Tell whether some of it is not known by name."""
        return any(token.kind == "residue" for token in self.tokens)

    def parts(self, whole: str) -> "list[Region]":
        """Return the parts between weak words, those known by name each for itself; `whole` is the folded text."""
        groups: list[list[Token]] = []
        for token in self.tokens:
            between = whole[groups[-1][-1].end : token.start] if groups else ""
            if groups and not between.strip():
                groups[-1].append(token)
            else:
                groups.append([token])
        return [region for group in groups for region in _cut(whole, group)]

    def pieces(self, whole: str) -> "list[Region]":
        """Return what is known by name and what is left over, each for itself."""
        groups: list[list[Token]] = []
        for token in self.tokens:
            if groups and token.start < groups[-1][-1].end:
                groups[-1].append(token)
            else:
                groups.append([token])
        return [_region(whole, group) for group in groups]


def regions(text: str, tokens: list[Token]) -> list[Region]:
    """Return the regions in order; those without left-over words are cut at weak words."""
    found: list[Region] = []
    group: list[Token] = []
    for token in [*tokens, Token("end", "", len(text), len(text))]:
        if token.kind in CONTENT:
            group.append(token)
        elif token.kind not in ("weak", "general") and group:
            found.extend(_cut(text, group))
            group = []
    return found


def _cut(text: str, group: list[Token]) -> list[Region]:
    if any(token.kind == "residue" for token in group):
        return [_region(text, group)]
    parts: list[list[Token]] = []
    for token in group:
        placed = bool(parts) and any(each.kind == "place" for each in parts[-1])
        glued = placed and token.kind == "part" and token.start == parts[-1][-1].end
        if parts and (glued or token.start < parts[-1][-1].end):
            parts[-1].append(token)
        else:
            parts.append([token])
    return [_region(text, part) for part in parts]


def _region(text: str, group: list[Token]) -> Region:
    start, end = group[0].start, max(token.end for token in group)
    return Region(text[start:end], start, end, tuple(group))
