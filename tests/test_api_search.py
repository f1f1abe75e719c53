"""Search as the faces offer it: narrowing, names from the graph, pages, near copies, reasons."""

from collections.abc import Iterator
from itertools import product

import pytest
from fastapi.testclient import TestClient

from api.building import build
from api.finding import Finder
from api.library import Library
from api.narrowing import Narrowing
from api.passages import highlights
from api.problem import BadRequest, NotFound
from api.schema import SearchAnswer
from api.settings import Settings
from embeddings.reranker import Reranker
from ontology.themes import load_themes

DOCUMENTS = {
    "甲县2022": ("浙江省甲县", 2022, "今年，完成城北污水处理厂建设，推进五水共治，新建绿道30公里。"),
    "甲县2023": ("浙江省甲县", 2023, "今年，完成城北污水处理厂建设，推进五水共治，新建绿道30公里。"),
    "乙县2023": ("江苏省乙县", 2023, "今年，启动城南污水处理厂建设，全面深化河长制，新建学校3所。"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("reports")
    for name, (place, year, text) in DOCUMENTS.items():
        last = f"新建小学两所，改善{name[:2]}{year}年办学条件。"
        body = f"# 政府工作报告\n\n## 一、推进绿色发展\n\n{text}\n\n## 二、加强教育\n\n{last}\n"
        (folder / f"{name}.md").write_text(body, encoding="utf-8")
        facts = f'place = "{place}"\nyear = {year}\ndate = "{year}"\nperiod = "{year}"\nkind = "work_report"\n'
        (folder / f"{name}.toml").write_text(facts, encoding="utf-8")
    settings = Settings(data=folder / "data")
    report = build([folder], settings, prune=False, track=lambda items, _: items)
    assert not report.problems
    with Library.open(settings) as library:
        yield library


def found(answer: SearchAnswer) -> set[str]:
    return {hit.doc for hit in answer.hits}


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
def test_documents_are_chosen_by_place_and_year(library: Library, mode: str) -> None:
    def docs(narrowing: Narrowing) -> set[str]:
        return found(library.finder.search("污水处理厂建设", mode=mode, narrowing=narrowing, fold=False))  # type: ignore[arg-type]

    ids = {d.place[:2] + d.date: d.id for d in library.documents().documents}
    assert docs(Narrowing(place="浙江")) == {ids["浙江2022"], ids["浙江2023"]}
    assert docs(Narrowing(year=2023)) == {ids["浙江2023"], ids["江苏2023"]}
    assert docs(Narrowing(place="甲县", year=2022)) == {ids["浙江2022"]}
    assert docs(Narrowing(documents=(ids["江苏2023"],), year=2022)) == set()


@pytest.mark.parametrize(
    ("theme", "kind", "status"), [c for c in product(("", "绿色发展"), ("", "Project"), ("", "planned")) if any(c)]
)
def test_a_passage_names_one_thing_that_meets_all_conditions(
    library: Library, theme: str, kind: str, status: str
) -> None:
    answer = library.finder.search("建设", k=50, narrowing=Narrowing(theme=theme, kind=kind, status=status), fold=False)
    assert answer.hits
    for hit in answer.hits:
        things = [library.card(thing.id) for thing in hit.entities]
        meeting = [
            thing
            for thing in things
            if kind in ("", thing.class_)
            and status in ("", thing.status)
            and (not theme or any(c.predicate == "serves" and c.object.label == theme for c in thing.outgoing))
        ]
        assert meeting or (theme and not kind and not status and "绿色发展" in " ".join(hit.section))


def test_what_is_narrowed_to_nothing_finds_nothing(library: Library) -> None:
    assert library.finder.search("建设", narrowing=Narrowing(year=1999)).hits == []
    assert library.finder.search("建设", narrowing=Narrowing(kind="Goal", status="completed")).hits == []


def test_unknown_themes_and_documents_are_refused(library: Library) -> None:
    with pytest.raises(BadRequest, match="no theme 'green cheese'; give the id or name of one, such as"):
        library.finder.search("建设", narrowing=Narrowing(theme="green cheese"))
    with pytest.raises(NotFound, match="no document 'nope'"):
        library.finder.search("建设", narrowing=Narrowing(documents=("nope",)))


def test_a_theme_is_taken_by_id_and_by_name_in_both_languages(library: Library) -> None:
    answers = [
        library.finder.search("建设", k=50, narrowing=Narrowing(theme=theme)).hits
        for theme in ("theme/green-development", "绿色发展", "Green development")
    ]
    assert answers[0] == answers[1] == answers[2] != []


@pytest.mark.parametrize("query", ["绿色发展", "green development"])
def test_a_theme_finds_what_serves_it(library: Library, query: str) -> None:
    answer = library.finder.search(query)
    assert "五水共治" in answer.names
    named = [hit for hit in answer.hits if "五水共治" in hit.match.names]
    assert named
    for hit in named:
        assert "names" in hit.why
        assert any("五水共治" in hit.text[r.start : r.end] for r in hit.highlights)


def test_names_come_from_the_graph(library: Library) -> None:
    theme = next(t for t in library.themes().themes if t.zh == "绿色发展")
    served = library.neighbors(theme.id, 500)
    others = load_themes().by_name["绿色发展"].alt_zh
    assert set(library.finder.search("绿色发展").names) <= {node.label for node in served.nodes} | set(others)


def test_a_query_about_more_than_a_theme_has_no_names(library: Library) -> None:
    assert library.finder.search("绿色发展之外还有哪些学校和医院需要改善条件").names == []


def test_pages_follow_each_other(library: Library) -> None:
    whole = library.finder.search("建设学校", k=50, fold=False)
    assert not whole.more
    pages = [library.finder.search("建设学校", k=2, offset=o, fold=False) for o in range(0, len(whole.hits), 2)]
    assert [hit for page in pages for hit in page.hits] == whole.hits
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]
    assert library.finder.search("建设学校", offset=1_000).hits == []


def test_near_copies_are_folded_and_told(library: Library) -> None:
    every = library.finder.search("城北污水处理厂", k=50, fold=False).hits
    folded = library.finder.search("城北污水处理厂", k=50).hits
    assert sum(1 + hit.folded for hit in folded) == len(every)
    best = folded[0]
    assert "城北污水处理厂" in best.text
    assert best.folded == 1
    copy = best.similar[0]
    assert copy.doc != best.doc
    assert library.document(copy.doc).text[copy.start : copy.end] == best.text


def test_a_hit_says_why_it_was_found(library: Library) -> None:
    hit = library.finder.search("城南污水处理厂").hits[0]
    assert hit.match.words_rank == 1
    assert hit.match.cosine is not None
    assert "城南污水处理厂" in hit.match.words
    assert hit.text[hit.highlights[0].start : hit.highlights[0].end] == "城南污水处理厂"
    meant = library.finder.search("sewage treatment").hits[0]
    assert (meant.why, meant.match.words_rank, meant.match.words) == ("meaning", None, [])


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("推进五 水\n共治项目", ["五水共治", "五水", "共治"], ["五 水\n共治"]),
        ("Green and evergreen", ["green"], ["Green"]),
        ("İstanbul 规划", ["规划"], ["规划"]),
        ("1+1=2", ["1+1"], ["1+1"]),
        ("无", ["有", " "], []),
    ],
)
def test_highlights_stand_where_the_words_do(text: str, words: list[str], marked: list[str]) -> None:
    assert [text[r.start : r.end] for r in highlights(text, words)] == marked


