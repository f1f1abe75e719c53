"""The generated page: complete, bilingual, well-formed, offline, and its drawing true to the ontology."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from rdflib import RDFS, Graph

from ontology.competency import questions
from ontology.documentation import html
from ontology.glossary import term, terms_of
from ontology.picture import ARROWS, BOX_HEIGHT, BOX_WIDTH, BOXES, HEIGHT, WIDTH, Arrow, core_svg
from ontology.sources import ontology_graph
from ontology.terms import ZC
from ontology.themes import load_themes
from ontology.units import load_units


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(html(), "html.parser")


def test_every_term_has_its_place_in_both_languages(page: BeautifulSoup) -> None:
    graph = ontology_graph()
    for name in sorted(ZC.__annotations__):
        entry = page.find(id=name)
        assert entry is not None, name
        described = term(graph, ZC[name])
        for words in (described.zh, described.en, described.comment_zh, described.comment_en):
            assert words
            assert words in entry.get_text(), name


def test_themes_units_and_questions_are_all_there(page: BeautifulSoup) -> None:
    assert all(page.find(id=f"theme-{t.slug}") for t in load_themes().all)
    assert len(page.find_all("tr", id=re.compile("^unit-"))) == len(load_units().all)
    assert len(page.find_all("article", id=re.compile("^question-"))) == len(questions())
    assert len(page.find_all("article", id=re.compile("^shape-"))) == 15


def test_anchors_are_unique_and_links_lead_somewhere(page: BeautifulSoup) -> None:
    anchors = Counter(tag["id"] for tag in page.find_all(id=True))
    assert [anchor for anchor, count in anchors.items() if count > 1] == []
    targets = {a["href"].removeprefix("#") for a in page.find_all("a", href=True)}
    assert targets <= set(anchors)


def test_page_is_offline_and_has_no_script(page: BeautifulSoup) -> None:
    assert page.find(["script", "link", "img", "iframe"]) is None
    assert all(a["href"].startswith("#") for a in page.find_all("a", href=True))
    assert "url(http" not in html()
    assert "@import" not in html()


def test_text_is_escaped(page: BeautifulSoup) -> None:
    assert "&gt;=" in html()
    shown = {pre.get_text() for pre in page.find_all("pre")}
    assert shown == {question.sparql for question in questions()}


def test_page_is_the_same_each_time() -> None:
    assert html.__wrapped__() == html()


def fits(graph: Graph, arrow: Arrow) -> bool:
    """Tell whether the ends of an arrow are allowed by domain and range; none given allows all."""
    described = term(graph, arrow.term)
    ends = ((arrow.source, described.domain), (arrow.target, described.range))
    return all(
        not allowed or set(graph.transitive_objects(end, RDFS.subClassOf)) & set(allowed) for end, allowed in ends
    )


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda a: f"{a.source.fragment}-{a.term.fragment}")
def test_drawing_is_true_to_the_ontology(arrow: Arrow) -> None:
    assert fits(ontology_graph(), arrow)


def test_a_false_arrow_is_found() -> None:
    assert not fits(ontology_graph(), Arrow(ZC.establishes, ZC.Place, ZC.Agency, ((0, 0), (1, 1)), (0, 0)))


def test_drawing_has_all_relations_and_stays_inside() -> None:
    drawn = {arrow.term for arrow in ARROWS}
    relations = {"serves", "responsibleBody", "establishes", "partOf", "locatedIn", "measures", "hasStatus"}
    assert {ZC[name] for name in relations} <= drawn
    for box in BOXES:
        assert BOX_WIDTH / 2 <= box.x <= WIDTH - BOX_WIDTH / 2
        assert BOX_HEIGHT / 2 <= box.y <= HEIGHT - BOX_HEIGHT / 2
    for a in BOXES:
        assert not any(a != b and abs(a.x - b.x) < BOX_WIDTH and abs(a.y - b.y) < BOX_HEIGHT for b in BOXES)
    assert core_svg(ontology_graph()).count("<polyline") == len(ARROWS)


def test_glossary_lists_a_kind_by_name() -> None:
    statuses = [t.iri.fragment for t in terms_of(ontology_graph(), ZC.Status)]
    assert statuses == ["completed", "ongoing", "planned"]
