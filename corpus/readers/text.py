"""Plain text in the encodings that Chinese documents come in."""

import codecs

from charset_normalizer import from_bytes

from corpus.errors import CorpusError

_SAVE_AS = "save it as UTF-8 text and read it again"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, path: str) -> str:
    """Decode a text file: byte order mark, UTF-8, UTF-16 without a mark, GB18030, then what the bytes suggest.

    Raises CorpusError for NUL characters, control characters and bytes that fit no encoding.
    """
    text = decode(data, path)
    if "\0" in text:
        raise CorpusError(path, "contains NUL characters", f"it is damaged or no text; {_SAVE_AS}")
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f" for char in text)
    if controls > max(2, len(text) // 200):
        raise CorpusError(path, "is not text (control characters)", "give the document itself, or convert it to text")
    return text


def decode(data: bytes, path: str) -> str:
    """Decode bytes by their byte order mark or by what fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if (wide := _wide(data)) and (text := _try(data, wide)) is not None:
        return text
    if (text := _try(data, "utf-8")) is not None:
        return text
    if (text := _try(data, "gb18030")) is not None and _plausible(text):
        return text
    best = from_bytes(data[:100_000]).best()
    if best is not None and (text := _try(data, best.encoding)) is not None and _plausible(text):
        return text
    raise CorpusError(
        path, "is in no encoding that can be read (UTF-8, UTF-16, GB18030 and others were tried)", _SAVE_AS
    )


def _wide(data: bytes) -> str | None:
    """Guess UTF-16 without a mark: line ends and ASCII have a zero byte on one side only."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > even:
        encoding = "utf-16-le"
    elif even > odd:
        encoding = "utf-16-be"
    else:
        return None
    text = _try(data, encoding)
    return encoding if text is not None and _plausible(text) else None


def _plausible(text: str) -> bool:
    """Tell whether most characters are ones that documents are made of."""
    sample = text[:20_000]
    odd = sum(
        "\ue000" <= char <= "\uf8ff" or (char < " " and char not in "\t\n\r\f\v") or "\x7f" <= char < "\xa0"
        for char in sample
    )
    common = sum("\u4e00" <= char <= "\u9fff" or char.isascii() or "\u3000" <= char <= "\u303f" for char in sample)
    return odd * 50 <= len(sample) and common * 2 >= len(sample)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"begins as {encoding.upper()} but byte {error.start} does not fit"
        raise CorpusError(path, problem, _SAVE_AS) from error
