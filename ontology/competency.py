"""Competency questions: what the graph must be able to answer, each a SPARQL query that runs on any data."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HEADER = re.compile(r"# zh: (?P<zh>.+)\n# en: (?P<en>.+)\n")


@dataclass(frozen=True)
class Question:
    """One query, with the question that it answers in both languages; `name` is its file's stem."""

    name: str
    zh: str
    en: str
    sparql: str


@cache
def questions() -> tuple[Question, ...]:
    """Return all competency questions by name; raises ValueError for a file without its two header lines."""
    folder = resources.files("ontology").joinpath("questions")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(parse(f.name.removesuffix(".rq"), f.read_text(encoding="utf-8")) for f in files)


def parse(name: str, text: str) -> Question:
    """Return the question of one file."""
    header = _HEADER.match(text)
    if header is None:
        raise ValueError(f"questions/{name}.rq: begin with the lines `# zh: …` and `# en: …`")
    return Question(name, header["zh"], header["en"], text)
