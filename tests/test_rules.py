"""Every rule that a claim, a thing or a merge can bear says in both languages how it read what it read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient

import kg
from kg import rules
from kg.extraction import reforms, statuses
from kg.questions import trace

BEARERS = {"Claim", "_claim", "Candidate", "Organ", "Name", "_Found"}
ID = re.compile(r"[a-z]+(-[a-z]+)+")


def written() -> Iterator[str]:
    """Yield the ids that the code hands to what bears them."""
    for path in Path(kg.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BEARERS:
                texts = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
                yield from filter(ID.fullmatch, texts)


def composed() -> Iterator[str]:
    """Yield the ids that are made of a family and a pattern."""
    yield from (f"reform-{id}" for id in reforms._INSTITUTED)
    yield from (f"{cue.where}-{cue.part}-{cue.status}" for cue in statuses._cues())
    yield from ("body-entrusted-stated", "body-entrusted-section", trace.ISSUER, trace.PREFIX)


def test_every_rule_in_the_code_is_explained() -> None:
    known = rules.labels().keys()
    assert len(set(written())) > 40
    assert set(written()) | set(composed()) <= known


def test_every_rule_in_the_bundled_graph_is_explained(client: TestClient) -> None:
    query = "SELECT DISTINCT ?rule { ?claim <https://w3id.org/zhengce/ontology#rule> ?rule }"
    found = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    used = {row["rule"]["value"] for row in found.json()["results"]["bindings"]}
    assert len(used) > 40
    parts = {part for rule in used for part in rule.split("+")}  # learned-name+heading-theme: both are explained
    assert parts <= rules.labels().keys()


def test_explanations_are_short_and_in_their_language() -> None:
    for id, told in rules.labels().items():
        assert told.keys() == {"zh", "en"}
        assert re.search(r"[\u4e00-\u9fff]", told["zh"]), id
        assert re.fullmatch(r"[\x20-\x7e]{5,80}", told["en"]), id
