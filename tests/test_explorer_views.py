"""The views that share one selection: text, indicators, trace; what is exported, cited, pinned and folded."""

import csv
import io
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import Open, serving, settle, until, zhengce
from playwright.sync_api import Page, expect

from kg.rules import labels

pytestmark = pytest.mark.xdist_group("explorer")

REPORT = """{county}政府工作报告
——{now}年1月20日在{county}第十七届人民代表大会第{n}次会议上
一、{last}年工作回顾
过去一年，地区生产总值完成{gdp}亿元，增长{rate}%。一般公共预算收入完成{income}亿元。{more}
二、{now}年主要任务
今年地区生产总值增长{aim}%以上，达到{goal}亿元。
（一）推进绿色发展
建成污水处理厂1座，新增绿地面积12万平方米。
（二）深化改革
深化投融资体制改革（{lead}牵头，县发改局配合）。
"""
YEARS = [
    {"now": 2018, "last": 2017, "n": "二", "gdp": 100, "rate": 7.5, "income": 8.1, "aim": 8, "goal": 108, "more": ""},
    {"now": 2019, "last": 2018, "n": "三", "gdp": 109, "rate": 9, "income": 8.8, "aim": 7, "goal": 117, "more": ""},
    {"now": 2020, "last": 2019, "n": "四", "gdp": 115, "rate": 5.5, "income": 9.2, "aim": 6, "goal": 122,
     "more": "2018年地区生产总值完成104亿元。", "lead": "县国资局"},
]  # fmt: skip


def report(county: str, year: dict[str, Any]) -> str:
    return REPORT.format(county=county, **{"lead": "县财政局", **year})


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over three years' reports of one county and one of another."""
    folder = tmp_path_factory.mktemp("reports")
    for year in YEARS:
        (folder / f"乐丰县{year['now']}.txt").write_text(report("乐丰县", year), encoding="utf-8")
    (folder / "清平县2019.txt").write_text(report("清平县", YEARS[1]), encoding="utf-8")
    zhengce("build", str(folder), data=folder / "data")
    with serving(folder / "data") as address:
        yield address


def fetched(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path) as answer:
        return json.load(answer)


def state(page: Page) -> dict[str, str]:
    return dict(page.evaluate("[...new URLSearchParams(location.hash.slice(1))]"))


def show(page: Page, view: str) -> None:
    page.locator(f"#views [data-view={view}]").click()
    settle(page)


