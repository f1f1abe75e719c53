"""What each rule of extraction, naming and tracing says of itself, for people."""

from functools import cache

from kg.extraction.lexicon import load


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the Chinese and English words for each rule by its id, as `{"zh": ..., "en": ...}`."""
    return dict(load("rules")["labels"])