def test_a_reranker_puts_the_best_in_its_order(library: Library) -> None:
    shortest = Reranker("shortest", lambda pairs: [-len(passage) for _, passage in pairs])
    given = library.finder
    finder = Finder(given.index, given.documents, given.record, given.shown, given.names, shortest)
    plain, judged = (f.search("建设", k=50, fold=False).hits for f in (given, finder))
    assert {(h.doc, h.start) for h in plain} == {(h.doc, h.start) for h in judged}
    assert [h.score for h in judged] == sorted((h.score for h in judged), reverse=True)
    pages = [finder.search("建设", k=3, offset=o, fold=False).hits for o in range(0, len(judged), 3)]
    assert [hit for page in pages for hit in page] == judged


def test_the_server_takes_the_same_conditions(client: TestClient) -> None:
    sent = {
        "q": "治理",
        "class": "Project",
        "status": "planned",
        "theme": "绿色发展",
        "year": 2016,
        "place": "柳市",
        "k": 3,
    }
    found = SearchAnswer.model_validate(client.get("/search", params=sent).json())
    assert found.hits
    assert all(any(thing.class_ == "Project" for thing in hit.entities) for hit in found.hits)
    page = SearchAnswer.model_validate(client.get("/search", params={**sent, "k": 1, "offset": 1}).json())
    assert page.hits == found.hits[1:2]
    assert client.get("/search", params={"q": "治理", "theme": "nope"}).status_code == 400
    assert client.get("/search", params={"q": "治理", "class": "Theme"}).status_code == 422