def saved(page: Page, form: str) -> bytes:
    page.locator("#export summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).click()
    settle(page)
    return Path(download.value.path()).read_bytes()


def indicator(address: str, name: str, place: str) -> str:
    found = fetched(address, "/indicators?q=" + quote(name))["indicators"]
    return str(next(i["id"] for i in found if i["label"] == name and place in i["jurisdiction"]))


def thing(address: str, name: str) -> str:
    return str(fetched(address, "/entities?q=" + quote(name))["nodes"][0]["id"])


def test_a_document_is_read_with_its_sections(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh&view=text")
    expect(page.locator("#contents .choice")).to_have_count(4)
    page.locator("#contents input").fill("清平")
    expect(page.locator("#contents .choice")).to_have_count(1)
    page.locator("#contents .choice").click()
    settle(page)
    view = fetched(reports, "/documents/" + quote("清平县2019"))
    assert page.locator("#reader-text").text_content() == view["text"]
    assert page.locator("#contents .entry").count() == len(view["sections"]) > 3
    entities = {m["entity"] for m in view["mentions"]}
    assert set(page.evaluate("[...document.querySelectorAll('.mention')].map((n) => n.dataset.entity)")) <= entities
    page.locator("#contents .entry").last.click()
    until(page, "document.querySelectorAll('.entry[aria-current]').length === 1")
    mention = page.locator("#reader-text .mention.Reform").first
    name = mention.text_content()
    mention.click()
    settle(page)
    expect(page.locator("#detail-body h2")).to_have_text(name or "")
    assert "".join(page.locator("#page #reader-text mark").all_text_contents()) == name
    seen = state(page)
    assert (seen["view"], seen["doc"], seen["v"]) == ("text", "清平县2019", fetched(reports, "/health")["data"])
    again = open_page(page.url)
    assert "".join(again.locator("#page #reader-text mark").all_text_contents()) == name
    show(page, "graph")
    assert page.evaluate("(id) => Picture.has(id)", seen["select"])
    assert page.locator("#detail #reader-text mark").count() == 1


def test_an_indicator_is_drawn_over_years_with_its_table(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh&view=indicators")
    page.locator("#indicators .choice", has_text="地区生产总值").first.click()
    settle(page)
    chosen = state(page)["select"]
    told = fetched(reports, "/entities/" + chosen)["observations"]
    assert page.locator("#indicators tbody tr").count() == len(told) > 5
    assert page.locator("#indicators .point").count() == len(
        [o for o in told if o["period"] and o["value"] is not None]
    )
    assert page.locator("#indicators .target").count() > 2

    point = page.locator("#indicators .point").first
    point.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert "亿元" in page.locator("#reader-text mark").first.evaluate("(m) => m.parentElement.textContent")
    page.locator("#indicators tbody .quote").last.click()
    settle(page)
    assert page.locator("#reader-text mark").count() > 0

    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV").decode("utf-8-sig"))))
    assert sorted(float(r["value"]) for r in rows) == sorted(o["value"] for o in told)
    assert all(r["quote"] and r["document"] for r in rows)
    assert saved(page, "PNG").startswith(b"\x89PNG")
    assert b"<svg" in saved(page, "SVG")


def test_places_are_compared_and_contradictions_shown_side_by_side(reports: str, open_page: Open) -> None:
    chosen = indicator(reports, "地区生产总值", "乐丰县")
    page = open_page(f"{reports}/#lang=en&view=indicators&select={chosen}")
    conflict = page.locator("#indicators .conflict")
    expect(conflict).to_have_count(1)
    expect(conflict.locator(".side .figure")).to_have_text(["109亿元", "104亿元"])
    conflict.locator(".quote").last.click()
    settle(page)
    assert "104" in "".join(page.locator("#reader-text mark").all_text_contents())
    before = page.locator("#indicators .point").count()
    page.locator(".compare .chip", has_text="清平县").click()
    settle(page)
    assert page.locator("#indicators .point").count() > before
    assert page.locator("#indicators .series.s1 .point").count() > 2
    assert open_page(page.url).locator("#indicators .point").count() == page.locator("#indicators .point").count()
    show(page, "graph")
    expect(page.locator("#detail-body .conflict .side")).to_have_count(2)


def test_a_trace_reads_from_the_reform_to_its_bodies(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh&view=trace")
    page.locator("#trace input").fill("投融资")
    page.locator("#trace .choice", has_text="投融资体制改革").first.click()
    settle(page)
    steps = fetched(reports, "/trace?q=" + quote("投融资体制改革"))["steps"]
    named = page.locator("#trace .step .thing").all_text_contents()
    assert set(named) <= {s["object"]["label"] for s in steps}
    assert any("财政局" in name for name in named)
    roles = page.locator("#trace .step .arrow").all_text_contents()
    assert any("牵头" in role for role in roles)
    boxes = [page.locator(place).first.bounding_box() for place in ("#trace .chain > .node", "#trace .step .node")]
    assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]  # type: ignore[index]
    drawing = saved(page, "SVG").decode()
    assert "投融资体制改革" in drawing
    assert drawing.count("<polygon") == len(roles)
    assert drawing.count("<rect") == 1 + page.locator("#trace .chain .node").count()
    assert saved(page, "PNG").startswith(b"\x89PNG")
    page.locator("#trace .step .quote").first.click()
    settle(page)
    assert "财政局" in "".join(page.locator("#reader-text mark").all_text_contents())
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV").decode("utf-8-sig"))))
    assert {r["object"] for r in rows} == {s["object"]["label"] for s in steps}


def test_a_trace_shows_where_documents_disagree(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=en&view=trace")
    page.locator("#trace input").fill("投融资")
    page.locator("#trace .choice", has_text="投融资体制改革").first.click()
    settle(page)
    sides = page.locator("#trace .conflict .side")
    assert set(sides.locator(".figure").all_text_contents()) == {"县财政局", "县国资局"}
    boxes = [side.bounding_box() for side in sides.all()]
    assert boxes[0]["y"] == boxes[1]["y"]  # type: ignore[index]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]  # type: ignore[index]
    sides.filter(has_text="国资局").locator(".quote").click()
    settle(page)
    assert "国资局" in "".join(page.locator("#reader-text mark").all_text_contents())


def test_rules_are_told_in_words_with_their_names_beside(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh&view=trace&select={thing(reports, '投融资体制改革')}")
    rule = page.locator("#trace .step .rule").first
    name = rule.locator("code").inner_text()
    assert rule.inner_text() == f"规则：{labels()[name]['zh']} {name}"
    page.locator("#language").click()
    settle(page)
    assert rule.inner_text() == f"Rule: {labels()[name]['en']} {name}"


def test_the_graph_is_filtered_by_year_and_basis_pinned_and_folded(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh")
    page.locator("#filter-year").select_option("2017")
    settle(page)
    about = {d["id"] for d in fetched(reports, "/documents")["documents"] if "2017" in d["period"]}
    assert about
    told = page.evaluate("Picture.items().filter((n) => n.class !== 'Theme').map((n) => n.documents)")
    assert told
    assert all(about & set(documents) for documents in told)
    page.locator("#filter-year").select_option("")
    settle(page)
    page.locator("#lines [data-kind=section]").click()
    settle(page)
    assert page.evaluate("Picture.links().length") > 0
    assert page.evaluate("Picture.links().every((e) => e.basis !== 'section')")
    page.locator("#reset").click()
    settle(page)

    hub = page.evaluate("Picture.items().filter((n) => n.class !== 'Theme').sort((a, b) => b.degree - a.degree)[0].id")
    page.evaluate("(id) => Explorer.select(id)", hub)
    settle(page)
    place = page.evaluate("(id) => Picture.position(id)", hub)
    page.get_by_role("button", name="固定位置").click()
    assert state(page)["pins"].startswith(hub + ":")
    page.locator("#filter-status").select_option("planned")
    settle(page)
    found = page.evaluate("(id) => Picture.position(id)", hub)
    assert [round(found["x"]), round(found["y"])] == [round(place["x"]), round(place["y"])]
    page.get_by_role("button", name="取消固定").click()
    assert "pins" not in state(page)

    page.locator("#filter-status").select_option("")
    settle(page)
    page.get_by_role("button", name="展开邻居").click()
    settle(page)
    many = page.evaluate("Picture.count()")
    page.get_by_role("button", name="收起邻居").click()
    settle(page)
    few = page.evaluate("Picture.count()")
    assert few < many
    assert open_page(page.url).evaluate("Picture.count()") == few


def test_the_selection_is_exported_and_cited(reports: str, open_page: Open) -> None:
    page = open_page(f"{reports}/#lang=zh&q={quote('哪些改革服务于体制改革')}")
    page.locator(".answer .thing").first.click()
    settle(page)
    chosen = state(page)["select"]
    turtle = saved(page, "Turtle").decode()
    assert chosen in turtle
    assert "claimSubject" in turtle
    assert "exact" in turtle
    assert json.loads(saved(page, "JSON-LD"))
    assert saved(page, "PNG").startswith(b"\x89PNG")
    drawing = saved(page, "SVG").decode()
    assert drawing.count("<text") == page.evaluate("Picture.count()")
    assert b"predicate" in saved(page, "CSV")
    page.locator("#cite").click()
    settle(page)
    note = page.locator("#note").inner_text()
    assert page.evaluate("location.href") in note
    assert fetched(reports, "/health")["data"] in note
    old = open_page(f"{reports}/#lang=zh&v=000000")
    expect(old.locator("#note")).to_contain_text("000000")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator("#detail-body h2").is_visible()


@pytest.mark.parametrize(
    ("lang", "scheme", "width"), [("zh", "light", 1440), ("en", "dark", 1440), ("zh", "dark", 390)]
)
def test_axe_finds_nothing_serious(reports: str, open_page: Open, lang: str, scheme: str, width: int) -> None:
    import axe_playwright_python

    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    chosen = indicator(reports, "地区生产总值", "乐丰县")
    page = open_page(
        f"{reports}/#lang={lang}&q={quote('哪些改革服务于体制改革')}&doc={quote('乐丰县2018')}&select={chosen}",
        width=width,
        scheme=scheme,
        before=lambda page: page.add_init_script(path=axe),
    )
    serious = "(v) => ['serious', 'critical'].includes(v.impact)"
    for view in ("ask", "graph", "list", "text", "indicators", "trace"):
        page.evaluate("(view) => Explorer.view(view)", view)
        settle(page)
        found = page.evaluate(f"axe.run().then((r) => r.violations.filter({serious}))")
        assert not [(view, v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found]
