"""Asking a language model over HTTP (the OpenAI protocol), and keeping what it replied.

httpx2 and not the client library of one vendor: the core has it already (through MCP), and one request of one form is
all that is asked; what a vendor's client adds, retries with Retry-After, is here in thirty lines and tested.
"""

import json
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

import httpx2

from api.problem import ApiError
from kg import disk
from kg.errors import KnowledgeError
from kg.llm import prompt
from kg.llm.believing import parse
from kg.llm.schema import schema
from kg.llm.stretch import Stretch

ATTEMPTS = 6
LONGEST_PAUSE = 60.0
_RANDOM = random.SystemRandom()
_TRANSIENT = {408, 409, 425, 429, 500, 502, 503, 504, 529}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked. `key` is empty where the endpoint needs none; `seconds` bound one request."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0
    concurrency: int = 4
    tokens: int = 8192


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: a conversation, the JSON schema of the reply, and what raises KnowledgeError where a reply
    has another form; `about` names it in errors."""

    messages: list[dict[str, str]]
    schema: Mapping[str, Any]
    check: Callable[[str], object]
    about: str


class UnusableError(ApiError):
    """A reply that stays unusable however often it is asked for; other requests may still succeed."""


class Replies:
    """A folder of replies by model, version of the prompt, and text."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder, self._model = folder, model

    def get(self, stretch: Stretch) -> str | Literal[False] | None:
        """Return the reply to a stretch, False where it was cut off, None where the model was not asked yet."""
        try:
            kept = json.loads(self._path(stretch).read_bytes())
        except FileNotFoundError:
            return None
        reply: str | Literal[False] = False if kept["reply"] is None else str(kept["reply"])
        return reply

    def put(self, stretch: Stretch, reply: str | Literal[False]) -> None:
        """Keep a reply; False where it was cut off."""
        path = self._path(stretch)
        with disk.writing(self._folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            content = {"model": self._model, "prompt": prompt.version(), "reply": reply or None}
            disk.write(path, json.dumps(content, ensure_ascii=False).encode())

    def _path(self, stretch: Stretch) -> Path:
        key = prompt.key(self._model, stretch)
        return self._folder / key[:2] / f"{key}.json"


class Completer:
    """Asks one endpoint; may be used by several threads at once. Use it in `with`.

    `pause` waits, and is told for how many seconds, `longest` at most.
    """

    def __init__(
        self, endpoint: Endpoint, pause: Callable[[float], object] | None = None, longest: float = LONGEST_PAUSE
    ) -> None:
        self._endpoint, self._ended, self._longest = endpoint, threading.Event(), longest
        self._pause = pause or self._ended.wait
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        self._client = httpx2.Client(
            base_url=endpoint.base_url.rstrip("/") + "/",
            headers=headers,
            timeout=httpx2.Timeout(endpoint.seconds, connect=10.0),
            limits=httpx2.Limits(max_connections=endpoint.concurrency),
        )
        self._strict = True

    def __call__(self, stretch: Stretch) -> str | Literal[False]:
        """Return the reply to a stretch, a JSON object of the schema's form; False where it was cut off.

        Raises UnusableError where it never becomes usable, ApiError where the endpoint refuses requests as such.
        """
        return self.reply(Request(prompt.messages(stretch), schema(), parse, stretch.text[:20]))

    def reply(self, request: Request, attempts: int = ATTEMPTS) -> str | Literal[False]:
        """Return the reply to a request, False where it was cut off; raises what calling for a stretch does."""
        reason = ""
        for attempt in range(attempts):
            if self._ended.is_set():
                break
            try:
                answer = self._post(request)
            except httpx2.HTTPError as error:
                reason = f"{type(error).__name__}: {error}"
                self._pause(min(self._longest, _delay(attempt, None)))
                continue
            if answer.status_code in _TRANSIENT:
                reason = f"status {answer.status_code}"
                self._pause(min(self._longest, _delay(attempt, answer.headers.get("Retry-After"))))
                continue
            if answer.status_code == HTTPStatus.BAD_REQUEST and self._strict and "response_format" in answer.text:
                self._strict = False  # an endpoint that knows no schemas; what it replies is checked all the same
                continue
            if answer.is_error:
                raise self._refused(answer)
            try:
                return _content(answer, request.check)
            except KnowledgeError as error:
                reason = str(error)
        raise UnusableError(
            f"no usable reply from {self._endpoint.model} to {request.about!r} ({reason})",
            "run the same command to ask again; what was answered is kept",
        )

    def _post(self, request: Request) -> httpx2.Response:
        form: dict[str, Any] = {"type": "json_object"}
        if self._strict:
            form = {"type": "json_schema", "json_schema": {"name": "policy", "strict": True, "schema": request.schema}}
        body = {
            "model": self._endpoint.model,
            "messages": request.messages,
            "temperature": 0,
            "max_tokens": self._endpoint.tokens,
            "response_format": form,
        }
        return self._client.post("chat/completions", json=body)

    def _refused(self, answer: httpx2.Response) -> ApiError:
        told = answer.text[:200].replace(self._endpoint.key or "\0", "…")
        return ApiError(
            f"{self._endpoint.base_url} refuses: status {answer.status_code}, {told!r}",
            "check --llm-base-url and --llm-model, and the key in ZHENGCE_LLM_KEY",
        )

    def end(self) -> None:
        """Let requests that wait give up; those under way come to their end."""
        self._ended.set()

    def __enter__(self) -> "Completer":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._client.close()


def _content(answer: httpx2.Response, check: Callable[[str], object]) -> str | Literal[False]:
    """Return what the model wrote; raises KnowledgeError where that, or the endpoint's own envelope, has no form."""
    try:
        choice = answer.json()["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"the endpoint's answer has no choice ({error!r})", "use an OpenAI-compatible one"
        ) from error
    if reason == "length":
        return False
    if not isinstance(content, str):
        raise KnowledgeError("the model wrote no text", "use another model")
    check(content)
    return content


def _delay(attempt: int, asked: str | None) -> float:
    """Return the seconds to wait: what the server asks for, else twice as long each time, give or take a half."""
    try:
        return min(max(float(asked or ""), 0.0), LONGEST_PAUSE)
    except ValueError:
        return float(min(2.0**attempt, LONGEST_PAUSE) * _RANDOM.uniform(0.5, 1.5))
