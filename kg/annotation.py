"""The annotation format (JSON), from an extraction and back.

Beside the format's own keys, items carry the places of their quotes: `spans` (entities: one for each mention, in the
same order) and `start`, `end` (evidence), so that ``source[start:end]`` is the quote.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from corpus.document import Document
from corpus.span import Span
from kg.claim import Claim
from kg.entity import Entity
from kg.errors import AnnotationError
from kg.extraction.result import Extraction
from kg.observation import Observation

ANNOTATED = "annotated"


def to_annotation(document: Document, extraction: Extraction) -> dict[str, Any]:
    """Return an extraction in the annotation format, keys and items in a fixed order."""
    return {
        "doc": document.id,
        "entities": [_entity_item(document.source, entity) for entity in extraction.entities],
        "observations": [_observation_item(document.source, observation) for observation in extraction.observations],
        "relations": [_relation_item(document.source, claim) for claim in extraction.claims],
    }


def from_annotation(data: Mapping[str, Any], document: Document) -> Extraction:
    """Return an annotation as an extraction of the document it describes.

    Quotes without places are looked up in the source, white space aside; the n-th time that an item quotes the same
    words stands for their n-th occurrence. Raises AnnotationError for a quote that the source lacks.
    """
    quotes = _Quotes(document)
    return Extraction(
        tuple(_entity(item, quotes) for item in data["entities"]),
        tuple(_observation(item, quotes) for item in data["observations"]),
        tuple(_claim(item, quotes) for item in data["relations"]),
    )


def _entity_item(source: str, entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [span.of(source) for span in entity.mentions],
        "spans": [_place(span) for span in entity.mentions],
        "certain": entity.certain,
        "rule": entity.rule,
        "confidence": entity.confidence,
    }


def _observation_item(source: str, observation: Observation) -> dict[str, Any]:
    return {
        "indicator": observation.indicator,
        "value": _number(observation.value),
        "value_max": _number(observation.value_max),
        "text": observation.text,
        "unit": observation.unit,
        "kind": observation.kind,
        "growth": observation.growth,
        "period": observation.period,
        "bound": observation.bound,
        **_evidence_item(source, observation.evidence),
        "rule": observation.rule,
        "confidence": observation.confidence,
    }


def _relation_item(source: str, claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.predicate,
        "head": claim.subject,
        "tail": claim.object,
        "role": claim.role,
        "basis": claim.basis,
        **_evidence_item(source, claim.evidence),
        "certain": claim.certain,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _evidence_item(source: str, evidence: Sequence[Span]) -> dict[str, Any]:
    """Quote the longest span; list all spans where the evidence is not in one piece."""
    main = max(evidence, key=lambda span: span.end - span.start)
    item: dict[str, Any] = {"evidence": main.of(source), **_place(main)}
    if len(evidence) > 1:
        item["spans"] = [_place(span) for span in evidence]
    return item


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class _Quotes:
    """Finds quotes in a source, white space aside."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _offsets(self) -> list[int]:
        return [i for i, char in enumerate(self._document.source) if not char.isspace()]

    @cached_property
    def _text(self) -> str:
        return "".join(self._document.source[i] for i in self._offsets)

    def find(self, quote: str, occurrence: int = 1) -> Span:
        """Return where a quote stands for the n-th time (where it does not, the last time before)."""
        words = "".join(quote.split())
        place, found = -1, None
        for _ in range(occurrence if words else 0):
            place = self._text.find(words, place + 1)
            if place < 0:
                break
            found = place
        if found is None:
            raise AnnotationError(
                f"{self._document.id}: the source does not contain the quote {quote!r}",
                "quote verbatim; only white space may differ",
            )
        return Span(self._offsets[found], self._offsets[found + len(words) - 1] + 1)

    def mentions(self, item: Mapping[str, Any]) -> tuple[Span, ...]:
        if "spans" in item:
            return self._given(item["spans"])
        seen: Counter[str] = Counter()
        spans: list[Span] = []
        for quote in item["mentions"]:
            seen[quote] += 1
            spans.append(self.find(quote, seen[quote]))
        return tuple(sorted(set(spans)))

    def evidence(self, item: Mapping[str, Any]) -> tuple[Span, ...]:
        if "spans" in item:
            return self._given(item["spans"])
        if "start" in item:
            return self._given([item])
        return (self.find(item["evidence"]),)

    def _given(self, places: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
        spans = tuple(Span(place["start"], place["end"]) for place in places)
        for span in spans:
            if span.end > len(self._document.source):
                raise AnnotationError(
                    f"{self._document.id}: {span} lies outside of {len(self._document.source)} characters",
                    "annotate the text that is given, unaltered",
                )
        return spans


def _entity(item: Mapping[str, Any], quotes: _Quotes) -> Entity:
    return Entity(
        id=item["id"],
        type=item["type"],
        name=item["name"],
        aliases=tuple(item.get("aliases", ())),
        mentions=quotes.mentions(item),
        rule=item.get("rule", ANNOTATED),
        confidence=item.get("confidence", 1.0),
        certain=item.get("certain", True),
    )


def _observation(item: Mapping[str, Any], quotes: _Quotes) -> Observation:
    return Observation(
        indicator=item["indicator"],
        value=_decimal(item["value"]),
        value_max=_decimal(item.get("value_max")),
        text=item.get("text"),
        unit=item.get("unit") or "",
        kind=item["kind"],
        growth=item.get("growth", False),
        period=item.get("period") or "",
        bound=item.get("bound") or "=",
        evidence=quotes.evidence(item),
        rule=item.get("rule", ANNOTATED),
        confidence=item.get("confidence", 1.0),
    )


def _claim(item: Mapping[str, Any], quotes: _Quotes) -> Claim:
    return Claim(
        subject=item["head"],
        predicate=item["type"],
        object=item["tail"],
        role=item.get("role"),
        basis=item["basis"],
        evidence=quotes.evidence(item),
        certain=item.get("certain", True),
        rule=item.get("rule", ANNOTATED),
        confidence=item.get("confidence", 1.0),
    )


def _decimal(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
