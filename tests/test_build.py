"""Building: each bad file is one line, the rest is built, and the last state is never lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Command, Result

from api import extractors, understanding
from api.building import BuildReport, build
from api.settings import Settings
from api.understanding import Task, understand, understand_all
from corpus.document import Document
from corpus.structure import Structure
from kg.extraction.extract import extract
from kg.extraction.result import Extraction
from kg.repository import Repository

ROOT = Path(__file__).resolve().parents[1]
REPORT = """{place}{year}年政府工作报告

一、推进绿色发展
启动{place}垃圾场生态治理工程，由{place}环保局负责。人均公园绿地面积达到12.{n}平方米。
二、深化体制改革
深化投融资体制改革，完成投资{n}.5亿元，同比增长8.{n}%。
"""
PLACES = [
    "东港镇",
    "西山镇",
    "南湖镇",
    "北岭镇",
    "中洲镇",
    "上坪镇",
    "下沙镇",
    "新塘镇",
    "古田镇",
    "青云镇",
    "白石镇",
    "红岩镇",
]


def corpus(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n, place in enumerate(PLACES[:count]):
        text = REPORT.format(place=place, year=2010 + n, n=n)
        (folder / f"report-{n:02d}.txt").write_text(text, encoding="utf-8")
    return folder


def build_all(folder: Path, data: Path, *, prune: bool = False, jobs: int | None = None) -> BuildReport:
    return build([folder], Settings(data=data), prune=prune, track=lambda items, _: items, jobs=jobs)


def quads(data: Path) -> bytes:
    with Repository(data).current() as generation:
        store = generation.store()
        try:
            return store.dump()
        finally:
            store.close()


def ids(data: Path) -> list[str]:
    with Repository(data).current() as generation:
        return sorted(generation.manifest.documents)


def start(*words: str | Path) -> "subprocess.Popen[str]":
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def broken_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and no more")


def empty_package(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("nothing.txt", "x")


def test_bad_files_are_a_line_each_and_the_rest_is_built(zhengce: Command, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "nul.txt": "推进绿色\0发展".encode(),
        "encoding.txt": "推进绿色发展".encode("gb18030") + b"\xff\xff\x80",
        "copy.txt": (folder / "report-00.txt").read_bytes(),
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    broken_zip(folder / "broken.docx")
    empty_package(folder / "empty.pptx")
    (folder / "no.pdf").write_bytes(b"%PDF-1.4 nothing")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 << 20)
    (tmp_path / "sheet.xlsx").write_bytes(b"x")
    found = zhengce("build", folder, tmp_path / "sheet.xlsx", tmp_path / "gone.txt", "--data", tmp_path / "data")
    assert found.code == 3
    told = found.err.splitlines()
    assert all(line.startswith("not built: ") and "; " in line for line in told)
    named = sorted(Path(line.removeprefix("not built: ").split(":")[0]).name for line in told)
    others = ["broken.docx", "empty.pptx", "no.pdf", "huge.txt", "sheet.xlsx", "gone.txt"]
    expected = sorted([*(set(bad) - {"copy.txt"}), *others])
    assert [name for name in named if name not in ("report-00.txt", "copy.txt")] == expected
    assert len(told) == len(expected) + 1
    assert set(ids(tmp_path / "data")) in ({"report-00", "report-01"}, {"copy", "report-01"})
    assert zhengce("validate", "--data", tmp_path / "data").code == 0


def test_an_empty_folder_is_told(zhengce: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    found = zhengce("build", tmp_path / "in", "--data", tmp_path / "data")
    assert found.code == 3
    assert "holds no document; give files or folders" in found.err


def test_what_has_not_changed_is_skipped_and_what_has_is_replaced(tmp_path: Path) -> None:
    folder, data = corpus(tmp_path / "in", 3), tmp_path / "data"
    assert build_all(folder, data).added == ["report-00", "report-01", "report-02"]
    with Repository(data).current() as generation:
        name = generation.name
    again = build_all(folder, data)
    assert (again.changed, again.unchanged) == (False, ["report-00", "report-01", "report-02"])
    with Repository(data).current() as generation:
        assert generation.name == name
    (folder / "report-01.txt").write_text(REPORT.format(place="玉泉镇", year=2020, n=7), encoding="utf-8")
    (folder / "report-02.txt").unlink()
    changed = build_all(folder, data)
    assert (changed.replaced, changed.removed) == (["report-01"], [])
    assert ids(data) == ["report-00", "report-01", "report-02"]
    assert build_all(folder, data, prune=True).removed == ["report-02"]
    build_all(folder, tmp_path / "fresh")
    assert quads(data) == quads(tmp_path / "fresh")
    assert "玉泉镇".encode() in quads(data)


def test_pruning_keeps_what_cannot_be_read_now(tmp_path: Path) -> None:
    folder, data = corpus(tmp_path / "in", 2), tmp_path / "data"
    build_all(folder, data)
    (folder / "report-00.txt").write_bytes(b"")
    report = build_all(folder, data, prune=True)
    assert (len(report.problems), report.removed, ids(data)) == (1, [], ["report-00", "report-01"])
    wrong = build_all(tmp_path / "typo", data, prune=True)
    assert (len(wrong.problems), wrong.removed, ids(data)) == (2, [], ["report-00", "report-01"])


def test_two_files_of_one_name_are_two_documents(tmp_path: Path) -> None:
    corpus(tmp_path / "in" / "a", 1)
    other = tmp_path / "in" / "b"
    other.mkdir()
    (other / "report-00.txt").write_text(REPORT.format(place="玉泉镇", year=2020, n=7), encoding="utf-8")
    report = build_all(tmp_path / "in", tmp_path / "data")
    assert len(set(report.added)) == 2
    assert all(name.startswith("report-00-") for name in report.added)
    assert build_all(tmp_path / "in", tmp_path / "data").unchanged == report.added


def test_a_file_of_a_name_that_is_taken_is_another_document(tmp_path: Path) -> None:
    data = tmp_path / "data"
    build_all(corpus(tmp_path / "a", 1), data)
    other = corpus(tmp_path / "b", 1)
    (other / "report-00.txt").write_text(REPORT.format(place="玉泉镇", year=2020, n=7), encoding="utf-8")
    assert len(build_all(other, data).added) == 1
    assert len(ids(data)) == 2


def test_removing_takes_a_document_out_of_graph_and_search(zhengce: Command, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build_all(corpus(tmp_path / "in", 2), data)
    found = zhengce("remove", "report-00", "report-00", "--data", data)
    assert (found.code, found.err) == (0, "")
    assert ids(data) == ["report-01"]
    assert b"report-00" not in quads(data)
    assert "report-00" not in zhengce("search", "绿色发展", "--data", data).out
    assert zhengce("remove", "report-01", "nope", "--data", data).code == 2
    assert ids(data) == ["report-01"]


def test_a_graph_that_breaks_a_shape_is_told_and_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 2)

    def spoilt(document: Document, shape: Structure) -> Extraction:
        found = extract(document, shape)
        if document.id == "report-01":
            found = replace(found, claims=tuple(replace(claim, confidence=7.0) for claim in found.claims))
        return found

    monkeypatch.setattr(extractors, "extract", spoilt)
    report = build_all(folder, tmp_path / "data")
    assert report.added == ["report-00"]
    (problem,) = report.problems
    assert "report-01.txt: its graph breaks a shape at" in problem


def test_many_files_give_what_each_gives_alone(tmp_path: Path) -> None:
    files = sorted(corpus(tmp_path / "in", 10).iterdir())
    (tmp_path / "in" / "report-03.txt").write_bytes(b"")
    one, other = ([Task(path, path.stem, None, tmp_path / name) for path in files] for name in ("1", "2"))
    assert len(one) > understanding.ALONE
    for together, alone in zip(understand_all(one, jobs=2), map(understand, other), strict=True):
        assert (together.id, together.problem) == (alone.id, alone.problem)
        if together.found is not None and alone.found is not None:
            assert together.found.entry == alone.found.entry
            assert together.found.record.read_bytes() == alone.found.record.read_bytes()
            assert together.found.graph.read_bytes() == alone.found.graph.read_bytes()


def test_an_interrupt_keeps_what_was_finished(tmp_path: Path) -> None:
    folder, data = corpus(tmp_path / "in", 12), tmp_path / "data"
    process = start("build", folder, "--data", data)
    generations = data / "generations"
    wait_for(lambda: generations.is_dir() and len(list((data / "documents").rglob("*.json"))) >= 2, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    assert (process.returncode, "interrupted: what was finished is kept" in err) in ((130, True), (0, False)), (
        out,
        err,
    )
    kept = ids(data)
    assert 2 <= len(kept) <= 12
    out, err = start("build", folder, "--data", data).communicate(timeout=120)
    assert (f"{len(kept)} unchanged" in out, err) == (True, "")
    assert len(ids(data)) == 12
    build_all(folder, tmp_path / "fresh")
    assert quads(data) == quads(tmp_path / "fresh")


def test_a_killed_build_leaves_the_last_state_no_process_and_what_it_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    build_all(corpus(tmp_path / "in", 1), data)
    before = quads(data)
    process = start("build", corpus(tmp_path / "in", 12), "--data", data)
    wait_for(lambda: len(list((data / "pending").glob("*.entry"))) >= 2, process)
    workers = children(process.pid)
    process.kill()
    process.communicate(timeout=60)
    assert quads(data) == before
    deadline = time.monotonic() + 30
    while any(Path("/proc", str(pid)).exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in workers if Path("/proc", str(pid)).exists()] == []
    left = len(list((data / "pending").glob("*.entry")))
    read: list[str] = []

    def counted(document: Document, shape: Structure) -> Extraction:
        read.append(document.id)
        return extract(document, shape)

    monkeypatch.setattr(extractors, "extract", counted)
    assert len(build_all(tmp_path / "in", data, jobs=1).added) == 11
    assert 2 <= left == 11 - len(read)
    assert len(ids(data)) == 12


def test_a_full_disk_is_one_line_and_leaves_the_last_state(tmp_path: Path) -> None:
    data = tmp_path / "data"
    build_all(corpus(tmp_path / "in", 1), data)
    before = quads(data)
    corpus(tmp_path / "in", 4)
    for limit in (1 << 12, 1 << 15, 1 << 17):
        code = (
            "import resource, signal\n"
            "from api.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
            "main()"
        )
        words = [sys.executable, "-c", code, "build", str(tmp_path / "in"), "--data", str(data)]
        found = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)
        told = Result(found.returncode, found.stdout, found.stderr)
        assert told.code in (0, 4, 6), told
        if told.code:
            assert told.err.startswith("zhengce: "), told
            assert told.err.count("\n") == 1, told
            assert quads(data) == before
    build_all(tmp_path / "in", data)
    assert len(ids(data)) == 4


def test_another_model_is_refused_with_its_remedy(zhengce: Command, built: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-model"
    shutil.copytree(ROOT / "embeddings" / "model", other)
    with (other / "modules.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    found = zhengce("search", "污水", "--model", other, "--data", built)
    assert (found.code, found.out) == (4, "")
    assert "build" in found.err
    assert found.err.count("\n") == 1


def test_a_pipe_gets_no_progress_bar(zhengce: Command, tmp_path: Path) -> None:
    found = zhengce("build", corpus(tmp_path / "in", 1), "--data", tmp_path / "data")
    assert (found.code, found.err) == (0, "")
    assert found.out == "1 added: 1 documents, 5 passages\n  added    report-00\n"


def test_a_terminal_gets_one(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    main, side = os.openpty()
    code = "from api.cli import main; main()"
    words = [sys.executable, "-c", code, "build", str(folder), "--data", str(tmp_path / "data")]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=side, cwd=ROOT, check=True, env=environment)
    os.close(side)
    seen = b"".join(drained(main)).decode()
    os.close(main)
    for what in ("reading", "storing", "indexing"):
        assert f"{what} documents" in seen
    assert "2/2" in seen
    assert b"2 added" in done.stdout


def drained(terminal: int) -> Iterator[bytes]:
    with suppress(OSError):  # how Linux tells that the other side is closed
        while chunk := os.read(terminal, 1 << 16):
            yield chunk


def wait_for(ready: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 120
    while process.poll() is None and not ready() and time.monotonic() < deadline:
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == pid:
                found.append(int(entry.name))
    return found
