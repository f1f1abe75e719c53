"""What words of a question mean: the ontology's labels in both languages, and the phrases of `kg/lexicon`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import rjieba
from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from kg.extraction.lexicon import alternatives, load, patterns
from ontology.sources import ontology_graph
from ontology.terms import ZC
from ontology.themes import Theme, load_themes

_EXTRA = {
    "Any": ("事项", "thing"),
    "open": ("未完成", "not completed"),
    "met": ("完成", "met"),
    "missed": ("未完成", "missed"),
    "exceeded": ("超额完成", "exceeded"),
    "unclear": ("难以判断", "unclear"),
    "pending": ("尚无后续报告", "no later report"),
    "any": ("不限", "any"),
    "first": ("最早", "first"),
    "last": ("最近", "last"),
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
    "sort": ("种类", "sort"),
    "measure": ("数量", "measure"),
    "words": ("名称含", "name contains"),
    "change": ("变化", "change"),
    "outcome": ("结果", "outcome"),
}


_PLAIN_TAGS = frozenset(
    {"v", "vd", "d", "f", "r", "rz", "rr", "p", "c", "u", "uj", "ul", "uz", "ud", "uv", "y", "m", "q", "mq", "x"}
)
"""Parts of speech (of jieba's tagger) whose words name nothing."""

_LISTED = re.compile(r"哪|什么|列|(?a:\b(?:which|what|list|show|any|all)\b)")
_COUNTED = re.compile(r"多少|几[所座条个家]|(?a:\bhow\s+(?:many|much)\b)")


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
    if _LISTED.search(text) and not _COUNTED.search(text):
        found += [Cue("sort", key, *match.span()) for key, regex in _sorts() for match in regex.finditer(text)]
    longest, weak = _weak()
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest) + 1):
            if text[start:end] in weak:
                found.append(Cue("weak", "weak", start, end))
    for match in re.finditer(r"(?a)(?<![a-z'-])[a-z]+(?![a-z'-])", text):
        if general(match.group()):
            found.append(Cue("general", "general", *match.span()))
    for name, value in _class_names().items():
        start = text.find(name) if not name.isascii() else -1
        while start >= 0:
            found.append(Cue("class", value, start, start + len(name)))
            start = text.find(name, start + 1)
    return found


@cache
def _sorts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            each["zh"][0],
            re.compile(alternatives(each["zh"]) + r"|(?a:\b" + alternatives(each["en"]) + r"\b)(?:\s+projects?\b)?"),
        )
        for each in load("question_glossary")["sort"]
    )


@cache
def sort_names(key: str) -> tuple[str, ...]:
    """Return what stands in the names of things of a sort, by the sort's first Chinese word: 小学 for 学校."""
    return next(tuple(each["names"]) for each in load("question_glossary")["sort"] if each["zh"][0] == key)


@cache
def _weak() -> tuple[int, frozenset[str]]:
    """Return Chinese words without a meaning of their own, any of which may begin within another, and their length."""
    words = frozenset(load("question_phrases")["words"]["weak_zh"])
    return max(map(len, words)), words


@cache
def _weak_english() -> frozenset[str]:
    return frozenset(load("question_phrases")["words"]["weak_en"])


def themes(text: str) -> list[tuple[Theme, int, int]]:
    """Return the themes and fields that are named, with their places."""
    known = load_themes()
    return [(known.by_name[match.group()], *match.span()) for match in known.name_pattern.finditer(text)]


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """Return Chinese words for English ones, lower case."""
    return {english: tuple(chinese) for english, chinese in load("question_glossary")["words"].items()}


def translated(text: str, more: Callable[[str], tuple[str, ...]] = lambda _: ()) -> tuple[tuple[str, ...], ...] | None:
    """Return the Chinese words for each English one, longest phrases first; None where a word is not known.

    `more` gives words that may stand for one word, beside those of the glossary or for want of them.
    """
    found = []
    for phrase, words in phrases(text):
        each = words
        if each != () and " " not in phrase:
            each = (*(words or ()), *more(phrase)) or None
        if each is None:
            return None
        if each:
            found.append(tuple(dict.fromkeys(each)))
    return tuple(found) or None


def phrases(text: str) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Yield the phrases of an English text that the glossary has, longest ones first, with their Chinese words: none
    for a word that adds nothing, None for one that is not known."""
    terms, tokens, place = glossary(), text.split(), 0
    while place < len(tokens):
        for size in range(min(6, len(tokens) - place), 0, -1):
            phrase = " ".join(tokens[place : place + size])
            words = entry(terms, phrase)
            if size == 1 and words is None and (phrase in _weak_english() or general(phrase)):
                words = ()
            if words is not None or size == 1:
                yield phrase, words
                place += size
                break


def entry(terms: dict[str, tuple[str, ...]], phrase: str) -> tuple[str, ...] | None:
    """Return the Chinese words of an English phrase, inflected or not; None where the glossary lacks it."""
    head, gap, last = phrase.rpartition(" ")
    return next((terms[form] for each in base_forms(last) if (form := head + gap + each) in terms), None)


def base_forms(word: str) -> tuple[str, ...]:
    """Return what an English word may be an inflected form of, itself first: planned, plann, planne, plan."""
    american = re.sub(r"is(ations?|e[sd]?|ing)$", r"iz\1", word)
    if american != word:
        return (word, *base_forms(american))
    found = [word]
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found.append(stem + instead)
            if ending in ("ed", "ing") and not instead and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


@cache
def general(word: str) -> bool:
    """Tell whether an English word is one of general language, that says nothing of what is asked for."""
    terms = glossary()
    return entry(terms, word) is None and any(form in _general("en") for form in base_forms(word))


@cache
def _general(language: str) -> frozenset[str]:
    return frozenset(load("question_general")[language])


def common(name: str) -> bool:
    """Tell whether a Chinese name is a word of general language or that of a policy field: 现在, 交通."""
    return name in _general("zh") or name in _weak()[1] or name in load_themes().by_name


def informative(text: str, verbs: bool = False) -> bool:
    """Tell whether words could be the name of something: some of them are no general words and (but for `verbs`) no
    plain verbs."""
    if text.isascii():
        plain = _general("en") | _weak_english()
        return any(not any(f in plain for f in base_forms(word)) for word in re.findall(r"[a-z0-9.&+-]+", text.lower()))
    words = [(word, tag) for word, tag in rjieba.tag(text, False) if word.strip()]
    return any(
        not (word in _general("zh") or word in _weak()[1] or (tag in _PLAIN_TAGS and not verbs)) for word, tag in words
    )
