"""Every pattern of every lexicon finds its examples and leaves its counter-examples alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import lexicon

EXAMPLES = [pytest.param(name, p, id=f"{name}:{p.id}") for name, p in lexicon.examples()]


def test_there_are_patterns_to_test() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(("name", "pattern"), EXAMPLES)
def test_pattern_examples(name: str, pattern: lexicon.Pattern) -> None:
    assert pattern.matches, f"{name}:{pattern.id} has no example"
    for text in pattern.matches:
        assert pattern.regex.search(text), text
    for text in pattern.rejects:
        assert not pattern.regex.search(text), text


def test_pattern_ids_are_unique_in_their_file() -> None:
    for name in lexicon.names():
        ids = [p.id for p in lexicon.patterns(name)]
        assert len(ids) == len(set(ids)), name


def test_unknown_pattern_says_what_to_do() -> None:
    with pytest.raises(KeyError, match="add a"):
        lexicon.pattern("parts", "no-such-pattern")


def test_words_are_filled_and_counts_are_left_alone() -> None:
    assert lexicon.filled("{verb}了{2,3}", {"verb": "(?:建成|建)"}) == "(?:建成|建)了{2,3}"


@given(
    st.lists(st.text("甲乙丙丁戊己庚辛-]^", min_size=1, max_size=4), min_size=1, max_size=20),
    st.text("甲乙丙丁戊己庚辛-]^"),
)
def test_alternatives_match_the_longest_word_at_each_place(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    found = [match.span() for match in re.finditer(lexicon.alternatives(words), text)]
    assert found == [match.span() for match in re.finditer(plain, text)]
