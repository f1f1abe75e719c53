"""Where nodes stand: the same each time, apart from one another, and near what they are linked to."""

from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from api.layout import positions
from api.spacing import sizes

NAMES = st.lists(st.text("政策发展改革abc", min_size=1, max_size=20), unique=True, min_size=1, max_size=40)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[dict[str, str], list[tuple[str, str]], list[str]]:
    """Names, links between them, and which of them are anchors."""
    names = draw(NAMES)
    one = st.sampled_from(names)
    links = draw(st.lists(st.tuples(one, one), max_size=60))
    return {name: name for name in names}, links, names[: draw(st.integers(0, 6))]


@settings(max_examples=40, deadline=None)
@given(pictures(), st.floats(0.4, 4))
def test_every_node_has_its_own_room_and_the_same_picture_comes_again(
    picture: tuple[dict[str, str], list[tuple[str, str]], list[str]], aspect: float
) -> None:
    labels, links, anchors = picture
    found = positions(labels, links, anchors, aspect)
    assert found.keys() == labels.keys()
    assert found == positions(labels, list(reversed(links)), anchors, aspect)
    boxes = dict(zip(labels, sizes(list(labels), [list(labels).index(a) for a in anchors]), strict=True))
    places = sorted(found.items())
    for i, (one, (x, y)) in enumerate(places):
        for other, (u, v) in places[:i]:
            need = (boxes[one] + boxes[other]) / 2 - 1
            assert abs(x - u) > need[0] or abs(y - v) > need[1]


def test_nodes_stand_with_their_theme() -> None:
    themes = [f"theme{i}" for i in range(6)]
    names = {name: name for name in [*themes, *(f"n{i}" for i in range(594))]}
    links = [(f"n{i}", themes[i % 6]) for i in range(594)]
    found = positions(names, links, themes)
    near = [min(themes, key=lambda theme, i=i: dist(found[theme], found[f"n{i}"])) == themes[i % 6] for i in range(594)]
    assert sum(near) > 0.8 * len(near)


def test_nothing_and_one_node_have_a_picture() -> None:
    assert positions({}, []) == {}
    assert positions({"a": "a"}, [("a", "a"), ("a", "gone")], ["gone"]) == {"a": (0.0, 0.0)}
