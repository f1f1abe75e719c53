"""Markdown as plain text: one block per paragraph, heading, list item and table row."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.readers.text import read_text

_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(data: bytes, path: str) -> str:
    """Render Markdown as text without its marks; an ordered list keeps its numbers."""
    blocks: list[str] = []
    row: list[str] | None = None
    counters: list[int | None] = []
    marker = ""
    for token in _PARSER.parse(read_text(data, path)):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            counters.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counters.pop()
        elif token.type == "list_item_open" and counters[-1] is not None:
            marker = f"{counters[-1]}."
            counters[-1] += 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append("\t".join(row))
            row = None
        elif token.type == "inline":
            words = marker + _inline(token)
            marker = ""
            (blocks if row is None else row).append(words)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _inline(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
