"""Questions by way of a language model: it drafts the SPARQL, which is checked and run within bounds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from api import extractors
from api.completing import Completer, Endpoint, Request
from api.problem import ApiError, BadRequest
from api.settings import Settings
from kg.answer import Answer
from kg.errors import QueryError
from kg.llm import drafting
from kg.questions import drafted
from kg.questions.graph import Graph, Row
from kg.questions.wording import fold

ATTEMPTS, LONGEST_PAUSE = 2, 3.0
"""A person waits: an endpoint that fails is asked once more, after so many seconds at most."""


def endpoint(settings: Settings) -> Endpoint:
    """Return where drafts are asked for; raises BadRequest where none is set."""
    if not settings.llm_base_url or not settings.llm_model:
        raise BadRequest(
            "no language model is set to draft queries",
            "give --llm-base-url and --llm-model (a server: ZHENGCE_LLM_BASE_URL, ZHENGCE_LLM_MODEL and "
            "ZHENGCE_LLM_DRAFTS=true), or ask without it",
        )
    return replace(extractors.endpoint(settings), tokens=2048)


def draft(question: str, where: Endpoint, graph: Graph, run: Callable[[str], Answer]) -> dict[str, Any]:
    """Return the parts of an answer that a drafted query changes, or `notice`, why there is no such answer.

    A draft that may not be run, or does not run within bounds, is told to the model once, to be written anew.
    """
    english = fold(question).language() != "zh"
    text = refusal = ""
    with Completer(where, pause=None, longest=LONGEST_PAUSE) as complete:
        for _ in range(2):
            try:
                asked = Request(
                    drafting.messages(question, text, refusal), drafting.schema(), drafting.query_of, question[:20]
                )
                reply = complete.reply(asked, ATTEMPTS)
                text = drafting.query_of(reply) if reply else ""
            except ApiError as error:
                return {"notice": _failed(where.model, error.problem, english)}
            try:
                checked = drafting.checked(text, lambda iri: drafted.known(graph, iri))
                rows = _rows(run(checked))
            except QueryError as error:
                refusal = str(error)
                continue
            return _answer(where.model, checked, drafted.items(graph, rows, english), english)
    return {"notice": _failed(where.model, refusal, english)}


def _rows(answer: Answer) -> list[Row]:
    return [{name: term["value"] for name, term in row.items()} for row in answer.bindings()]


def _answer(model: str, query: str, items: list[Any], english: bool) -> dict[str, Any]:
    said = (
        f"Query drafted by the language model {model}, checked and run; read it beside the quotes."
        if english
        else f"查询由语言模型{model}草拟，经检查后执行；请对照原文。"
    )
    none = "The drafted query finds nothing that is quoted." if english else "草拟的查询没有找到有依据的结果。"
    return {
        "reading": {"chips": [], "sentence": said},
        "sparql": query,
        "answers": [item.to_dict() for item in items],
        "abstained": not items,
        "reason": "" if items else none,
        "plan": None,
        "draftedBy": model,
        "notice": "",
    }


def _failed(model: str, why: str, english: bool) -> str:
    return (
        f"The language model {model} gave no query that can be run: {why}"
        if english
        else f"语言模型{model}没有给出可执行的查询：{why}"
    )
