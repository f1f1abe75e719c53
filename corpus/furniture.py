"""What stands on a page but is no part of its text: page numbers, running heads, web-page trimmings, OCR debris."""

import re
from collections import Counter
from itertools import pairwise

from corpus.line import Line

# Block elements, geometric shapes that OCR makes of icons (bullets ● ◆ ★ stay), emoji, private use, zero width.
_DEBRIS = re.compile(
    "[\u2580-\u259f\u25a0-\u25ac\u25ae\ufffd\ue000-\uf8ff\U0001f000-\U0001faff\u200b-\u200f\u2060\ufeff\u00ad\ufe0f\x00-\x08\x0e-\x1f]+"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(第\s*\d{1,4}\s*页([\s,，/]*共\s*\d{1,4}\s*页)?|[-—–－]\s*\d{1,4}\s*[-—–－])[-—–－·\s]*"
)
_INLINE_NUMBER = re.compile(r"(?<=\s)[-—–－]{1,2}\s?\d{1,3}\s?[-—–－]{1,2}(?=\s)")
_TRIMMING = re.compile(
    r"(分享到|上一篇|下一篇|相关文章|相关阅读|相关链接|打印本页|关闭窗口|责任编辑|扫一扫|字号|浏览次数|【?打印】?|返回顶部)[:：\s]?.{0,40}"
)
_SENTENCE = re.compile(r"[。！？；]")


def debris(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of one line that are OCR debris or a page number between two halves of a sentence."""
    return tuple(sorted([m.span() for m in _DEBRIS.finditer(text)] + [m.span() for m in _INLINE_NUMBER.finditer(text)]))


def is_debris(text: str) -> bool:
    """Tell whether nothing is left of a text without OCR debris."""
    return not _DEBRIS.sub("", text).strip()


def without_furniture(source: str, lines: list[Line]) -> list[Line]:
    """Return the lines that belong to the text.

    A second copy of the beginning at the end (a web page saved twice) is dropped as well.
    """
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text) and not is_debris(line.text)]
    heads = _running_heads(source, kept)
    kept = _without_counting([line for line in kept if _mask(line.text) not in heads])
    return _without_tail(_without_copy(kept))


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _running_heads(source: str, lines: list[Line]) -> set[str]:
    """Return the first and last lines that most pages share; pages are parted by form feeds."""
    pages: list[list[Line]] = [[]]
    last = 0
    for line in lines:
        if "\f" in source[last : line.start]:
            pages.append([])
        pages[-1].append(line)
        last = line.end
    if len(pages) < 3:
        return set()
    edges = Counter(text for page in pages if page for text in {_mask(page[0].text), _mask(page[-1].text)})
    return {
        text
        for text, count in edges.items()
        if count >= max(3, len(pages) / 2) and len(text) <= 40 and not _SENTENCE.search(text)
    }


def _without_counting(lines: list[Line]) -> list[Line]:
    """Drop lines that are a bare number when they count up through the document: page numbers."""
    numbers = [int(line.text) for line in lines if re.fullmatch(r"\d{1,3}", line.text)]
    if len(numbers) < 3 or any(b - a != 1 for a, b in pairwise(numbers)):
        return lines
    return [line for line in lines if not re.fullmatch(r"\d{1,3}", line.text)]


def _without_tail(lines: list[Line]) -> list[Line]:
    """Drop what follows the first web-page trimming after the last sentence."""
    last = max((i for i, line in enumerate(lines) if _SENTENCE.search(line.text)), default=-1)
    for index in range(last + 1, len(lines)):
        if _TRIMMING.fullmatch(lines[index].text):
            return lines[:index]
    return lines


def _without_copy(lines: list[Line]) -> list[Line]:
    """Drop a tail that repeats the beginning, of three lines or more and a hundred characters or more."""
    for index in range(max(3, (len(lines) + 1) // 2), len(lines) - 2):
        if lines[index].text != lines[0].text:
            continue
        tail = lines[index:]
        same = all(
            a.text == b.text or (a is tail[-1] and b.text.startswith(a.text)) for a, b in zip(tail, lines, strict=False)
        )
        if same and sum(len(line.text) for line in tail) >= 100:
            return lines[:index]
    return lines
