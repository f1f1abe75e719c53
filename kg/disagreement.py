"""Where an extraction and a gold annotation of one document disagree, by what went wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.entity import scored_class
from kg.scoring import RELATIONS, Annotation, Item, matches, observation_matches

Fault = Literal["missed", "spurious", "boundary", "class", "value"]
"""`boundary`: same place and class, names too unlike. `class`: same place, another class. `value`: the figure was seen,
but its number, unit, kind or indicator differs."""

FAULTS: tuple[Fault, ...] = ("missed", "spurious", "boundary", "class", "value")
_AROUND = 18  # characters of context on each side of a quote
_LONGEST = 40  # characters of a quote that are shown

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One error; `gold` and `found` are what either side says, one empty where only the other says something.

    `figure` is the class, `observation` or relation that counts it; `context` is one line of the source around it, the
    quote between ⟦ and ⟧.
    """

    document: str
    fault: Fault
    figure: str
    gold: str
    found: str
    context: str


def disagreements(document: str, source: str, gold: Annotation, predicted: Annotation) -> list[Disagreement]:
    """Return the errors of one document: of entities, of observations, of the relations of entities that match."""
    text = _Source(source)
    found = (*_entities(text, gold, predicted), *_observations(text, gold, predicted), *_relations(gold, predicted))
    return [Disagreement(document, fault, figure, a, b, text.around(span)) for fault, figure, a, b, span in found]


def table(found: Sequence[Disagreement]) -> str:
    """Return how many errors of each kind there are, by figure and by document, the worst first."""
    header = f"{'':16s}" + "".join(f"{fault:>10s}" for fault in FAULTS) + f"{'errors':>10s}"
    lines = [header]
    for names in ([d.figure for d in found], [d.document for d in found]):
        counts = Counter(zip(names, (d.fault for d in found), strict=True))
        for name, errors in sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])):
            lines.append(f"{name:16s}" + "".join(f"{counts[name, f] or '':>10}" for f in FAULTS) + f"{errors:>10d}")
        lines.append("")
    return "\n".join(lines)


_Error = tuple[Fault, str, str, str, Span]


class _Source:
    """A text in which quotes are found, white space aside."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = [i for i, char in enumerate(text) if not char.isspace()]
        self._plain = "".join(text[i] for i in self._offsets)

    def find(self, quote: str) -> list[Span]:
        """Return where a quote stands, every time."""
        words = "".join(quote.split())
        spans, place = [], self._plain.find(words) if words else -1
        while place >= 0:
            spans.append((self._offsets[place], self._offsets[place + len(words) - 1] + 1))
            place = self._plain.find(words, place + len(words))
        return spans

    def around(self, span: Span) -> str:
        """Return one line: the span and some characters on each side; empty where the span is."""
        start, end = span
        if start == end:
            return ""
        quote = self._text[start:end] if end - start <= _LONGEST else self._text[start : start + _LONGEST] + "…"
        line = f"{self._text[max(0, start - _AROUND) : start]}⟦{quote}⟧{self._text[end : end + _AROUND]}"
        return "".join(line.split())


def _spans(text: _Source, item: Item) -> list[Span]:
    if "spans" in item:
        return [(span["start"], span["end"]) for span in item["spans"]]
    if "start" in item:
        return [(item["start"], item["end"])]
    return [
        span for quote in dict.fromkeys(item.get("mentions", [item.get("evidence", "")])) for span in text.find(quote)
    ]


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> int:
    return max((min(a[1], b[1]) - max(a[0], b[0]) for a in some for b in others), default=0)


def _entities(text: _Source, gold: Annotation, predicted: Annotation) -> Iterator[_Error]:
    answers = matches(gold, predicted)
    wanted = [e for e in gold["entities"] if e["id"] not in answers and e.get("certain", True) and e["type"] != "Place"]
    given = [e for e in predicted["entities"] if e["id"] not in set(answers.values()) and e["type"] != "Place"]
    places = {id(e): _spans(text, e) for e in (*wanted, *given)}
    for want in wanted:
        kind, spans = scored_class(want["type"]), places[id(want)]
        near = [(_overlap(spans, places[id(e)]), scored_class(e["type"]) == kind, e) for e in given]
        best = max((n for n in near if n[0] > 0), key=lambda n: (n[1], n[0]), default=None)
        at = spans[0] if spans else (0, 0)
        if best is None:
            yield "missed", kind, want["name"], "", at
            continue
        given.remove(best[2])
        other = best[2]["name"] if best[1] else f"{best[2]['name']} ({best[2]['type']})"
        yield "boundary" if best[1] else "class", kind, want["name"], other, at
    for extra in given:
        yield "spurious", scored_class(extra["type"]), "", extra["name"], places[id(extra)][0]


def _observations(text: _Source, gold: Annotation, predicted: Annotation) -> Iterator[_Error]:
    pairs = observation_matches(gold, predicted)
    names = [{e["id"]: e["name"] for e in side["entities"]} for side in (gold, predicted)]
    given = [o for j, o in enumerate(predicted["observations"]) if j not in set(pairs.values())]
    for want in (o for i, o in enumerate(gold["observations"]) if i not in pairs):
        spans = _spans(text, want)
        near = [(_overlap(spans, _spans(text, o)), o.get("value") == want.get("value"), o) for o in given]
        best = max((n for n in near if n[0] > 0), key=lambda n: (n[1], n[0]), default=None)
        told = _told(want, names[0])
        if best is not None:
            given.remove(best[2])
        other = _told(best[2], names[1]) if best else ""
        yield "value" if best else "missed", "observation", told, other, spans[0] if spans else (0, 0)
    for extra in given:
        yield "spurious", "observation", "", _told(extra, names[1]), _spans(text, extra)[0]


def _told(item: Item, names: dict[str, str]) -> str:
    value = item.get("text") if item.get("value") is None else item["value"]
    return f"{names[item['indicator']]} {value}{item.get('unit') or ''} {item['kind']}"


def _relations(gold: Annotation, predicted: Annotation) -> Iterator[_Error]:
    """Yield what lacks or is too much among entities that match; what hangs on other entities is their error."""
    answers = matches(gold, predicted)
    ours = {e["id"]: e["name"] for e in predicted["entities"]}
    for kind in RELATIONS:
        wanted = {
            tuple(answers.get(end, end if ":" in end else f"?{end}") for end in (r["head"], r["tail"])): r
            for r in gold["relations"]
            if r["type"] == kind
        }
        given = {(r["head"], r["tail"]): r for r in predicted["relations"] if r["type"] == kind}
        for (head, tail), r in wanted.items():
            ends = head in ours and (tail in ours or ":" in tail)
            needed = ends and r["basis"] != "inferred" and r.get("certain", True)
            if needed and (head, tail) not in given:
                yield "missed", kind, f"{ours[head]} → {ours.get(tail, tail)}", "", (0, 0)
        for (head, tail), r in given.items():
            if head in set(answers.values()) and (head, tail) not in wanted and r["basis"] != "inferred":
                told = f"{ours[head]} → {ours.get(tail, tail)}"
                yield "spurious", kind, "", told, (r["start"], r["end"]) if "start" in r else (0, 0)
