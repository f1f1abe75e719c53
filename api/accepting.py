"""Choosing the form of an answer by what a client accepts (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def choose(accept: str, offered: Sequence[str]) -> str:
    """Return the offered media type that is accepted most; the first one where none is, or several equally.

    `offered` are plain types without parameters. A type that is refused (`q=0`) is never chosen by a wildcard.
    """
    wanted = [_parsed(part) for part in accept.split(",")]
    best, quality = offered[0], 0.0
    for kind in offered:
        # The narrowest range that covers a type decides on it.
        weights = [
            weight for _, weight in sorted((_width(name, kind), q) for name, q in wanted if _width(name, kind) < 3)
        ]
        if weights and weights[0] > quality:
            best, quality = kind, weights[0]
    return best


def _parsed(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0


def _width(name: str, kind: str) -> int:
    """Return how much wider than a type a range is: 0 the type itself, 1 its group, 2 all, 3 another one."""
    if name == kind:
        return 0
    if name == kind.partition("/")[0] + "/*":
        return 1
    return 2 if name == "*/*" else 3
