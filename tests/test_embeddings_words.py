"""Words of a text for keyword search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words import phrases, stem, units, words


def test_words_hold_inner_words_and_pairs() -> None:
    found = words("污水处理设施")
    assert {"污水处理", "污水", "处理", "设施", "理设"} <= set(found)


def test_widths_case_and_punctuation_do_not_matter() -> None:
    assert words("ＡＢＣ，２０１６年：12.5%") == words("abc 2016年 12.5%")


def test_numbers_stay_whole() -> None:
    assert {"2016", "12.5%"} <= set(words("2016年增长12.5%"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("projects", "project"), ("cities", "city"), ("services", "service"), ("progress", "progress"), ("gas", "gas")],
)
def test_stem_cuts_plurals(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text(max_size=60))
def test_no_word_is_empty_or_holds_a_blank(text: str) -> None:
    for word in [*words(text), *units(text)]:
        assert word
        assert not any(character.isspace() for character in word)


@given(
    st.text(alphabet="推进绿色发展五水共治，。 a1", max_size=30), st.text(alphabet="推进绿色发展五水共治", min_size=1)
)
def test_units_of_a_part_stand_in_the_units_of_the_whole(around: str, part: str) -> None:
    assert "".join(units(part)) in "".join(units(around + part + around))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"五水共治" 项目', ["五水共治"]),
        ("“五水共治”", ["五水共治"]),
        ("落实“十三五”规划", []),
        ('""', []),
        ('"green development" and "urban parks"', ["green development", "urban parks"]),
    ],
)
def test_phrases(query: str, expected: list[str]) -> None:
    assert phrases(query) == expected
