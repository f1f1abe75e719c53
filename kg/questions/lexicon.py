"""What words of a question mean: the ontology's labels in both languages, and the phrases of `kg/lexicon`."""

from dataclasses import dataclass
from functools import cache

from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from kg.extraction.lexicon import load, patterns
from ontology.sources import ontology_graph
from ontology.terms import ZC
from ontology.themes import Theme, load_themes

_EXTRA = {
    "Any": ("事项", "thing"),
    "open": ("未完成", "not completed"),
    "met": ("已达到", "met"),
    "missed": ("未达到", "missed"),
    "list": ("列出", "list"),
    "count": ("数量", "count"),
    "max": ("最大", "largest"),
    "min": ("最小", "smallest"),
    "latest": ("最新", "latest"),
    "growth": ("增幅", "growth"),
    "level": ("水平值", "level"),
    "added": ("新增", "added"),
    "dropped": ("不再出现", "dropped"),
    "shared": ("都有", "in both"),
    "changed": ("变化", "changed"),
    "central": ("中央", "central"),
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "town": ("乡镇", "town"),
}
SLOTS = {
    "class": ("类别", "class"),
    "theme": ("主题", "theme"),
    "thing": ("事项", "thing"),
    "goal": ("目标", "goal"),
    "body": ("机构", "body"),
    "indicator": ("指标", "indicator"),
    "place": ("地点", "place"),
    "document": ("文件", "document"),
    "status": ("状态", "status"),
    "year": ("年份", "year"),
    "kind": ("类别", "kind"),
    "growth": ("增幅", "growth"),
    "role": ("角色", "role"),
    "relation": ("关系", "relation"),
    "level": ("层级", "level"),
    "aggregate": ("汇总", "aggregate"),
    "words": ("名称含", "name contains"),
    "change": ("变化", "change"),
    "outcome": ("结果", "outcome"),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that fill a slot of the plan, at `text[start:end]` of the folded question."""

    slot: str
    value: str
    start: int
    end: int


@cache
def labels(value: str) -> tuple[str, str]:
    """Return the labels of a class, property or controlled value by its local name, in Chinese and English."""
    if value in _EXTRA:
        return _EXTRA[value]
    found = {
        label.language: str(label)
        for kind in (RDFS.label, SKOS.prefLabel)
        for label in ontology_graph().objects(URIRef(str(ZC._NS) + value), kind)
        if isinstance(label, Literal)
    }
    return found.get("zh", value), found.get("en", value)


@cache
def _class_names() -> dict[str, str]:
    """Return the ontology's own labels of the classes that can be asked for."""
    names: dict[str, str] = {}
    for name in ("Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"):
        chinese, english = labels(name)
        names |= {chinese: name, english.lower(): name}
    return names


def cues(text: str) -> list[Cue]:
    """Return all readings of all words, overlapping ones too, in no order that matters."""
    found = [
        Cue(table["slot"], table["value"], match.start(), match.end())
        for table, pattern in zip(load("question_phrases")["pattern"], patterns("question_phrases"), strict=True)
        for match in pattern.regex.finditer(text)
        if match.end() > match.start()
    ]
    for name, value in _class_names().items():
        start = text.find(name) if not name.isascii() else -1
        while start >= 0:
            found.append(Cue("class", value, start, start + len(name)))
            start = text.find(name, start + 1)
    return found


def themes(text: str) -> list[tuple[Theme, int, int]]:
    """Return the themes and fields that are named, with their places."""
    known = load_themes()
    return [(known.by_name[match.group()], *match.span()) for match in known.name_pattern.finditer(text)]


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """Return Chinese words for English ones, lower case."""
    return {english: tuple(chinese) for english, chinese in load("question_glossary")["words"].items()}


def translated(text: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the Chinese words for each English one, longest phrases first; None where a word is not known."""
    terms, tokens, found = glossary(), text.split(), []
    place = 0
    while place < len(tokens):
        for size in range(min(6, len(tokens) - place), 0, -1):
            words = _entry(terms, " ".join(tokens[place : place + size]))
            if words is not None:
                if words:
                    found.append(words)
                place += size
                break
        else:
            return None
    return tuple(found) or None


def _entry(terms: dict[str, tuple[str, ...]], phrase: str) -> tuple[str, ...] | None:
    for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), phrase.removesuffix("ies") + "y"):
        if form in terms:
            return terms[form]
    return None
