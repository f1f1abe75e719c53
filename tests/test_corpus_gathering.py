"""Files found in folders, their ids, and what is left out with its reason."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.gathering import gather
from corpus.identity import fold_id


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}的正文。")


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b/2.txt", "a/1.md", "a/x.toml", "a/y.xls", ".hidden/3.txt", "c.html")
    found = gather([tmp_path])
    assert [file.path.relative_to(tmp_path).as_posix() for file in found.files] == ["a/1.md", "b/2.txt", "c.html"]
    assert found.problems == ()


def test_same_names_get_ids_by_place(tmp_path: Path) -> None:
    write(tmp_path, "a/报告.txt", "b/报告.txt", "b/其他.txt")
    ids = [file.id for file in gather([tmp_path]).files]
    assert len(set(ids)) == 3
    assert "其他" in ids
    assert all(id.startswith("报告-") and len(id) == 11 for id in ids if id != "其他")


def test_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, *(f"{folder}/{name}.txt" for folder in "abc" for name in "xyz"))
    paths = sorted(tmp_path.rglob("*.txt"))
    shuffled = list(paths)
    random.Random(1).shuffle(shuffled)
    assert gather(paths).files == gather(shuffled).files == gather([tmp_path]).files


def test_copy_is_named_with_its_original(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文。")
    (tmp_path / "b.txt").write_text("正文。")
    found = gather([tmp_path])
    assert [file.id for file in found.files] == ["a"]
    assert [str(tmp_path / "a.txt") in str(problem) for problem in found.problems] == [True]


def test_problems_do_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "good.txt", "table.xls")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "self").symlink_to(tmp_path)
    named = [tmp_path, tmp_path / "table.xls", tmp_path / "missing.txt", tmp_path / "loop.txt"]
    found = gather(named)
    assert [file.id for file in found.files] == ["good"]
    text = "\n".join(map(str, found.problems))
    assert all(name in text for name in ("empty.txt", "table.xls", "missing.txt", "loop.txt"))
    assert all("\n" not in str(problem) for problem in found.problems)


def test_outside_the_root_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "out/b.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out" / "b.txt")
    found = gather([tmp_path / "in", tmp_path / "in" / ".." / "out" / "b.txt"], root=tmp_path / "in")
    assert [file.id for file in found.files] == ["a"]
    assert len(found.problems) == 2
    assert all("outside" in problem.problem for problem in found.problems)


def test_a_link_out_of_a_folder_is_refused_unless_named(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "private/b.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "private" / "b.txt")
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "a.txt")
    found = gather([tmp_path / "in"])
    assert [file.id for file in found.files] == ["a"]
    assert [problem.problem for problem in found.problems if "outside" in problem.problem] == [
        f"is a link that leads outside {tmp_path / 'in'}"
    ]
    assert [file.id for file in gather([tmp_path / "in" / "link.txt"]).files] == ["link"]


def test_nothing_gives_nothing() -> None:
    assert gather([]).files == ()


@given(st.text(max_size=120))
def test_id_is_safe_in_a_path_and_stable(name: str) -> None:
    id = fold_id(name)
    assert id
    assert all(char.isalnum() or char in "-_" or char.isidentifier() or ("a" + char).isidentifier() for char in id)
    assert "/" not in id
    assert fold_id(id) == id
