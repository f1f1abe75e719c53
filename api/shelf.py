"""The shelf: the current library of a server, replaced when a build makes a new one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from api.library import Library
from api.settings import Settings
from embeddings.encoder import Encoder, load_encoder
from embeddings.reranker import load_reranker
from kg.repository import Repository


class Shelf:
    """Hands out the library of the current generation; an old one is closed when its last reader is done.

    The first library is opened at once, so that a server without data says so when it starts.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._repository = Repository(settings.data)
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._readers: dict[Library, int] = {}
        self._encoder: Encoder = load_encoder(settings.model)
        self._reranker = load_reranker(settings.reranker) if settings.reranker else None
        self._library = self._open()

    @contextmanager
    def library(self) -> Iterator[Library]:
        """Lend the current library; while a new one is opened, others are lent the old one."""
        if self._repository.current_name() != self._library.name and self._opening.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._opening.release()
        with self._lock:
            library = self._library
            self._readers[library] += 1
        try:
            yield library
        finally:
            with self._lock:
                self._readers[library] -= 1
                if library is not self._library:
                    self._close_if_idle(library)

    def close(self) -> None:
        """Close the current library."""
        with self._lock:
            self._library.close()

    def _renew(self) -> None:
        library = self._open()
        with self._lock:
            old, self._library = self._library, library
            self._close_if_idle(old)

    def _open(self) -> Library:
        library = Library.open(self.settings, encoder=self._encoder, reranker=self._reranker)
        library.warm()
        self._readers[library] = 0
        return library

    def _close_if_idle(self, library: Library) -> None:
        if self._readers[library] == 0:
            del self._readers[library]
            library.close()
