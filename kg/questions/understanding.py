"""From a question to a plan, or to the reason why there is none."""

from kg.questions.families import decide
from kg.questions.linking import Near
from kg.questions.names import Names
from kg.questions.plan import Plan, Unanswerable
from kg.questions.slots import fill
from kg.questions.tokens import tokenise
from kg.questions.wording import Wording

LONGEST = 500
"""More characters than this are no single question."""


def understand(wording: Wording, names: Names, near: Near | None = None) -> Plan | Unanswerable:
    """Return what is asked of a graph with these names; never raises for any text."""
    if not wording.text.strip():
        return Unanswerable("问题是空的，请写出要问的内容。", "The question is empty: write what you want to know.")
    if len(wording.text) > LONGEST:
        return Unanswerable(
            f"问题太长（{len(wording.text)}个字符），请用不超过{LONGEST}个字符的一句话提问。",
            f"The question is too long ({len(wording.text)} characters): ask in one sentence of at most {LONGEST}.",
        )
    return decide(fill(wording, tokenise(wording, names), names, near))
