"""The data folder stays whole."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from kg_strategies import SOURCE, document, extractions, put, structured

from corpus.reading import read
from corpus.structuring import structure
from kg import contribution, record
from kg.errors import RepositoryError
from kg.extraction.extract import extract
from kg.extraction.result import Extraction
from kg.manifest import rules_version
from kg.naming import jurisdiction
from kg.rdf import quads_of
from kg.record import record_of
from kg.repository import Repository
from kg.validation import validate

WRITER = """
import resource, sys, time
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from kg.repository import Repository
from kg_strategies import put
mode, folder = sys.argv[1:]
with Repository(Path(folder)).begin() as draft:
    put(draft, "new")
    draft.remove("a")
    if mode == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        for i in range(50):
            put(draft, f"n{{i}}", source="推进绿色发展。" * 2000)
    draft.write().flush()
    print("writing", flush=True)
    if mode == "hang":
        time.sleep(60)
    draft.commit()
"""


def build(folder: Path, *ids: str) -> Repository:
    repository = Repository(folder)
    with repository.begin() as draft:
        for id in ids:
            put(draft, id)
        draft.commit()
    return repository


def state(repository: Repository) -> tuple[list[str], bytes]:
    with repository.current() as generation:
        store = generation.store()
        for id in generation.manifest.documents:
            assert generation.record(id).document.source == SOURCE
        return sorted(generation.manifest.documents), store.dump()


def generations(repository: Repository) -> list[str]:
    return sorted(path.name for path in (repository.folder / "generations").iterdir())


def writer(mode: str, folder: Path) -> "subprocess.Popen[str]":
    tests = Path(__file__).parent
    script = WRITER.format(root=str(tests.parent), tests=str(tests))
    return subprocess.Popen(
        [sys.executable, "-c", script, mode, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_what_was_put_can_be_read(tmp_path: Path) -> None:
    repository = build(tmp_path, "a", "b")
    ids, dump = state(repository)
    assert ids == ["a", "b"]
    assert b"/graph/a>" in dump
    with repository.current() as generation:
        assert generation.manifest.documents["a"].current
        assert generation.manifest.documents["a"].matches(document("a"))
        assert not generation.manifest.documents["a"].matches(document("a", title="another"))


def test_a_rebuild_is_byte_identical(tmp_path: Path) -> None:
    one, other = build(tmp_path / "1", "a", "b", "c"), build(tmp_path / "2", "c", "a")
    with other.begin() as draft:
        put(draft, "b")
        put(draft, "a")
        draft.commit()
    assert state(one) == state(other)
    with one.current() as left, other.current() as right:
        assert (left.folder / "manifest.json").read_bytes() == (right.folder / "manifest.json").read_bytes()


def test_without_a_commit_nothing_remains(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    before, names = state(repository), generations(repository)
    with repository.begin() as draft:
        put(draft, "b")
    assert (state(repository), generations(repository)) == (before, names)
    assert len(list((tmp_path / "documents").rglob("*.json"))) == 1


def test_an_error_leaves_the_last_state(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    before = state(repository)
    with pytest.raises(KeyError), repository.begin() as draft:  # noqa: PT012  the error comes after a change
        draft.remove("a")
        draft.remove("a")
    assert state(repository) == before


def test_readers_keep_what_they_read(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    reader = repository.current()
    with repository.begin() as draft:
        draft.remove("a")
        draft.commit()
    assert list(reader.manifest.documents) == ["a"]
    assert reader.record("a").document.source == SOURCE
    assert reader.store().documents() == ["a"]
    reader.close()
    build(tmp_path, "b")
    assert len(generations(repository)) == 1
    assert state(repository)[0] == ["b"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    with (
        repository.begin(),
        pytest.raises(RepositoryError, match=f"process {os.getpid()} is writing this data folder; wait"),
        Repository(tmp_path).begin(),
    ):
        pass


def test_nothing_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="run `zhengce build` first"):
        Repository(tmp_path).current()
    assert list(tmp_path.iterdir()) == []


def test_a_lost_generation_is_told(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    (tmp_path / "current").write_text("000077\n")
    with pytest.raises(RepositoryError, match="is gone; build again"):
        repository.current()


def test_a_killed_writer_leaves_the_last_state(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    before = state(repository)
    process = writer("hang", tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert state(repository) == before
    build(tmp_path, "b")
    assert state(repository)[0] == ["a", "b"]
    assert len(generations(repository)) == 1


@pytest.mark.parametrize("moment", range(3))
def test_a_writer_killed_at_any_moment_leaves_a_whole_state(tmp_path: Path, moment: int) -> None:
    repository = build(tmp_path, "a")
    before = state(repository)
    process = writer("go", tmp_path)
    if moment:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep((moment - 1) * 0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    after = state(repository)
    assert after == before or after[0] == ["new"]


def test_a_full_disk_leaves_the_last_state(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    before = state(repository)
    process = writer("full", tmp_path)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "cannot be written" in errors
    assert "the last state of the data is untouched" in errors
    assert state(repository) == before
    assert len(generations(repository)) == 1


def test_other_rooms_files_are_carried_over(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    with repository.begin() as draft:
        (draft.carry("index") / "vectors").write_bytes(b"one")
        draft.commit()
    with repository.begin() as draft:
        assert (draft.carry("index") / "vectors").read_bytes() == b"one"
        (draft.carry("index") / "new").write_bytes(b"two")
        draft.commit()
    with repository.current() as generation:
        assert sorted(p.name for p in (generation.folder / "index").iterdir()) == ["new", "vectors"]


def test_what_waits_outlives_a_draft_that_was_given_up(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    with repository.begin() as draft:
        left = put(draft, "a")
        assert contribution.find(draft.pending, document("a")) == left
        assert contribution.find(draft.pending, document("a", title="another")) is None
    with repository.begin() as draft:
        found = contribution.find(draft.pending, document("a"))
        assert found == left
        draft.put(found)
        draft.commit()
    assert state(repository) == state(build(tmp_path / "other", "a"))
    assert not draft.pending.exists()


def test_a_contribution_that_was_cut_off_is_not_found(tmp_path: Path) -> None:
    with Repository(tmp_path).begin() as draft:
        left = put(draft, "a")
        left.graph.with_suffix(".entry").unlink()
        assert contribution.find(draft.pending, document("a")) is None


@pytest.mark.parametrize("kept", [1, 4])
def test_a_store_made_anew_is_the_one_that_was_changed(tmp_path: Path, kept: int) -> None:
    ids = "abcde"
    repository = build(tmp_path / "1", *ids)
    with repository.begin() as draft:
        for id in ids[kept:]:
            draft.remove(id)
        put(draft, "new")
        draft.commit()
    assert state(repository) == state(build(tmp_path / "2", *ids[:kept], "new"))


def test_starting_afresh_forgets(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    with repository.begin(fresh=True) as draft:
        put(draft, "b")
        draft.commit()
    assert state(repository)[0] == ["b"]


def test_removing_an_unknown_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Repository(tmp_path).begin() as draft:
        draft.remove("none")


def test_the_bundled_document_builds_valid_and_byte_identical(tmp_path: Path) -> None:
    (path,) = (Path(__file__).parents[1] / "corpus" / "documents").glob("liushi-2016.txt")
    dumps = []
    for folder in (tmp_path / "1", tmp_path / "2"):
        text = read(path)
        shape = structure(text)
        repository = Repository(folder)
        with repository.begin() as draft:
            found = extract(text, shape)
            draft.put(contribution.write(draft.pending, text, shape, found, quads_of(text, shape, found)))
            draft.commit()
        with repository.current() as generation:
            store = generation.store()
            assert dict(validate(store)) == {text.id: [], jurisdiction(text): []}
            dumps.append(store.dump())
    assert dumps[0] == dumps[1]
    assert dumps[0].count(b"ontology#Claim>") > 100


def test_what_other_rules_stored_is_outdated(tmp_path: Path) -> None:
    with build(tmp_path, "a").current() as generation:
        entry = generation.manifest.documents["a"]
    assert entry.matches(document("a"))
    assert not replace(entry, rules="other").matches(document("a"))
    assert len(rules_version()) == 16


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    repository = build(tmp_path, "a")
    with repository.current() as generation:
        path = generation.folder / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
        with pytest.raises(RepositoryError, match="format 99, this version needs 3; remove the data folder"):
            _ = generation.manifest


@settings(max_examples=25, deadline=None)
@given(extractions())
def test_a_record_survives(extraction: Extraction) -> None:
    made, shape = structured()
    kept = record_of(made, shape, extraction)
    again = record.from_json(record.to_json(kept), path=made.path)
    assert again == kept
    assert [s.title for s in again.path(len(again.sections) - 1)] == [
        s.title for s in shape.path(len(shape.sections) - 1)
    ]


def test_stored_places_are_of_the_source() -> None:
    kept = record_of(*structured(), Extraction())
    assert "".join("".join(p.text.split()) for p in kept.passages) == "".join(SOURCE.split())
    for passage in kept.passages:
        assert "".join(s.of(SOURCE) for s in passage.spans).split() == passage.text.split()
    titles = {SOURCE[s.start : s.heading_end].strip() for s in kept.sections[1:]}
    assert titles == {"一、推进绿色发展", "二、深化改革"}
