"""The explorer in a real browser, against a real server over the bundled corpus."""

import json
import urllib.request
from typing import Any
from urllib.parse import quote

import pytest
from browser import Open, settle, until
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("explorer")

DOCUMENT = "liushi-2016"
GREEN = "theme/green-development"


def fetched(server: str, path: str) -> Any:
    with urllib.request.urlopen(server + path) as answer:
        return json.load(answer)


def source(server: str) -> str:
    return str(fetched(server, f"/documents/{DOCUMENT}")["text"])


def state(page: Page) -> dict[str, str]:
    return dict(page.evaluate("[...new URLSearchParams(location.hash.slice(1))]"))


def marked(page: Page) -> str:
    return "".join(page.locator("#reader-text mark").all_text_contents())


def click_in_graph(page: Page, ids: list[str]) -> str:
    """Click the first of these nodes or edges that nothing covers; returns its id."""
    hit = page.evaluate("(ids) => Probe.clickable(ids)", ids)
    assert hit, "nothing of this kind can be clicked"
    page.locator("#graph").click(position=hit["at"])
    return str(hit["id"])


def test_loads_and_draws_the_best_linked_part(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    shown = page.evaluate("Picture.items().length")
    assert 20 < shown <= 80
    assert page.evaluate("Picture.links().length") > shown / 2
    expect(page.locator("#graph-note")).to_contain_text(str(shown))
    assert page.locator("#graph canvas").count() == 1
    assert "政策图谱" in page.title()
    assert fetched(server, "/health")["data"] in page.title()


@pytest.mark.parametrize(("limit", "scheme"), [("", "light"), ("300", "dark")])
def test_names_in_the_graph_do_not_cover_one_another(server: str, open_page: Open, limit: str, scheme: str) -> None:
    page = open_page(f"{server}/#lang=en&limit={limit}", scheme=scheme)
    boxes = page.evaluate("Picture.written()")
    total = fetched(server, f"/graph?limit={limit or 80}")["nodes"]
    assert page.evaluate("Picture.count()") == len(total)
    assert len(boxes) > 40
    assert {n["id"] for n in total if n["class"] == "Theme"} <= {b["id"] for b in boxes}
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                a["left"] >= b["right"] or b["left"] >= a["right"] or a["top"] >= b["bottom"] or b["top"] >= a["bottom"]
            )
            assert apart, (a["text"], b["text"])
    chosen = next(b for b in boxes if not b["theme"])
    page.locator("#graph").click(position={"x": chosen["x"], "y": (chosen["top"] + chosen["bottom"]) / 2})
    settle(page)
    assert state(page)["select"] == chosen["id"]


