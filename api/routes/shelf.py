"""The library, lent to a route for one request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from api.library import Library
from api.shelf import Shelf


def _lend(request: Request) -> Iterator[Library]:
    shelf: Shelf = request.app.state.shelf
    with shelf.library() as library:
        yield library


Shelved = Annotated[Library, Depends(_lend)]
