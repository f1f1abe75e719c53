"""The words of the interface: the same keys in both languages, and every key that the page uses."""

import re
from pathlib import Path
from typing import get_args

import pytest
from browser import Open

from api import assets
from api.routes.graph import Class, Status
from kg.claim import Basis, Relation, Role
from kg.observation import ObservationKind

pytestmark = pytest.mark.xdist_group("explorer")

FOLDER = Path(assets.__file__).parent / "explorer"
USED = re.compile(
    r'(?:Words\.text|heading|counted)\(\s*"(\w+)"'
    r'|data-i18n(?:-label|-placeholder)?="(\w+)"'
    r'|Words\.text\(\w+ \? "(\w+)" : "(\w+)"'
)


def used() -> set[str]:
    texts = [assets.read(name).decode() for name in (*assets.SCRIPTS, "index.html")]
    return {key for text in texts for found in USED.findall(text) for key in found if key}


def test_both_languages_have_the_same_keys_of_the_same_kind(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    shapes = "(l) => Object.entries(Words.texts[l]).map(([k, v]) => [k, typeof v, v.length * (typeof v !== 'string')])"
    chinese, english = (sorted(page.evaluate(shapes, language)) for language in ("zh", "en"))
    assert chinese == english
    assert page.evaluate("Words.texts.zh.examples.map((e) => e[0])") == page.evaluate(
        "Words.texts.en.examples.map((e) => e[0])"
    )


def test_every_key_in_use_has_its_words(server: str, open_page: Open) -> None:
    page = open_page(server + "/#lang=zh")
    keys = set(page.evaluate("Object.keys(Words.texts.zh)"))
    assert len(used()) > 30
    assert used() - keys == set()
    kinds = (Class, Status, Basis, Relation, Role, ObservationKind)
    values = {value for kind in kinds for value in get_args(kind)}
    assert values - keys == set()


def test_every_script_is_loaded_in_order() -> None:
    page = (FOLDER / "index.html").read_text()
    assert re.findall(r'src="static/([a-z]+\.js)"', page) == list(assets.SCRIPTS)
    assert {path.name for path in FOLDER.glob("*.js")} | {"rules.js"} == set(assets.SCRIPTS)
