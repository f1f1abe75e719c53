"""Which extractors read the documents, and having a model read what it has not read yet."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from api.completing import Completer, Endpoint, Replies, UnusableError
from api.problem import BadRequest
from api.settings import Settings
from corpus.document import Document
from corpus.structure import Structure
from kg.errors import KnowledgeError
from kg.extraction.extract import extract
from kg.extraction.result import Extraction
from kg.llm import extracting, prompt
from kg.llm.extracting import beside
from kg.llm.stretch import Stretch, halves, stretches

NAMES = ("rules", "llm")
FOLDER = "llm"


@dataclass(frozen=True, slots=True)
class Extractors:
    """What reads a document: rules, a model whose replies lie in a folder, or both side by side."""

    rules: bool = True
    model: str = ""
    replies: Path = Path()

    @property
    def name(self) -> str:
        """What tells documents apart that were read otherwise: `rules`, `llm:MODEL@PROMPT`, or both."""
        return ",".join(filter(None, ("rules" * self.rules, self.model and f"llm:{self.model}@{prompt.version()}")))

    def __call__(self, document: Document, structure: Structure) -> tuple[Extraction, dict[str, int]]:
        """Return what is found, and how many of a model's items were dropped, by reason.

        Raises KnowledgeError where the model has not read all of the document.
        """
        found = extract(document, structure) if self.rules else Extraction()
        if not self.model:
            return found, {}
        replies = Replies(self.replies, self.model)

        def complete(stretch: Stretch) -> "str | bool":
            reply = replies.get(stretch)
            if reply is None:
                raise KnowledgeError(
                    f"{self.model} has not read all of {document.id}", "run the same command to ask for the rest"
                )
            return reply

        read, dropped = extracting.extract(structure, complete, self.model)  # type: ignore[arg-type]
        return beside(found, read), dict(dropped)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking a model will take: requests, tokens sent and tokens received, about."""

    model: str
    requests: int
    sent: int
    received: int


def extractors(names: str, settings: Settings) -> Extractors:
    """Return the extractors of a comma-separated list; raises BadRequest for an unknown one or without a model."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted or set(wanted) - set(NAMES):
        raise BadRequest(f"no extractor {names!r}", f"give {' or '.join(NAMES)}, or both: rules,llm")
    if "llm" not in wanted:
        return Extractors()
    if not settings.llm_base_url or not settings.llm_model:
        raise BadRequest(
            "the extractor llm needs a model", "give --llm-base-url and --llm-model; the key goes into ZHENGCE_LLM_KEY"
        )
    return Extractors("rules" in wanted, settings.llm_model, settings.data / FOLDER)


def endpoint(settings: Settings) -> Endpoint:
    """Return where the settings' model is asked."""
    key = settings.llm_key.get_secret_value() if settings.llm_key else ""
    return Endpoint(
        settings.llm_base_url or "", settings.llm_model or "", key, settings.llm_seconds, settings.llm_concurrency
    )


def missing(chosen: Extractors, structures: Sequence[Structure]) -> list[Stretch]:
    """Return the stretches that the model has not read, each once."""
    replies = Replies(chosen.replies, chosen.model)
    found: dict[str, Stretch] = {}
    waiting = deque(stretch for structure in structures for stretch in stretches(structure))
    while waiting:
        stretch = waiting.popleft()
        reply = replies.get(stretch)
        if reply is None:
            found.setdefault(prompt.key(chosen.model, stretch), stretch)
        elif reply is False:
            waiting.extend(halves(stretch))
    return list(found.values())


def estimate(chosen: Extractors, wanted: Sequence[Stretch]) -> Estimate:
    """Return what asking for these stretches will take."""
    costs = [prompt.cost(stretch) for stretch in wanted]
    return Estimate(chosen.model, len(wanted), sum(sent for sent, _ in costs), sum(received for _, received in costs))


def read(
    chosen: Extractors, wanted: Sequence[Stretch], where: Endpoint, interrupted: Callable[[], bool]
) -> Generator[str, None, None]:
    """Ask for each stretch, at most `where.concurrency` at once; yield in order why it failed, "" where it did not.

    Each reply is on disk before it is yielded, so that an interrupted build goes on from there. Raises ApiError where
    the endpoint refuses requests as such.
    """
    replies = Replies(chosen.replies, chosen.model)
    with Completer(where) as complete, ThreadPoolExecutor(where.concurrency) as pool:
        pending: deque[Future[str]] = deque()
        todo = iter(wanted)
        try:
            for stretch in todo:
                pending.append(pool.submit(_ask, complete, replies, stretch))
                if len(pending) >= 2 * where.concurrency:
                    yield pending.popleft().result()
                if interrupted():
                    break
            while pending and not interrupted():
                yield pending.popleft().result()
        finally:
            complete.end()
            pool.shutdown(cancel_futures=True)


def _ask(complete: Completer, replies: Replies, stretch: Stretch) -> str:
    """Ask for a stretch, in halves where the reply is cut off."""
    try:
        reply = complete(stretch)
        parts = halves(stretch) if reply is False else ()
        if reply is False and not parts:
            return f"the reply to {stretch.text[:20]!r} is cut off"
        reasons = [_ask(complete, replies, part) for part in parts if replies.get(part) is None]
        replies.put(stretch, reply)
    except UnusableError as error:
        return str(error)
    return "; ".join(filter(None, reasons))
