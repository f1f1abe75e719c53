"""Files of each format and encoding, and files that cannot be read."""

import io
import os
import subprocess
import zipfile
from pathlib import Path

import docx
import pptx
import pytest
from pptx.util import Emu

from corpus.errors import CorpusError
from corpus.reading import SIZE_LIMIT, read
from corpus.structuring import structure

TEXT = "平阳镇政府工作报告\n\n各位代表：\n\n一、2018年工作回顾\n\n新建农村公路２１公里，绿化率达到45%。\n"
CHROMIUM = Path("/usr/bin/chromium")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read(path).source == TEXT


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("第一行\r\n第二行\r\n".encode())
    assert read(path).source == "第一行\r\n第二行\r\n"


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "# 行动方案\n\n正文**重点**内容。\n\n1. 第一项\n2. 第二项\n\n| 指标 | 值 |\n|---|---|\n| 绿化率 | 45% |\n"
    )
    assert read(path).source == "行动方案\n\n正文重点内容。\n\n1.第一项\n\n2.第二项\n\n指标\t值\n\n绿化率\t45%\n"


def test_html_loses_scripts_and_navigation(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = (
        "<html><head><meta charset='gb2312'><title>t</title><script>var a=1</script></head><body><nav>首页</nav>"
        "<h1>通知</h1><p>各镇<b>人民</b>政府：<br>现印发。</p><table><tr><td>甲</td><td>1</td></tr></table>"
        "<!-- 注 --><footer>版权</footer></body></html>"
    )
    path.write_bytes(page.encode("gb18030"))
    assert read(path).source == "通知\n\n各镇人民政府：\n现印发。\n\n甲\t1\n"


def test_word_keeps_tables_in_order(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    document = docx.Document()
    document.add_paragraph("一、工作目标")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "绿化率", "45%"
    document.add_paragraph("二、工作任务")
    document.save(str(path))
    assert read(path).source == "一、工作目标\n绿化率\t45%\n二、工作任务\n"


def test_slides_are_read_from_top_to_bottom_without_notes(tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    for top, text in ((4_000_000, "下"), (2_000_000, "上")):
        slide.shapes.add_textbox(Emu(500_000), Emu(top), Emu(900_000), Emu(400_000)).text_frame.text = text
    slide.shapes.title.text = "标题"
    slide.notes_slide.notes_text_frame.text = "备注"
    table = slide.shapes.add_table(1, 2, Emu(500_000), Emu(6_000_000), Emu(900_000), Emu(400_000)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "第二页"
    deck.save(str(path))
    assert read(path).source == "标题\n\n上\n\n下\n\n甲\t乙\n\f\n第二页\n"


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium to print a PDF with a Chinese text layer")
def test_pdf_text_layer(tmp_path: Path) -> None:
    page, path = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text("<meta charset=utf-8><p>一、工作目标</p><p>新建公路21公里。</p>", encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [str(CHROMIUM), *flags, "--no-pdf-header-footer", f"--print-to-pdf={path}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert structure(read(path)).view.text == "一、工作目标\n新建公路21公里。"


def pdf_without_text() -> bytes:
    """Return a PDF of one empty page, as a scan has it under its image."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>")
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%send" % (number, part) + b"obj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def zip_of(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return buffer.getvalue()


BAD = {
    "empty": ("a.txt", b"", "is empty", "remove"),
    "white space": ("a.txt", b" \n\t\n", "no text", "check the file"),
    "nul": ("a.txt", "报告\0正文".encode(), "NUL", "UTF-8"),
    "binary": ("a.txt", bytes(range(1, 256)) * 40, "", "text"),
    "broken bom": ("a.txt", b"\xef\xbb\xbf\xff\xfe\xfd", "does not fit", "UTF-8"),
    "broken zip": ("a.docx", b"PK\x03\x04 broken", "no readable Office file", "save"),
    "other zip": ("a.docx", zip_of("x.txt", b"x"), "without word/document.xml", "save"),
    "damaged part": ("a.docx", zip_of("word/document.xml", b"<broken"), "damaged", "save"),
    "damaged slides": ("a.pptx", zip_of("ppt/presentation.xml", b"<broken"), "damaged", "save"),
    "bomb": ("a.pptx", zip_of("ppt/presentation.xml", b"0" * 30_000_000), "unpack", "split"),
    "no pdf": ("a.pdf", b"%PDF-1.4 nothing", "damaged", "print"),
    "scan": ("a.pdf", pdf_without_text(), "no text layer", "OCR"),
    "suffix": ("a.xls", b"x", "unsupported type .xls", "convert"),
    "too large": ("a.txt", b"0" * (SIZE_LIMIT + 1), "MB", "split"),
}


@pytest.mark.parametrize(("name", "data", "problem", "remedy"), BAD.values(), ids=BAD.keys())
def test_bad_file_says_what_to_do_on_one_line(
    tmp_path: Path, name: str, data: bytes, problem: str, remedy: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CorpusError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert "\n" not in message


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(CorpusError):
        read(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(CorpusError, match="right to read"):
        read(path)


def test_metadata_file_goes_before_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.with_suffix(".toml").write_text('title = "报告"\nyear = 2020\n')
    metadata = read(path).metadata
    assert (metadata.title, metadata.year, metadata.kind) == ("报告", 2020, "work_report")
    assert "kind" in metadata.inferred
    assert not {"title", "year"} & metadata.inferred


@pytest.mark.parametrize(
    "content", ["title = ", 'titel = "x"', 'year = "2020"', "year = true", 'level = "village"', 'sha256 = "0"']
)
def test_wrong_metadata_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.with_suffix(".toml").write_text(content)
    with pytest.raises(CorpusError) as caught:
        read(path)
    assert caught.value.path.endswith("a.toml")
