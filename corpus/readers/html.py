"""Web pages as plain text, without scripts, styles and navigation."""

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

from corpus.readers.text import read_text

_DROPPED = (
    *("script", "style", "noscript", "template", "iframe", "svg", "head"),
    *("nav", "footer", "aside", "form", "button", "select"),
)
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figure", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul"),
        *("table", "tbody", "tfoot", "thead", "tr"),
    )
)


def read_html(data: bytes, path: str) -> str:
    """Render a page as text: one block per block element, cells of a row parted by tabs.

    The main part is taken where the page marks one. The encoding is the one the page declares, else as for text.
    """
    soup = BeautifulSoup(_markup(data, path), "lxml")
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    blocks: list[str] = [""]
    _walk(root if isinstance(root, Tag) else soup, blocks)
    return (
        "\n\n".join(text for block in blocks if (text := "\n".join(line.strip() for line in block.split("\n")).strip()))
        + "\n"
    )


def _markup(data: bytes, path: str) -> str:
    """Decode a page; one that declares its encoding wrongly is read as text is."""
    declared = BeautifulSoup(data[:4096], "lxml").find("meta", charset=True)
    if isinstance(declared, Tag):
        try:
            return data.decode(str(declared["charset"]).lower().replace("gb2312", "gb18030").replace("gbk", "gb18030"))
        except (UnicodeDecodeError, LookupError):
            return read_text(data, path)
    return read_text(data, path)


def _walk(tag: Tag, blocks: list[str]) -> None:
    """Append the text of a tag and all below it, in order; iterative, since pages may nest deeply."""
    waiting: list[Tag | NavigableString | str] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name == "br":
                blocks[-1] += "\n"
                continue
            edge = "\x00block" if node.name in _BLOCKS else "\x00cell" if node.name in ("td", "th") else ""
            inside = [child for child in node.children if isinstance(child, Tag | NavigableString)]
            waiting.extend([edge, *reversed(inside), edge] if edge else list(reversed(inside)))
        elif isinstance(node, Comment):
            continue
        elif node == "\x00block":
            if blocks[-1]:
                blocks.append("")
        elif node == "\x00cell":
            blocks[-1] = blocks[-1].rstrip(" ") + ("\t" if blocks[-1].strip() and not blocks[-1].endswith("\t") else "")
        else:
            words = " ".join(str(node).split())
            blocks[-1] += words if words else (" " if blocks[-1] and str(node) == " " else "")
