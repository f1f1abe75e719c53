"""The sources of training pairs: what is read from which file, and how it becomes (query, passage)."""

import csv
import gzip
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import EmbeddingError
from embeddings.training.cloze import as_question, cloze_pairs, neighbour_pairs

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of pairs: its file, how to read it, and how often it is passed over in one epoch."""

    name: str
    file: str
    read: Callable[[Path, random.Random], Iterator[Pair]]
    passes: float = 1.0


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each line of a gzipped tab-separated file, without the header `text_a…`."""
    if not path.is_file():
        raise EmbeddingError(f"{path}: no such training file", "give the folder that holds the training pairs")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 2 and row[0] != "text_a":
                yield row


def _plain(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Both columns as they stand; the first asked as a question now and then."""
    for a, b, *_ in rows(path):
        yield (as_question(a, chance) if len(a) > 5 and chance.random() < 0.2 else a), b


def _positive(path: Path, _: random.Random) -> Iterator[Pair]:
    """Pairs whose label says that both mean the same."""
    for a, b, label in rows(path):
        if label in ("1", "entailment"):
            yield a, b


def _swapped(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Chinese and English, each side as the query half of the time."""
    for row in rows(path):
        a, b = row[-2:] if row[0].isdigit() else row[:2]
        if len(a) > 0 and len(b) > 1:
            yield (b, a) if chance.random() < 0.5 else (a, b)


def _glosses(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Dictionary entries: the term with one of its English senses, or with all of them."""
    for term, glosses, *_ in rows(path):
        senses = [s.strip() for s in glosses.split(";") if s.strip() and not s.strip().startswith("CL:")]
        if senses:
            gloss = chance.choice(senses) if chance.random() < 0.6 else "; ".join(senses)
            yield (gloss, term) if chance.random() < 0.5 else (term, gloss)


def _report_windows(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Two or three neighbouring sentences of a bilingual report together, and the same language's neighbours."""
    lines = [(zh, en) for _, zh, en in rows(path)]
    for i in range(len(lines) - 3):
        width = chance.choice((2, 3))
        zh = "".join(line[0] for line in lines[i : i + width])
        en = " ".join(line[1] for line in lines[i : i + width])
        yield (en, zh) if chance.random() < 0.6 else (lines[i][1], lines[i + 1][1])


_ARTICLE = re.compile(r"\s*第[零〇一二三四五六七八九十百千]+条.*$")


def _laws(path: Path, chance: random.Random) -> Iterator[Pair]:
    """A law's title with a clause of one of its articles, against the article; or a clause against the rest."""
    for title, article, *_ in rows(path):
        if chance.random() < 0.4:
            yield _ARTICLE.sub("", title), article
        else:
            yield from cloze_pairs(article, chance)


def _news(path: Path) -> Iterator[tuple[str, list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield item["title"], [p for p in item["paras"] if len(p) >= 15]


def _news_titles(path: Path, chance: random.Random) -> Iterator[Pair]:
    for title, paragraphs in _news(path):
        for paragraph in paragraphs[:12]:
            yield (as_question(title, chance) if chance.random() < 0.1 else title), paragraph


def _news_clauses(path: Path, chance: random.Random) -> Iterator[Pair]:
    for _, paragraphs in _news(path):
        for paragraph in paragraphs:
            yield from cloze_pairs(paragraph, chance)


def _news_neighbours(path: Path, _: random.Random) -> Iterator[Pair]:
    for _title, paragraphs in _news(path):
        yield from neighbour_pairs(paragraphs)


def _second_clauses(path: Path, chance: random.Random) -> Iterator[Pair]:
    """Clauses of the second column against the rest of it."""
    for row in rows(path):
        yield from cloze_pairs(row[1], chance)


def policy_texts(folder: Path) -> Iterator[list[str]]:
    """Yield the lines of each plain-text document below `folder`, in path order."""
    for path in sorted(folder.rglob("*.txt")):
        yield [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def policy_pairs(folder: Path, chance: random.Random) -> Iterator[Pair]:
    """Clause–rest pairs, neighbouring paragraphs, and headings with the paragraph that follows."""
    for lines in policy_texts(folder):
        for line in lines:
            yield from cloze_pairs(line[:600], chance)
        yield from neighbour_pairs([line[:400] for line in lines])
        for heading, line in itertools.pairwise(lines):
            if 4 <= len(heading) <= 25 and len(line) >= 30:
                yield heading, line[:400]


SOURCES = (
    Source("news titles", "news.jsonl.gz", _news_titles),
    Source("news clauses", "news.jsonl.gz", _news_clauses),
    Source("news neighbours", "news.jsonl.gz", _news_neighbours, 0.5),
    Source("laws", "law_title_article.tsv.gz", _laws),
    Source("report sentences", "report_zh_en.tsv.gz", _swapped, 6),
    Source("report windows", "report_zh_en.tsv.gz", _report_windows, 4),
    Source("CC-CEDICT", "cedict_zh_en.tsv.gz", _glosses),
    Source("moedict", "moedict_term_definition_s.tsv.gz", _plain, 0.7),
    Source("synonyms", "cilin_synonym_pairs.tsv.gz", _plain, 0.5),
    Source("abbreviations", "abbreviation_fullname.tsv.gz", _plain, 2),
    Source("message titles", "citizen_message_topic_detail.tsv.gz", _plain, 3),
    Source("message clauses", "citizen_message_topic_detail.tsv.gz", _second_clauses, 2),
    Source("message replies", "citizen_message_reply.tsv.gz", _plain, 3),
    Source("abstracts", "csl_keywords_abstract.tsv.gz", _plain, 2),
    Source("abstract clauses", "csl_keywords_abstract.tsv.gz", _second_clauses, 2),
    Source("headline keywords", "tnews_keywords_title.tsv.gz", _plain),
    Source("paraphrases", "bustm_pairs.tsv.gz", _positive, 2),
    Source("entailments", "ocnli_few.tsv.gz", _positive, 2),
    Source("government matters", "gov_matter_accept_standard.tsv.gz", _plain, 2),
)


def all_texts(folder: Path, policy: Path | None) -> Iterator[str]:
    """Yield every text of the training files once, for counting words."""
    for file in sorted({source.file for source in SOURCES}):
        if file.endswith(".jsonl.gz"):
            for title, paragraphs in _news(folder / file):
                yield "\n".join([title, *paragraphs])
        else:
            for row in rows(folder / file):
                yield "\n".join(row[-2:] if row[0].isdigit() else row[:2])
    if policy is not None:
        for lines in policy_texts(policy):
            yield "\n".join(lines)
