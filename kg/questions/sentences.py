"""What was understood and found, as a sentence."""

from kg.questions.plan import Plan
from kg.questions.sparql import MOST


def understood(plan: Plan, english: bool) -> str:
    """Return what a plan asks for."""
    parts = dict.fromkeys(chip.label_en if english else chip.label_zh for chip in plan.chips)
    if english:
        return "Asked for " + "; ".join(parts) + "." if parts else "Asked for everything."
    return "所问：" + "；".join(parts) + "。" if parts else "所问：全部。"


def sentence(plan: Plan, total: int, shown: int, english: bool) -> str:
    """Return what a plan asks for, and how much was found."""
    many = total >= MOST
    if english:
        more = f" Found {f'more than {MOST - 1}' if many else total}, showing {shown}." if shown < total else ""
    else:
        more = f"共{f'{MOST - 1}条以上' if many else f'{total}条'}，显示{shown}条。" if shown < total else ""
    return understood(plan, english) + more


def nothing(plan: Plan, english: bool) -> str:
    """Say that the question was understood and the graph has no answer."""
    if english:
        return understood(plan, True) + " No document of the graph says anything about it."
    return understood(plan, False) + "图谱中的文件没有这样的记载。"
