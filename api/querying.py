"""Queries from files."""

from pathlib import Path

from api.problem import BadRequest


def read(file: Path) -> str:
    """Return the text of a query file; raises BadRequest where it is none."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadRequest(
            f"{file}: cannot be read ({error.strerror})", "give the path of a file with a query"
        ) from error
    except UnicodeDecodeError as error:
        raise BadRequest(f"{file}: is not UTF-8", "save the query as UTF-8") from error
