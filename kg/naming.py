"""From names to IRIs: when two names are one thing."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from rdflib import URIRef

from corpus.document import Document
from corpus.gazetteer import split
from corpus.span import Span
from corpus.succession import present
from kg.entity import EntityType, scored_class
from kg.extraction.lexicon import load
from ontology.terms import DOCUMENT, THING, document_iri

_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）\[\]【】·,，、.。:：;；-]+")
_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉<>()（）\[\]【】{}·•]+")
_ONE_IN_THE_NATION = re.compile(r"..(?:省|自治区|市|地区|州|盟)$|.县$|.旗$")
_NATION = ("", "中国", "全国", "中华人民共和国")


def normalise(name: str) -> str:
    """Return the form in which equal names are equal: NFKC, lower case, no white space, quotation marks, brackets.

    Control and formatting characters (direction marks, zero-width joiners) go too. A name of such marks alone stays as
    it is, so that it is never empty where the name is not.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    visible = "".join(c for c in _MARKS.sub("", folded) if unicodedata.category(c) not in ("Cc", "Cf"))
    if visible in ("", name):
        return visible or folded or name
    return normalise(visible)  # what stood apart may now compose (a letter and an accent)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return a name without white space, quotation marks, brackets and punctuation (annotation guide, section 3)."""
    return _NOISE.sub("", name)


def jurisdiction(document: Document) -> str:
    """Return within what a document's names are unique: its place, "" for the nation.

    Names of a document without a known place are its own: things are never one by their name alone.
    """
    metadata = document.metadata
    return jurisdiction_of(metadata.place, metadata.level, document.id)


def jurisdiction_of(place: str, level: str | None, document_id: str) -> str:
    """Return the jurisdiction of a document's place, by its innermost names that are one in the nation.

    Provinces, prefectures and counties (县, 旗, 市) share no names, by article 9 of the State Council's 地名管理条例
    (2022), so that 河北省保定市易县 is 易县; districts and towns do, and need what is above them. A county that became
    another one (徐水县, since 2015 保定市徐水区) is one jurisdiction with it.
    """
    if place in _NATION and (place or level == "central"):
        return ""
    steps = split(place)
    if not steps or normalise("".join(steps)) != normalise(place):
        return normalise(place) if place else f"doc:{document_id}"
    steps = present(steps)
    own = [i for i, step in enumerate(steps) if _ONE_IN_THE_NATION.search(step)]
    return normalise("".join(steps[max(own, default=0) :]))


def entity_iri(entity_type: EntityType, name: str, within: str) -> URIRef:
    """Return the IRI of a thing from its class, name and jurisdiction; national bodies and provinces have none."""
    slug = scored_class(entity_type).lower()
    key = normalise(name)
    shared = _national().get((slug, key)) or (_central().get((slug, key)) if within == "" else None)
    return _thing(slug, (slug, shared, "") if shared else (slug, key, within))


def is_national(entity_type: EntityType, name: str) -> bool:
    """Tell whether a name is that of a body or place above every jurisdiction."""
    return (scored_class(entity_type).lower(), normalise(name)) in _national()


def mention_iri(document_id: str, span: Span) -> URIRef:
    """Return the IRI of a place in a document."""
    return _thing("mention", (document_id, str(span.start), str(span.end)))


def section_iri(document_id: str, index: int) -> URIRef:
    """Return the IRI of a section; section 0 is the document itself."""
    return DOCUMENT[f"{document_iri(document_id).removeprefix(str(DOCUMENT))}/section-{index}"]


def item_iri(kind: str, parts: Iterable[object]) -> URIRef:
    """Return the IRI of a claim or an observation from all that tells it from others."""
    return _thing(kind, tuple("" if part is None else str(part) for part in parts))


def _thing(slug: str, parts: tuple[str, ...]) -> URIRef:
    # "|" within a part must not look like the border between two
    key = "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)
    return THING[f"{slug}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"]


@cache
def _national() -> dict[tuple[str, str], str]:
    """Return the fullest names of things above every jurisdiction, by class slug and normalised name."""
    data = load("national_bodies")
    return {
        (slug, normalise(name)): normalise(names[0])
        for slug, table in (("agency", data["bodies"]), ("place", data["places"]))
        for names in table
        for name in names
    }


@cache
def _central() -> dict[tuple[str, str], str]:
    """Return what the centre's own documents call national bodies for short."""
    return {("agency", normalise(short)): normalise(full) for short, full in load("national_bodies")["central"].items()}
