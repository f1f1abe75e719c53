"""Themes of policy text, and which of them a heading or a text stands for.

The labels of themes.ttl are the lexicon. Where words overlap the longest counts; a word that directly precedes another
(`农村改革`, `金融体制改革`) only modifies it and counts less.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS

from ontology.sources import themes_graph
from ontology.terms import THEME, ZC

TOP_NAME, FIELD_NAME, HINT = 5.0, 3.0, 1.0
MODIFIER = 0.4
SECOND = 0.5
_IGNORED = re.compile(r"[\s“”\"‘’《》]")


@dataclass(frozen=True)
class Theme:
    """A theme or, where `broader` is given, a policy field; `broader` and `narrower` are IRIs.

    `alt_zh` and `alt_en` are other names, `keywords` Chinese words that only hint at it, all sorted.
    """

    iri: URIRef
    slug: str
    zh: str
    en: str
    alt_zh: tuple[str, ...]
    alt_en: tuple[str, ...]
    keywords: tuple[str, ...]
    broader: URIRef | None
    narrower: tuple[URIRef, ...]

    def __hash__(self) -> int:
        """Return the hash of the slug, which no other theme has."""
        return hash(self.slug)


@dataclass(frozen=True)
class Themes:
    """All themes in the order of their IRIs; `top` are those without a broader one."""

    all: tuple[Theme, ...]
    neutral: frozenset[str]

    @cached_property
    def top(self) -> tuple[Theme, ...]:
        """The top concepts."""
        return tuple(t for t in self.all if t.broader is None)

    @cached_property
    def by_iri(self) -> dict[URIRef, Theme]:
        """Themes by IRI."""
        return {t.iri: t for t in self.all}

    @cached_property
    def by_name(self) -> dict[str, Theme]:
        """Themes by name in both languages, lower case; preferred names come first, then the broadest."""
        names: dict[str, Theme] = {}
        broadest_first = sorted(self.all, key=lambda t: t.broader is not None)
        for theme in broadest_first:
            names |= {name.lower(): theme for name in (theme.zh, theme.en)}
        for theme in broadest_first:
            for name in theme.alt_zh + theme.alt_en:
                names.setdefault(name.lower(), theme)
        return names

    def top_of(self, theme: Theme) -> Theme:
        """Return the top concept above a field, or the theme itself."""
        return self.by_iri[theme.broader] if theme.broader else theme

    @cached_property
    def lexicon(self) -> dict[str, tuple[tuple[Theme, float], ...]]:
        """What each Chinese word stands for, with its weight; neutral words stand for nothing."""
        entries: dict[str, list[tuple[Theme, float]]] = {word: [] for word in sorted(self.neutral)}
        for theme in self.all:
            name = FIELD_NAME if theme.broader else TOP_NAME
            for words, weight in (((theme.zh, *theme.alt_zh), name), (theme.keywords, HINT)):
                for word in words:
                    entries.setdefault(word, []).append((theme, weight))
        return {word: tuple(meanings) for word, meanings in entries.items()}

    @cached_property
    def words_by_start(self) -> dict[str, tuple[str, ...]]:
        """The words of the lexicon by their first character, longest first."""
        longest_first = sorted(self.lexicon, key=lambda w: (w[0], -len(w)))
        return {start: tuple(words) for start, words in groupby(longest_first, key=lambda w: w[0])}

    @cached_property
    def name_pattern(self) -> re.Pattern[str]:
        """All names in both languages, longest first; English ones only as whole words."""
        return re.compile(
            "|".join(
                rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
                for name in sorted(self.by_name, key=lambda n: (-len(n), n))
            )
        )


@cache
def load_themes() -> Themes:
    """Return the themes of themes.ttl."""
    return read_themes(themes_graph())


def read_themes(graph: Graph) -> Themes:
    """Return the themes of a SKOS graph; raises IndexError for a theme without a label in zh or en."""
    members = sorted(iri for iri in graph.subjects(SKOS.inScheme, THEME.scheme) if isinstance(iri, URIRef))
    themes = tuple(_theme(graph, iri) for iri in members)
    return Themes(themes, frozenset(map(str, graph.objects(THEME.scheme, ZC.neutralWord))))


def _theme(graph: Graph, iri: URIRef) -> Theme:
    broader = graph.value(iri, SKOS.broader)
    return Theme(
        iri=iri,
        slug=iri.removeprefix(str(THEME)),
        zh=_labels(graph, iri, SKOS.prefLabel, "zh")[0],
        en=_labels(graph, iri, SKOS.prefLabel, "en")[0],
        alt_zh=_labels(graph, iri, SKOS.altLabel, "zh"),
        alt_en=_labels(graph, iri, SKOS.altLabel, "en"),
        keywords=_labels(graph, iri, SKOS.hiddenLabel, "zh"),
        broader=URIRef(str(broader)) if broader else None,
        narrower=tuple(sorted(URIRef(str(n)) for n in graph.objects(iri, SKOS.narrower))),
    )


def _labels(graph: Graph, iri: URIRef, kind: URIRef, language: str) -> tuple[str, ...]:
    labels = (o for o in graph.objects(iri, kind) if isinstance(o, Literal) and o.language == language)
    return tuple(sorted(map(str, labels)))


def themes_of_heading(title: str) -> tuple[Theme, ...]:
    """Return the top themes that a heading stands for, best first: one, two where both are strong, or none.

    Source: annotation guide, section 2, theme of a heading.
    """
    ranked = theme_scores(title).most_common()
    return tuple(theme for theme, score in ranked[:2] if score >= SECOND * ranked[0][1])


def theme_scores(text: str) -> Counter[Theme]:
    """Return how much the words of a text weigh for each top theme that it touches."""
    themes = load_themes()
    scores: Counter[Theme] = Counter()
    for meanings, share in _words(text):
        best: dict[Theme, float] = {}
        for theme, weight in meanings:
            top = themes.top_of(theme)
            best[top] = max(best.get(top, 0.0), weight * share)
        scores.update(best)
    return scores


def field_of(text: str) -> Theme | None:
    """Return the policy field that a text is about most, None where no word of the lexicon names one."""
    scores: Counter[Theme] = Counter()
    for meanings, share in _words(text):
        scores.update({theme: weight * share for theme, weight in meanings if theme.broader})
    return scores.most_common(1)[0][0] if scores else None


def themes_named(text: str) -> tuple[Theme, ...]:
    """Return the themes and fields that a question names, Chinese or English, in the order of the text."""
    themes = load_themes()
    found = (themes.by_name[m.group()] for m in themes.name_pattern.finditer(text.lower()))
    return tuple(dict.fromkeys(found))


def _words(text: str) -> Iterator[tuple[tuple[tuple[Theme, float], ...], float]]:
    """Yield the meanings of each word of the lexicon in a text, with the share it counts for."""
    lexicon = load_themes().lexicon
    found = _found(_IGNORED.sub("", text))
    for (start, word), (following, next_word) in pairwise([*found, (-1, "")]):
        modifies = following == start + len(word) and lexicon[next_word]
        yield lexicon[word], MODIFIER if modifies else 1.0


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of the lexicon in a text with where they start, the longest at each place, none overlapping."""
    starts = load_themes().words_by_start
    free = 0
    for place, char in enumerate(text):
        if place >= free and char in starts and text.startswith(starts[char], place):
            word = next(word for word in starts[char] if text.startswith(word, place))
            yield place, word
            free = place + len(word)
