"""What a model is asked."""

import hashlib
import json
from functools import cache

from kg.llm.schema import CLASSES, RELATIONS, STATUSES, meaning, schema, themes
from kg.llm.stretch import Stretch

_TASK = """\
You read Chinese policy text and extract what it names and states. Reply with one JSON object of the given schema.

Rules:
- `quote` is copied from the text, character by character, one contiguous piece. Nothing that is not in the text counts.
- `name` is the fullest name in the text, without the governing verb; names in a list are completed with their head.
- An entity has an `id` (e1, e2, …) that observations and relations use. Leave out what is generic or unnamed.
- An observation's `indicator` is the id of an Indicator, `value` the number as written (Arabic digits as in the text).
- `kind`: actual for what is reported as reached, target for what is planned, change for a reported growth or fall.
- `period` is a year (2016) or a span (2012/2016), empty where the text does not tell.
- `tail` of serves may be one of these themes: {themes}. `tail` of hasStatus is one of {statuses}.
- Only what the text says. An empty list is a good answer.

Classes:
{classes}

Relations (from → to):
{relations}
"""
_MORE = 60  # tokens around a message, by the protocol


@cache
def system() -> str:
    """Return the instructions, made from the ontology."""
    return _TASK.format(
        themes=", ".join(themes()),
        statuses=", ".join(STATUSES),
        classes="\n".join(f"- {meaning(name)}" for name in CLASSES),
        relations="\n".join(f"- {meaning(name)}" for name in RELATIONS),
    )


def messages(stretch: Stretch) -> list[dict[str, str]]:
    """Return the conversation that asks for one stretch."""
    under = f"Headings: {stretch.heading}\n\n" if stretch.heading else ""
    return [
        {"role": "system", "content": system()},
        {"role": "user", "content": f"{under}Text:\n{stretch.text}"},
    ]


@cache
def version() -> str:
    """Return a hash of instructions and schema: replies to another version are not used."""
    content = system() + json.dumps(schema(), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def key(model: str, stretch: Stretch) -> str:
    """Return under what a model's reply to a stretch is kept."""
    parts = json.dumps([model, version(), messages(stretch)[1]["content"]], ensure_ascii=False)
    return hashlib.sha256(parts.encode()).hexdigest()


def tokens(text: str) -> int:
    """Estimate the tokens of a text: one for a Chinese character, one for four others; tokenizers differ by a third."""
    wide = sum(1 for c in text if ord(c) >= 0x2E80)
    return wide + (len(text) - wide + 3) // 4


def cost(stretch: Stretch) -> tuple[int, int]:
    """Estimate the tokens that a request for a stretch sends and gets back."""
    sent = sum(tokens(message["content"]) for message in messages(stretch)) + tokens(json.dumps(schema())) + _MORE
    return sent, 2 * tokens(stretch.text) + _MORE
