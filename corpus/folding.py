"""Folding single characters to the form they have in the view."""

import unicodedata

_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Punctuation keeps its Chinese width: `，` and `,` differ in numbers. These stand inside numbers and names only.
_FULL_WIDTH_SYMBOLS = "％＋－．／＝＆＜＞"


def fold(char: str) -> str:
    """Return one character for one: full-width letters, digits and number signs as ASCII, radicals and compatibility
    ideographs (common in PDF text layers) as the ideograph, every space as a space, every line end as `\\n`."""
    if char < "\x7f":
        return "\n" if char in _LINE_ENDS else " " if char == "\t" else char
    code = ord(char)
    if "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ" or char in _FULL_WIDTH_SYMBOLS:
        return chr(code - 0xFEE0)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    if char in _LINE_ENDS:
        return "\n"
    return " " if char.isspace() else char


class _Table(dict[int, str]):
    """Folded characters by code point, filled as they are met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))
        return self[code]


_TABLE = _Table()


def fold_text(text: str) -> str:
    """Return a text with each character folded; its length stays."""
    return text.translate(_TABLE)