def test_security_headers_are_sent_with_every_page(server: str) -> None:
    for path in ("/", "/docs", "/ontology", "/static/explorer.js"):
        with urllib.request.urlopen(server + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "default-src 'self'" in policy


@pytest.mark.parametrize("question", ["哪些项目服务于绿色发展", "which projects serve green development"])
def test_a_question_is_answered_with_quotes(server: str, open_page: Open, question: str) -> None:
    page = open_page(server + "/#lang=zh")
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    settle(page)
    answers = page.locator(".answer")
    told = fetched(server, "/ask?q=" + quote(question))["answers"]
    assert answers.count() == len(told) > 0
    assert all(answers.nth(i).locator(".quote").count() for i in range(answers.count()))

    answers.first.locator(".thing").click()
    settle(page)
    expect(page.locator("#detail-body h2")).to_have_text(told[0]["label"])
    expect(page.locator("#reader-text mark").first).to_be_visible()
    assert state(page)["select"] == told[0]["id"]
    assert page.evaluate("(id) => Picture.has(id)", told[0]["id"])

    answers.first.locator(".quote").first.click()
    settle(page)
    first = told[0]["evidence"][0]
    assert marked(page) == first["quote"] == source(server)[first["start"] : first["end"]]


def test_what_cannot_be_answered_is_said_and_passages_are_offered(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=en")
    page.locator("#question").fill("asdf qwer")
    page.locator("#question").press("Enter")
    settle(page)
    expect(page.locator(".abstained")).to_contain_text("no answer")
    assert page.locator(".answer").count() == 0


def test_search_gives_passages_that_open_in_the_source(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    page.locator("input[name=mode][value=search]").check(force=True)
    page.locator("#question").fill("污水管网")
    page.locator("#question-form button[type=submit]").click()
    settle(page)
    hit = fetched(server, "/search?q=" + quote("污水管网"))["hits"][0]
    assert "污水" in "".join(page.locator(".hit").first.locator("mark").all_text_contents())
    page.locator(".hit .passage").first.click()
    settle(page)
    assert marked(page) == source(server)[hit["start"] : hit["end"]]


def test_a_click_on_a_node_shows_its_evidence_in_the_source(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    ids = page.evaluate("Probe.ids('Project')")
    chosen = click_in_graph(page, ids)
    settle(page)
    card = fetched(server, "/entities/" + chosen)
    expect(page.locator("#detail-body h2")).to_have_text(card["label"])
    first = card["mentions"][0]
    assert marked(page) == first["quote"] == source(server)[first["start"] : first["end"]]
    assert state(page)["select"] == chosen


def test_a_click_on_an_edge_shows_its_evidence_in_the_source(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    chosen = click_in_graph(page, page.evaluate("Picture.links().map((e) => e.id)"))
    settle(page)
    start, predicate, end = chosen.split("|")
    claims = [
        c
        for c in fetched(server, "/entities/" + start)["outgoing"]
        if c["object"]["id"] == end and c["predicate"] == predicate
    ]
    assert page.locator("#detail-body .claim").count() == len(claims) > 0
    first = claims[0]["evidence"][0]
    assert marked(page) == first["quote"] == source(server)[first["start"] : first["end"]]
    expect(page.locator("#detail-body .rule").first).to_contain_text("规则")


def test_a_mention_in_the_source_leads_to_its_thing(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/#lang=zh&select={GREEN}")
    mention = page.locator("#reader-text .mention.Project").first
    named = mention.text_content()
    mention.click()
    settle(page)
    expect(page.locator("#detail-body .kind.Project, #detail-body .kind.Programme").first).to_be_visible()
    assert marked(page) == named


def test_classes_can_be_hidden(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    button = page.locator("[data-kind=Project]")
    button.click()
    until(page, "!Picture.items().some((n) => n.class === 'Project')")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("Picture.count()") > 10
    button.click()
    until(page, "Picture.items().some((n) => n.class === 'Project')")
    for kind in page.locator("#legend button").all():
        kind.click()
    until(page, "Picture.count() === 0")
    expect(page.locator("#graph-note")).to_contain_text("重置")
    page.locator("#reset").click()
    until(page, "Picture.count() > 20")


@pytest.mark.parametrize(
    ("filter_", "value", "holds"),
    [
        (
            "theme",
            GREEN,
            "Probe.everyNodeServes(v)",
        ),
        ("status", "completed", "Picture.items().every((n) => n.status === v)"),
        ("document", DOCUMENT, "Picture.items().every((n) => n.class === 'Theme' || n.documents.includes(v))"),
    ],
)
def test_filters(server: str, open_page: Open, filter_: str, value: str, holds: str) -> None:
    page = open_page(server + "/#lang=en")
    page.locator(f"#filter-{filter_}").select_option(value)
    settle(page)
    assert page.evaluate("Picture.count()") > 2
    assert page.evaluate(f"(v) => {holds}", value)
    assert state(page)[filter_] == value
    page.locator("#reset").click()
    until(page, "Picture.items().length > 40")
    assert filter_ not in state(page)


def test_neighbours_can_be_expanded_and_nodes_hidden(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/#lang=en&select={GREEN}")
    before = set(page.evaluate("Probe.ids()"))
    page.get_by_role("button", name="Expand neighbours").click()
    settle(page)
    near = {n["id"] for n in fetched(server, f"/entities/{GREEN}/neighbors?limit=24")["nodes"]}
    assert set(page.evaluate("Probe.ids()")) == before | near
    page.get_by_role("button", name="Hide").click()
    until(page, "(id) => !Picture.has(id)", GREEN)
    page.reload()
    page.wait_for_selector("body[data-ready]", state="attached")
    settle(page)
    assert near - {GREEN} <= set(page.evaluate("Probe.ids()"))


def test_a_path_between_two_nodes(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=en")
    start, *_, end = page.evaluate("Probe.ids('Project')")
    page.evaluate("(id) => Explorer.select(id)", start)
    page.get_by_role("button", name="Start a path here").click()
    page.evaluate("(id) => Explorer.select(id)", end)
    page.locator(".actions button", has_text="Path from").click()
    settle(page)
    path = fetched(server, f"/paths?from={start}&to={end}")
    names = page.locator("#graph-note").inner_text().split(" — ")
    assert len(names) == len(path["edges"]) + 1
    assert page.evaluate("(ids) => ids.every((id) => Picture.has(id))", [n["id"] for n in path["nodes"]])
    again = open_page(page.url)
    assert again.locator("#graph-note").inner_text().split(" — ") == names


def test_the_graph_can_be_read_as_a_list_by_keyboard(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=en")
    page.locator("#reset").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator("#list")).to_be_visible()
    assert page.locator("#list .thing").count() == page.evaluate("Picture.count()")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#list .thing')"):
            break
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-body h2")).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_hidden()
    assert state(page)["view"] == "list"


def test_the_url_restores_the_page_and_back_goes_back(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=en")
    page.locator("#question").fill("which projects serve green development")
    page.locator("#question").press("Enter")
    settle(page)
    page.locator("#filter-theme").select_option(GREEN)
    settle(page)
    page.locator("[data-kind=Indicator]").click()
    settle(page)
    page.locator(".answer .quote").nth(2).click()
    settle(page)
    page.locator("#as-list").click()
    settle(page)
    before = page.evaluate("Probe.seen()")
    assert before["mark"]
    assert before["list"]
    assert open_page(page.url).evaluate("Probe.seen()") == before

    page.go_back()
    until(page, "document.getElementById('list').hidden")
    page.go_back()
    expect(page.locator("#detail")).to_be_hidden()


def test_the_language_switch_changes_every_label(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/#lang=zh&select={GREEN}")
    chinese = page.evaluate("Probe.labels()")
    page.locator("#language").click()
    settle(page)
    expect(page.locator("#detail-body h2", has_text="Green development")).to_be_visible()
    english = page.evaluate("Probe.labels()")
    assert len(chinese) == len(english) > 30
    assert not [(a, b) for a, b in zip(chinese, english, strict=True) if a == b]
    assert not [text for text in english if text != "中文" and any("\u4e00" <= c <= "\u9fff" for c in text)]


HELD = """
const send = window.fetch;
const seen = (what) => new Promise((done) => {
  const look = () => {
    const node = document.querySelector(what);
    if (node) done(node); else requestAnimationFrame(look);
  };
  look();
});
window.fetch = async (url, options) => {
  if (url.startsWith("graph?")) {
    (await seen(".answer .quote")).click();
    await seen("#detail-body h2");
  }
  return send(url, options);
};
"""


def test_an_answer_can_be_read_before_the_graph_is_there(server: str, open_page: Open) -> None:
    page = open_page(
        f"{server}/#lang=zh&q=哪些项目服务于绿色发展", before=lambda page: page.add_init_script(script=HELD)
    )
    expect(page.locator("#note")).to_have_text("")
    expect(page.locator("#reader-text mark").first).to_be_visible()
    assert page.evaluate("Picture.count()") > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_text_stands_out_and_nothing_overflows(server: str, open_page: Open, scheme: str, width: int) -> None:
    page = open_page(
        f"{server}/#lang=en&q=which projects serve green development&select={GREEN}", width=width, scheme=scheme
    )
    settle(page)
    weak = page.evaluate("Probe.weak()")
    assert not weak, weak[:5]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
