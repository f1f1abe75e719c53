"""Marks and own documents, as a reader makes them in the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Open, serving, settle, until, zhengce
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("explorer")

TEXT = """{county}政府工作报告
——2018年1月20日在{county}第十七届人民代表大会第二次会议上
一、深化改革
深化投融资体制改革（县财政局牵头，县发改局配合）。
"""

DROP = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "清平县.txt", { type: "text/plain" }));
  document.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, cancelable: true }));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server that takes documents, and its data folder."""
    folder = tmp_path_factory.mktemp("writable")
    (folder / "report.txt").write_text(TEXT.format(county="乐丰县"), encoding="utf-8")
    zhengce("build", str(folder / "report.txt"), data=folder / "data")
    with serving(folder / "data", uploads="true", upload_megabytes="1") as address:
        yield address, folder / "data"


def test_claims_are_marked_and_unmarked(writable: tuple[str, Path], open_page: Open) -> None:
    address, data = writable
    page = open_page(f"{address}/#lang=en&view=graph")
    page.evaluate("Explorer.select(Probe.ids('Reform')[0])")
    settle(page)
    claim = page.locator("#detail-body .claim", has_text="led by").or_(
        page.locator("#detail-body .claim", has_text="responsible body")
    )
    claim.first.get_by_role("button", name="wrong").click()
    page.get_by_label("Your name").fill("王 <b>")
    page.get_by_label("Why (optional)").fill("<script>alert(1)</script>")
    page.get_by_role("button", name="Mark", exact=True).click()
    settle(page)
    expect(page.locator(".mark-said.wrong").first).to_contain_text("王 <b>")
    assert "<script>" in zhengce("marks", "--format", "csv", data=data)
    again = open_page(page.url)
    expect(again.locator(".claim.doubted").first).to_be_visible()
    expect(again.locator(".mark-said.wrong").first).to_contain_text("<script>")

    again.get_by_role("button", name="Undo").first.click()
    settle(again)
    assert again.locator(".mark-said.wrong").count() == page.locator(".mark-said.wrong").count() - 1

    page.evaluate("Explorer.select(Probe.ids('Agency')[0])")
    settle(page)
    page.get_by_role("button", name="Same as…").click()
    settle(page)
    page.locator(".same .choice").first.click()
    page.get_by_role("button", name="Mark", exact=True).click()
    settle(page)
    expect(page.locator(".mark-said.same").first).to_be_visible()
    assert "sameAs" in zhengce("marks", "--format", "ttl", data=data)


def test_a_thing_marked_wrong_is_gone_after_the_next_build_and_can_be_brought_back(
    writable: tuple[str, Path], open_page: Open
) -> None:
    address, data = writable
    page = open_page(f"{address}/#lang=en&view=graph")
    chosen = page.evaluate("Probe.ids('Reform')[0]")
    page.evaluate("(id) => Explorer.select(id)", chosen)
    settle(page)
    name = page.locator("#detail-body h2").inner_text()
    page.locator(".actions .marks").get_by_role("button", name="wrong").click()
    page.get_by_label("Your name").fill("王")
    page.get_by_role("button", name="Mark", exact=True).click()
    settle(page)
    zhengce("build", str(data.parent / "report.txt"), data=data)
    page = open_page(f"{address}/#lang=en&view=graph")
    assert chosen not in page.evaluate("Probe.ids()")
    withheld = page.locator("#results .withheld")
    expect(withheld).to_contain_text(name)
    withheld.get_by_role("button", name="Undo").click()
    expect(withheld).to_contain_text("the next build brings it back")
    zhengce("build", str(data.parent / "report.txt"), data=data)
    page = open_page(f"{address}/#lang=en&view=graph")
    assert chosen in page.evaluate("Probe.ids()")
    assert page.locator("#results .withheld").count() == 0


def test_a_file_of_ones_own_is_added_and_shown(writable: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    address, _ = writable
    page = open_page(f"{address}/#lang=en&view=graph")
    for name, content, told in (("own.exe", "x", "cannot be read"), ("big.txt", "长" * 400_000, "larger than 1 MB")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        page.locator("#results input[type=file]").set_input_files(tmp_path / name)
        expect(page.locator("#upload.failed")).to_contain_text(told)
    (tmp_path / "blank.txt").write_text("  \n", encoding="utf-8")
    page.locator("#results input[type=file]").set_input_files(tmp_path / "blank.txt")
    until(page, "document.querySelector('#upload.failed')?.textContent.includes('holds no text')")

    with page.expect_event("load", timeout=60_000):
        page.evaluate(DROP, TEXT.format(county="清平县"))
    page.wait_for_selector("body[data-ready]", state="attached")
    settle(page)
    expect(page.locator("#filter-document")).to_have_value("清平县")
    assert page.evaluate("Picture.items().every((n) => n.class === 'Theme' || n.documents.includes('清平县'))")
    assert page.evaluate("Picture.items().some((n) => n.class === 'Reform')")


def test_a_server_that_is_open_to_others_takes_no_marks_without_its_token(
    writable: tuple[str, Path], open_page: Open
) -> None:
    _, data = writable
    with serving(data, token="secret") as address:
        page = open_page(f"{address}/#lang=en&view=graph")
        page.evaluate("Explorer.select(Probe.ids('Reform')[0])")
        settle(page)
        assert page.locator("input[type=file]").count() == 0
        page.locator("#detail-body").get_by_role("button", name="right").first.click()
        page.get_by_label("Your name").fill("王")
        page.get_by_label("Token").fill("secret")
        page.get_by_role("button", name="Mark", exact=True).click()
        settle(page)
        expect(page.locator(".mark-said.right").first).to_be_visible()
