"""Counties that became others."""

from corpus.gazetteer import level_of, region
from corpus.succession import former, present, successions


def test_each_county_has_one_successor_that_stays() -> None:
    gone = [each.former for each in successions()]
    assert len(set(gone)) == len(gone) > 150
    assert not {each.now for each in successions()} & set(gone)


def test_names_and_prefectures_are_those_of_places() -> None:
    for each in successions():
        assert level_of([each.former]) == "county", each
        assert each.now[-1] in "市县区", each
        assert region(each.prefecture), each
        assert 2010 < each.year < 2022


def test_places_are_brought_to_the_present_once() -> None:
    assert present(["河北省", "保定市", "徐水县", "安肃镇"]) == ["河北省", "保定市", "徐水区", "安肃镇"]
    assert present(["徐水县"]) == ["保定市", "徐水区"]
    assert present(present(["长垣县"])) == ["新乡市", "长垣市"]
    assert present(["易县"]) == ["易县"]


def test_what_a_place_was_is_that_of_its_prefecture() -> None:
    assert former(["河北省", "保定市", "徐水区"]) == ["徐水县"]
    assert former(["湖南省", "张家界市", "永定区"]) == []
    assert former([]) == []
