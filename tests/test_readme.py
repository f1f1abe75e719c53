"""The README says what the commands print."""

import re
from pathlib import Path

from tests.readme import BLOCK, README, ROOT, renewed


def test_the_tour_is_real_output(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) >= 8
    assert renewed(text, tmp_path / "data") == text


def test_links_within_the_repository_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_target_of_make_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", README.read_text(encoding="utf-8")))
    assert {"serve", "test", "setup", "help"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
