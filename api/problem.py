"""Errors as they leave the house: one table from exception to exit code and HTTP status.

HTTP errors are problem details (RFC 9457).
"""

from dataclasses import dataclass
from http import HTTPStatus

from corpus.errors import CorpusError
from embeddings.errors import EmbeddingError
from kg.errors import AnnotationError, QueryError, QueryRefused, QueryTimeout, QueryTooLarge, RepositoryError


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an error is told: the exit code of a command, the status and title of an HTTP answer."""

    exit_code: int
    status: HTTPStatus
    title: str


class ApiError(Exception):
    """A request that cannot be met; says what is wrong and what to do."""

    outcome = Outcome(1, HTTPStatus.INTERNAL_SERVER_ERROR, "Error")

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


class NotFound(ApiError):
    """A document, entity or indicator that the graph does not have."""

    outcome = Outcome(1, HTTPStatus.NOT_FOUND, "Not found")


class BadRequest(ApiError):
    """A request whose words are off."""

    outcome = Outcome(2, HTTPStatus.BAD_REQUEST, "Bad request")


class Forbidden(ApiError):
    """A request that this server does not take from where it comes."""

    outcome = Outcome(2, HTTPStatus.FORBIDDEN, "Forbidden")


class TooLarge(ApiError):
    """A request that is longer than what is read."""

    outcome = Outcome(2, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request too large")


_TABLE: dict[type[Exception], Outcome] = {
    CorpusError: Outcome(3, HTTPStatus.UNPROCESSABLE_ENTITY, "Unreadable document"),
    AnnotationError: Outcome(2, HTTPStatus.UNPROCESSABLE_ENTITY, "Broken annotation"),
    RepositoryError: Outcome(4, HTTPStatus.SERVICE_UNAVAILABLE, "No readable data"),
    EmbeddingError: Outcome(4, HTTPStatus.SERVICE_UNAVAILABLE, "No usable model"),
    QueryRefused: Outcome(2, HTTPStatus.BAD_REQUEST, "Query refused"),
    QueryTimeout: Outcome(5, HTTPStatus.SERVICE_UNAVAILABLE, "Query took too long"),
    QueryTooLarge: Outcome(5, HTTPStatus.UNPROCESSABLE_ENTITY, "Answer too large"),
    QueryError: Outcome(5, HTTPStatus.INTERNAL_SERVER_ERROR, "Query failed"),
    OSError: Outcome(6, HTTPStatus.INTERNAL_SERVER_ERROR, "The system refused"),
}


def known_errors() -> tuple[type[Exception], ...]:
    """Return the errors that carry their own explanation; all others are faults of the program."""
    return (ApiError, *_TABLE)


def outcome(error: Exception) -> Outcome:
    """Return how an error is told, by its narrowest class in the table."""
    if isinstance(error, ApiError):
        return error.outcome
    return next(_TABLE[kind] for kind in type(error).__mro__ if kind in _TABLE)
