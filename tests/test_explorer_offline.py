"""The explorer as one file: opened from disk without a network, it draws, filters, searches and shows evidence."""

import json
import re
from pathlib import Path

import pytest
from browser import Open, settle, until, zhengce
from playwright.sync_api import Page, expect

import corpus
from api import assets

pytestmark = pytest.mark.xdist_group("explorer")

LIUSHI = Path(corpus.__file__).with_name("documents") / "liushi-2016.txt"
BLOCK = re.compile(r'<script type="application/json" id="offline-data">(.*?)</script>', re.S)
SECOND = """乐丰镇政府工作报告
——2018年1月20日在乐丰镇第三届人民代表大会第二次会议上
一、推进绿色发展
实施乐丰河综合整治工程，建成污水处理厂1座，新增绿地面积12万平方米。
二、推进创新发展
启动乐丰科技园建设，由镇经济发展办公室负责。
"""


def data_of(file: Path) -> dict[str, dict[str, object]]:
    block = BLOCK.search(file.read_text(encoding="utf-8"))
    assert block
    data: dict[str, dict[str, object]] = json.loads(block[1])
    return data


def test_is_one_utf8_file_that_names_no_address_to_load(exported: Path) -> None:
    page = exported.read_bytes().decode("utf-8")
    assert '<meta charset="utf-8">' in page[:200]
    assert not re.findall(r'(?:src|href)="(?!\./|ontology|docs)[^"]*"', page.partition('id="offline-data"')[0])


def test_draws_searches_and_shows_evidence_without_a_network(exported: Path, open_page: Open) -> None:
    sent: list[str] = []
    page = open_page(
        exported.as_uri() + "#lang=zh", offline=True, before=lambda p: p.on("request", lambda r: sent.append(r.url))
    )
    assert page.evaluate("Picture.count()") > 20
    assert page.evaluate("Picture.links().length") > 20
    assert page.evaluate("document.scripts.length") == len(assets.SCRIPTS) + len(["vis-network", "data"])
    page.locator("input[name=mode][value=search]").check(force=True)
    page.locator("#question").fill("污水管网建设")
    page.locator("#question").press("Enter")
    settle(page)
    page.locator(".hit .passage").first.click()
    settle(page)
    marked = "".join(page.locator("#reader-text mark").all_text_contents())
    assert "污水" in marked
    assert marked in page.evaluate("Client.document('liushi-2016').then((d) => d.text)")
    page.locator("#as-list").click()
    page.locator("#list .thing.Project").first.click()
    expect(page.locator("#detail-body .quote").first).to_be_visible()
    assert [url for url in sent if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.locator("[data-online]:visible").count() == 0


def test_says_that_asking_needs_the_server_and_offers_passages(exported: Path, open_page: Open) -> None:
    page = open_page(exported.as_uri() + "#lang=en&q=绿色发展", offline=True)
    expect(page.locator(".abstained")).to_contain_text("zhengce serve")
    assert page.locator(".hit").count() > 0


def test_filters_expands_and_finds_paths_as_the_server_does(exported: Path, open_page: Open) -> None:
    page = open_page(exported.as_uri() + "#lang=en&theme=theme/green-development", offline=True)
    assert page.evaluate("Picture.count()") > 2
    assert page.evaluate("Probe.everyNodeServes('theme/green-development')")
    page.locator("#filter-theme").select_option("")
    page.locator("#filter-status").select_option("planned")
    until(page, "Picture.count() && Picture.items().every((n) => n.status === 'planned')")
    page.locator("#reset").click()
    until(page, "Picture.count() > 20")
    ends = page.evaluate("Probe.ids('Project').slice(0, 2)")
    found = page.evaluate("([a, b]) => Client.paths(a, b)", ends)
    assert [found["nodes"][0]["id"], found["nodes"][-1]["id"]] == ends
    assert len(found["edges"]) == len(found["nodes"]) - 1


def test_everything_that_can_be_clicked_is_in_the_file(exported: Path) -> None:
    data = data_of(exported)
    ids = {n["id"] for n in data["graph"]["nodes"]}  # type: ignore[attr-defined]
    assert ids <= data["entities"].keys()
    for document in data["documents"].values():
        assert {m["entity"] for m in document["mentions"]} <= data["entities"].keys()  # type: ignore[index]


def test_holds_only_the_documents_that_were_asked_for(tmp_path: Path, open_page: Open) -> None:
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    zhengce("build", str(LIUSHI), str(tmp_path / "second.txt"), data=tmp_path / "data")
    file = tmp_path / "second.html"
    zhengce("export", "--format", "html", "-o", str(file), "--document", "second", data=tmp_path / "data")
    data = data_of(file)
    assert list(data["documents"]) == ["second"]
    whole = json.dumps(data, ensure_ascii=False)
    assert "liushi-2016" not in whole
    assert "苏岙" not in whole
    assert "乐丰" in whole
    page: Page = open_page(file.as_uri() + "#lang=zh&view=list", offline=True)
    page.locator("#list .thing", has_text="乐丰").first.click()
    settle(page)
    assert page.evaluate("Picture.links().every((e) => e.claims > 0)")
