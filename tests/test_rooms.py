"""The rooms and their borders, as the design draws them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "ontology": set(),
    "kg": {"corpus", "ontology"},
    "embeddings": {"corpus"},
    "api": {"corpus", "ontology", "kg", "embeddings"},
}


def trees(room: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def faults(room: str, tree: ast.AST) -> list[str]:
    """What a module of a room must not do: cross a border, read the environment, print."""
    found = [
        f"imports {name}" for name in imported(tree) if name in MAY_IMPORT and name not in MAY_IMPORT[room] | {room}
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"):
            found.append("reads the environment")
        if room != "api" and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            found.append("prints")
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_module_crosses_a_border(room: str) -> None:
    found = [
        f"{path}: {fault}" for path, tree in trees(room) for fault in faults(room, tree) if path != "api/settings.py"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("kg", "import embeddings.index"),
        ("corpus", "from kg.store import Store"),
        ("embeddings", "import os\nos.environ['X']"),
        ("ontology", "print('x')"),
    ],
)
def test_a_crossing_is_seen(room: str, code: str) -> None:
    assert faults(room, ast.parse(code))


def test_every_package_is_listed() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    present = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for room in MAY_IMPORT
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert listed == present
