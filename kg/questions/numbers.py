"""Values of indicators as answers."""

from decimal import Decimal

from kg.questions.evidence import evidence_of
from kg.questions.graph import Graph, Row
from kg.questions.item import Item
from kg.questions.lexicon import labels
from kg.questions.names import Names
from kg.questions.observations import Observed
from kg.questions.plan import Plan

_BOUNDS = {">=": ("以上", "at least "), "<=": ("以内", "at most "), "~": ("左右", "about "), "=": ("", "")}


def items(graph: Graph, names: Names, plan: Plan, found: list[Row], english: bool) -> list[Item]:
    """Return one answer for each distinct value; of the largest or smallest only the first, with what equals it."""
    chosen = _extreme(found, plan.aggregate == "max") if plan.aggregate in ("max", "min") else found
    evidence = evidence_of(graph, (row["claim"] for row in chosen))
    several = len({row["document"] for row in chosen}) > 1
    answers: dict[tuple[str, str, str], Item] = {}
    for row in sorted(chosen, key=lambda r: (r.get("when", ""), r["thing"], r["claim"])):
        quotes = evidence.get(row["claim"], ())
        value = written(row, english)
        if not quotes:
            continue
        key = (row["thing"], value, row["document"])
        if key in answers:
            quotes = tuple(dict.fromkeys((*answers[key].evidence, *quotes)))
        answers[key] = Item(row["thing"], _label(names, row, several), "Indicator", quotes, value)
    return list(answers.values())


def amount(observed: Observed, english: bool) -> str:
    """Return a value with bound and unit: `8.5平方米以上`."""
    after, before = _BOUNDS.get(observed.bound, ("", ""))
    number = observed.text or str(observed.value)
    number = number if observed.value_max is None else f"{number}–{observed.value_max}"
    return f"{before}{number} {observed.unit}".replace(" %", "%") if english else f"{number}{observed.unit}{after}"


def _label(names: Names, row: Row, several: bool) -> str:
    place = names.documents[row["document"]].place if several and row["document"] in names.documents else ""
    name = names.things[row["thing"]].label if row["thing"] in names.things else row["thing"]
    return f"{place} {name}".strip()


def _extreme(found: list[Row], largest: bool) -> list[Row]:
    """Return the rows with the largest or smallest value among those in the commonest unit."""
    numbered = [row for row in found if "value" in row]
    if not numbered:
        return []
    units = [_unit(row) for row in numbered]
    unit = max(sorted(set(units)), key=units.count)
    comparable = [row for row in numbered if _unit(row) == unit]
    best = (max if largest else min)(_amount(row) for row in comparable)
    return [row for row in comparable if _amount(row) == best]


def _unit(row: Row) -> str:
    return "base" if "base" in row and "%" not in row["unit"] else row["unit"]


def _amount(row: Row) -> Decimal:
    return Decimal(row.get("base", row["value"]) if _unit(row) == "base" else row["value"])


def written(row: Row, english: bool) -> str:
    """Return a value with bound, unit, kind and period: `8.5平方米（目标值，2021）`."""
    number = row.get("text") or row.get("value", "")
    if "max" in row:
        number = f"{number}–{row['max']}"
    kind = labels(row["kind"].rpartition("#")[2])[english]
    after, before = _BOUNDS.get(row["bound"], ("", ""))
    notes = [kind, row.get("when", "").replace("/", "–")]
    if row["growth"] == "true":
        notes.insert(1, labels("growth")[english])
    said = (", " if english else "，").join(note for note in dict.fromkeys(notes) if note)
    if english:
        return f"{before}{number} {row['unit']} ({said})".replace("  ", " ").replace(" %", "%")
    return f"{number}{row['unit']}{after}（{said}）"
