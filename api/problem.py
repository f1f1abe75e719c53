"""Errors as they leave the house: one table from exception to exit code and HTTP status.

HTTP errors are problem details (RFC 9457).
"""

from dataclasses import dataclass
from http import HTTPStatus


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


class NothingBuilt(ApiError):
    """A data folder without a built state."""

    outcome = Outcome(4, HTTPStatus.SERVICE_UNAVAILABLE, "Nothing is built yet")
