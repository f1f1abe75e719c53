"""The library: the last good state of a data folder, opened for reading; where graph and indexes meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from api.passages import Hit, hit_of
from api.settings import Settings
from corpus.span import Span
from embeddings.encoder import Encoder, load_encoder
from embeddings.index import PassageIndex
from kg.generation import Generation
from kg.naming import entity_iri, jurisdiction
from kg.questions.answering import Answer, ask
from kg.record import Record
from kg.repository import Repository
from kg.store import Store

INDEX = "index"
"""The folder of the passage index in a generation."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity where a document names it."""

    id: str
    label: str
    type: str
    span: Span


class Library:
    """Search, questions and the graph over one generation. Use it in `with`, or close it."""

    def __init__(self, settings: Settings, generation: Generation) -> None:
        self.settings, self.generation = settings, generation
        self._record = lru_cache(maxsize=64)(generation.record)
        self._mentions = lru_cache(maxsize=64)(self._read_mentions)
