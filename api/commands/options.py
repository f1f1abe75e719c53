"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.settings import Settings

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder of the built graph and indexes (or ZHENGCE_DATA).", metavar="DIR")
]
Model = Annotated[
    str | None, typer.Option("--model", help="A sentence-transformers model, by name or folder; none: the bundled one.")
]
Extractor = Annotated[
    str, typer.Option("--extractor", help="What reads the documents: rules, llm, or both side by side as rules,llm.")
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--llm-base-url", help="An OpenAI-compatible endpoint; its key is read from ZHENGCE_LLM_KEY."),
]
LanguageModel = Annotated[str | None, typer.Option("--llm-model", help="The model to ask there.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask the model without confirming what that takes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Mode(StrEnum):
    """How passages are searched."""

    hybrid = "hybrid"
    dense = "dense"
    lexical = "lexical"


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    ttl = "ttl"


def configured(data: Path | None, model: str | None, **more: object) -> "Settings":
    """Return the settings: what was given here, then the environment, then what stands by itself."""
    from api.settings import read

    given = {"data": data, "model": model, **more}
    return read({key: value for key, value in given.items() if value is not None})
