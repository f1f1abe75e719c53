"""What known models want before queries and passages."""

import pytest

from embeddings.prompts import NONE, prompt_for, prompts

CASES = [(p.id, name) for p in prompts() for name in (*p.matches, *p.rejects)]


def test_every_entry_has_examples() -> None:
    assert len(prompts()) >= 5
    assert all(p.matches and p.rejects for p in prompts())


@pytest.mark.parametrize(("id", "name"), CASES, ids=[f"{id}-{name}" for id, name in CASES])
def test_examples(id: str, name: str) -> None:
    entry = next(p for p in prompts() if p.id == id)
    assert (prompt_for(name).id == id) == (name in entry.matches)


def test_an_unknown_model_gets_no_words() -> None:
    assert prompt_for("someone/some-model") is NONE
