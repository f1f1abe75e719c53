"""Themes: the SKOS scheme, and which theme a heading stands for."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import SKOS

from ontology.sources import themes_graph
from ontology.terms import THEME
from ontology.themes import field_of, load_themes, themes_named, themes_of_heading

TOP = ["创新发展", "协调发展", "绿色发展", "开放发展", "共享发展", "体制改革"]
HEADINGS = [
    ("加快推进信息资源共享与更新", ["创新发展"]),
    ("持续开展城乡环境综合整治", ["绿色发展", "协调发展"]),
    ("打造国际物流网络", ["开放发展"]),
    ("推进创新发展 构筑产业高地", ["创新发展"]),
    ("推进协调发展 建设品质城市", ["协调发展"]),
    ("坚持抓生态严整治 人居环境得到显著改善", ["绿色发展"]),
    ("坚持办实事惠民生 社会保持和谐稳定", ["共享发展"]),
    ("坚持抓改革优效能 政府建设得到加强", ["体制改革"]),
    ("大力推进经济体制改革和对外开放", ["体制改革", "开放发展"]),
    ("全面深化改革开放", ["体制改革", "开放发展"]),
    ("深入推进污染防治", ["绿色发展"]),
    ("优化营商环境", ["体制改革"]),
    ("优化创新创业生态", ["创新发展"]),
    ("继续推进农村改革", ["体制改革"]),
    ("加快金融体制改革", ["体制改革"]),
    ("2016年工作回顾", []),
    ("保障措施", []),
    ("加强组织领导", []),
    ("促进经济社会持续健康发展", []),
]
QUESTIONS = [
    ("which projects serve green development", ["绿色发展"]),
    ("Which projects protect the environment?", ["绿色发展"]),
    ("哪些项目服务于绿色发展", ["绿色发展"]),
    ("opening up", ["开放发展"]),
    ("projects for public services and education", ["共享发展", "教育"]),
    ("教育方面有哪些改革试点", ["教育", "改革"]),
    ("transportation", ["交通"]),
    ("how many reformers", []),
]


def test_six_top_concepts_with_fields() -> None:
    themes = load_themes()
    assert sorted(t.zh for t in themes.top) == sorted(TOP)
    assert all(len(t.narrower) >= 5 for t in themes.top)
    assert themes.by_name["绿色发展"].iri == THEME["green-development"]
    assert themes.by_name["environment"].slug == "green-development"
    assert themes.top_of(themes.by_name["生态环境"]).zh == "绿色发展"


def test_scheme_is_sound_skos() -> None:
    graph, themes = themes_graph(), load_themes()
    assert {t.iri for t in themes.top} == set(graph.objects(THEME.scheme, SKOS.hasTopConcept))
    assert {t.iri for t in themes.top} == set(graph.subjects(SKOS.topConceptOf, THEME.scheme))
    for theme in themes.all:
        names = [theme.zh, *theme.alt_zh, *theme.keywords]
        assert len(names) == len(set(names)), f"{theme.slug}: a word in two kinds of label"
        assert len({n.lower() for n in (theme.en, *theme.alt_en)}) == 1 + len(theme.alt_en)
        for narrower in theme.narrower:
            assert themes.by_iri[narrower].broader == theme.iri
        if theme.broader:
            assert theme.iri in themes.by_iri[theme.broader].narrower
    preferred = [name for t in themes.all for name in (t.zh, t.en)]
    assert len(preferred) == len(set(preferred))


@pytest.mark.parametrize(("title", "expected"), HEADINGS)
def test_theme_of_heading(title: str, expected: list[str]) -> None:
    assert [t.zh for t in themes_of_heading(title)] == expected


@pytest.mark.parametrize(("text", "expected"), QUESTIONS)
def test_themes_named_in_a_question(text: str, expected: list[str]) -> None:
    assert [t.zh for t in themes_named(text)] == expected


@pytest.mark.parametrize("theme", load_themes().all, ids=lambda t: t.slug)
def test_every_name_leads_to_its_theme(theme: object) -> None:
    themes = load_themes()
    of = themes.by_iri[theme.iri]  # type: ignore[attr-defined]
    assert themes.top_of(of) in themes_of_heading(of.zh)
    assert themes_named(of.zh)[0] == themes_named(of.en)[0] == of


def test_field_of_a_text() -> None:
    field = field_of("新建公办幼儿园，办好人民满意教育")
    assert field is not None
    assert field.zh == "教育"
    assert field_of("各位代表") is None


@given(st.text(max_size=40))
def test_any_heading_has_at_most_two_top_themes(title: str) -> None:
    found = themes_of_heading(title)
    assert len(found) <= 2
    assert all(t.broader is None for t in found)
    assert len(set(found)) == len(found)


@given(st.sampled_from([w for w, m in load_themes().lexicon.items() if m]), st.sampled_from("一二三四五"))
def test_numbers_and_quotes_do_not_matter(word: str, number: str) -> None:
    assert themes_of_heading(f"{number}、“{word}”") == themes_of_heading(word)


def test_agrees_with_annotated_documents(shared: Path) -> None:
    """Evidence of `serves` by section that quotes a heading: the theme is among those found, mostly."""
    right: Counter[bool] = Counter()
    for path in sorted((shared / "gold").glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        openings = {line.strip().split("。")[0] for line in text.splitlines() if line.strip()}
        for relation in json.loads(path.read_text(encoding="utf-8"))["relations"]:
            if relation["type"] != "serves" or relation["basis"] != "section":
                continue
            heading = relation["evidence"].strip().rstrip("。")
            if not relation["tail"].startswith("theme:") or not any(heading in o[:60] for o in openings):
                continue
            found = {t.zh for t in themes_of_heading(heading)}
            if found:
                right[relation["tail"].removeprefix("theme:") in found] += 1
    assert right.total() > 200
    assert right[True] / right.total() > 0.8
