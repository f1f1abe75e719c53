"""Office files are ZIP packages; this opens them within bounds."""

import io
import zipfile

from corpus.errors import CorpusError

UNPACKED_LIMIT = 200 * 1024 * 1024
_RATIO_LIMIT = 200
_REMEDY = "open it in an office program and save it again, or save it as text"


def checked(data: bytes, path: str, member: str) -> io.BytesIO:
    """Return the package for a library to open.

    Raises CorpusError when it is broken, lacks the part that makes it a document of its kind, or would unpack to
    more than `UNPACKED_LIMIT` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise CorpusError(path, f"is no readable Office file ({error})", _REMEDY) from error
    size = sum(entry.file_size for entry in entries)
    if (
        size > UNPACKED_LIMIT
        or len(entries) > 20_000
        or any(
            entry.file_size > 10_000_000 and entry.file_size > _RATIO_LIMIT * max(1, entry.compress_size)
            for entry in entries
        )
    ):
        raise CorpusError(path, f"would unpack to {size:,} bytes", "split it, or save its text as .txt")
    if any(entry.flag_bits & 1 for entry in entries):
        raise CorpusError(path, "is encrypted", "save it without a password")
    if member not in names:
        raise CorpusError(path, f"is a ZIP file without {member}", _REMEDY)
    return io.BytesIO(data)


def broken(path: str, error: Exception) -> CorpusError:
    """Return the error for a package whose content a library refuses."""
    return CorpusError(path, f"is damaged ({type(error).__name__}: {error})", _REMEDY)
