"""The library: the last good state of a data folder, opened for reading; where graph and indexes meet."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from api import cards, drafting, pictures
from api.building import INDEX, Track
from api.finding import Finder, names_of
from api.ids import local, whole
from api.indicators import indicators
from api.mentions import Mention, mentions_of
from api.narrowing import check
from api.passages import extent
from api.precision import with_precision
from api.problem import BadRequest
from api.schema import (
    Basis,
    Card,
    Documents,
    DocumentSummary,
    DocumentView,
    Graph,
    Indicators,
    IndicatorView,
    MentionView,
    PassageView,
    QueryPlan,
    SectionView,
    Themes,
    ThemeView,
)
from api.settings import Settings
from api.vocabulary import nearness
from embeddings.encoder import Encoder, load_encoder
from embeddings.index import PassageIndex
from embeddings.reranker import Reranker, load_reranker
from kg.answer import Answer
from kg.generation import STORE, Generation
from kg.links import Links, Wanted
from kg.questions.answering import ask, run
from kg.questions.diff import diff
from kg.questions.linking import Near
from kg.questions.naming import names_of as questions_names
from kg.questions.plan import plan_of
from kg.questions.quoting import quotes_of
from kg.questions.series import series
from kg.questions.trace import trace
from kg.record import Record
from kg.repository import Repository
from kg.sparql import Limits, Pool
from kg.store import Store
from kg.validation import Violation, validate
from ontology.themes import load_themes

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def years(document: DocumentSummary) -> range:
    """Return the years that a document reports on or plans for, else that of its date."""
    told = [int(year) for year in _YEAR.findall(document.period or document.date)]
    return range(min(told), max(told) + 1) if told else range(0)


OFFERED = 5
"""So many passages are offered beside answers, or instead of them."""


class Library:
    """Search, questions and the graph over one generation. Use it in `with`, or close it."""

    def __init__(
        self,
        settings: Settings,
        generation: Generation,
        encoder: Encoder | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.settings, self.generation, self._given, self._judge = settings, generation, encoder, reranker
        self.record = lru_cache(maxsize=64)(self._record)
        self.mentions = lru_cache(maxsize=64)(self._mentions)
        self._drawn = lru_cache(maxsize=64)(self._draw)
        self.card = lru_cache(maxsize=512)(self._card)

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None, reranker: Reranker | None = None) -> "Library":
        """Open the current generation, with models that are loaded already or those that the settings name.

        Raises RepositoryError where nothing was built.
        """
        return cls(settings, Repository(settings.data).current(), encoder, reranker)

    @property
    def name(self) -> str:
        """The name of the generation."""
        return self.generation.name

    @property
    def data(self) -> str:
        """A hash of what the generation was made of, for links that are cited."""
        return self.generation.digest

    @cached_property
    def store(self) -> Store:
        """The graph."""
        return self.generation.store()

    @cached_property
    def links(self) -> Links:
        """Things, themes and relations, summed over all documents."""
        return self.generation.links()

    @cached_property
    def _indicators(self) -> list[IndicatorView]:
        return indicators(self.store, self.links, self.generation.manifest.documents)

    @cached_property
    def _encoder(self) -> Encoder:
        return self._given or load_encoder(self.settings.model)

    @cached_property
    def _nearness(self) -> Near:
        return nearness(questions_names(self.store).words, self._encoder)

    def _near(self, word: str) -> list[tuple[str, float]]:
        return self._nearness(word)

    @cached_property
    def finder(self) -> Finder:
        """Search over passages."""
        settings = self.settings
        reranker = self._judge or (load_reranker(settings.reranker) if settings.reranker else None)
        index = PassageIndex.open(self.generation.folder / INDEX, self._encoder)
        documents = self.generation.manifest.documents
        return Finder(index, documents, self.record, self._shown, names_of(self.store, self.links), reranker)

    @cached_property
    def _pool(self) -> Pool:
        s = self.settings
        return Pool(
            self.generation.folder / STORE, limits=Limits(s.query_seconds, s.query_rows, s.query_megabytes << 20)
        )

    def ask(self, question: str, plan: QueryPlan | None = None, drafted: bool = False) -> dict[str, Any]:
        """Return the answer to a question, or of a plan, in the form of the contract, with passages."""
        answer: dict[str, Any] = {}
        for part in self.asking(question, plan, drafted):
            answer |= part
        return answer

    def asking(self, question: str, plan: QueryPlan | None = None, drafted: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the answer to a question in parts as they are ready: what the graph says, then passages.

        Where the settings let a language model draft queries it does so for what the grammar has no plan for, and for
        all where `drafted` asks for it; raises BadRequest where that is asked for and not set.
        """
        drafts = self.settings.llm_drafts and bool(question.strip()) and plan is None
        where = drafting.endpoint(self.settings) if drafts or drafted else None
        if drafted and not self.settings.llm_drafts:
            raise BadRequest("this server has no language model draft queries", "ask without it")
        found = (
            run(self.store, plan_of(plan.model_dump()), question)
            if plan
            else ask(self.store, question, near=self._near)
        )
        answer = {**found.to_dict(), "draftedBy": "", "notice": ""}
        if where and drafts and (drafted or found.plan is None):
            answer |= drafting.draft(question, where, self.store, self.sparql)
        for item in answer["answers"]:
            item["id"] = local(item["iri"])
        yield dict(with_precision(answer))
        if question.strip():
            offered = self.finder.search(question[:500], k=OFFERED).hits
            yield {"passages": [hit.model_dump(mode="json", by_alias=True) for hit in offered]}

    def trace(self, name: str) -> dict[str, Any]:
        """Return the chain from a thing to its bodies."""
        return dict(with_precision(trace(self.store, name, self._near).to_dict()))

    def series(self, indicator: str) -> dict[str, Any]:
        """Return an indicator's values over time."""
        return dict(with_precision(series(self.store, indicator, self._near).to_dict()))

    def indicators(self, name: str, document: str, limit: int) -> Indicators:
        """Return the indicators whose name holds a text and, where a document is named, that it has values of."""
        self.check([document] if document else ())
        low = name.lower()
        found = [i for i in self._indicators if low in i.label.lower() and (not document or document in i.documents)]
        return Indicators(indicators=found[:limit], total=len(found))

    def diff(self, doc_a: str, doc_b: str) -> dict[str, Any]:
        """Return what two documents share, add, change and drop; raises NotFound for an unknown one."""
        self.check((doc_a, doc_b))
        return dict(with_precision(diff(self.store, doc_a, doc_b).to_dict()))

    def sparql(self, query: str) -> Answer:
        """Run a query from outside, within bounds."""
        if len(query) > self.settings.request_characters:
            raise BadRequest(
                f"a query of {len(query)} characters", f"use at most {self.settings.request_characters} characters"
            )
        return self._pool.run(query)

    def validate(self, track: Track) -> list[tuple[str, Violation]]:
        """Return what the graph breaks, with the document."""
        checked = validate(self.store, lambda documents: track(documents, "checking documents"))
        return [(document, violation) for document, found in checked for violation in found]

    def documents(self) -> Documents:
        """Return the documents of the corpus, by id."""
        return Documents(documents=[self._summary(id) for id in sorted(self.generation.manifest.documents)])

    def document(self, id: str) -> DocumentView:
        """Return one document with its text; raises NotFound."""
        self.check([id])
        record = self.record(id)
        return DocumentView(
            **self._summary(id).model_dump(),
            sha256=record.document.sha256,
            text=record.document.source,
            sections=[
                SectionView(
                    index=s.index,
                    parent=s.parent,
                    level=s.level,
                    number=s.number,
                    title=s.title,
                    start=s.start,
                    end=max(s.start, s.end),
                )
                for s in record.sections
            ],
            passages=[
                PassageView(
                    start=extent(p)[0],
                    end=extent(p)[1],
                    section=[s.title for s in record.path(p.section)],
                    fragment=p.fragment,
                )
                for p in record.passages
            ],
            mentions=[
                MentionView(entity=m.id, label=m.label, start=m.start, end=m.end, class_=m.type)
                for m in self.mentions(id)
            ],
        )

    def themes(self) -> Themes:
        """Return the themes, top concepts first."""
        ordered = sorted(load_themes().all, key=lambda t: t.broader is not None)
        return Themes(
            themes=[
                ThemeView(id=local(str(t.iri)), zh=t.zh, en=t.en, broader=local(str(t.broader)) if t.broader else None)
                for t in ordered
            ]
        )

    def description(self, id: str, media_type: str) -> bytes:
        """Return the triples about a thing as Turtle or JSON-LD; raises NotFound."""
        return cards.description(self.store, id, media_type)

    def picture(
        self,
        *,
        theme: str = "",
        status: str = "",
        documents: Sequence[str] = (),
        classes: str = "",
        year: int | None = None,
        bases: Sequence[Basis] = (),
        limit: int = 200,
        aspect: float = 1.5,
    ) -> Graph:
        """Return the best linked nodes that meet all conditions, in any of the documents, laid out."""
        self.check(documents)
        kinds = tuple(filter(None, classes.split(",")))
        if year is not None:
            about = [d.id for d in self.documents().documents if year in years(d)]
            documents = [d for d in about if d in documents] if documents else about
            if not documents:
                return Graph(nodes=[], edges=[], total=0)
        wanted = Wanted(whole(theme) if theme else "", status, tuple(documents), kinds, tuple(bases))
        return self._drawn(wanted, limit, aspect)

    def entities(self, words: str, kind: str, limit: int) -> Graph:
        """Return things by part of a name."""
        return pictures.named(self.links, words, kind, limit)

    def neighbors(self, id: str, limit: int) -> Graph:
        """Return a thing with what it is linked to; raises NotFound."""
        return pictures.around(self.links, self.store, id, limit)

    def path(self, start: str, end: str, longest: int) -> Graph:
        """Return a shortest path between two things; raises NotFound where one is unknown."""
        return pictures.path(self.links, self.store, start, end, longest)

    def warm(self) -> None:
        """Open all that requests need, so that none waits for it and no two open it at once."""
        _ = self.store, self.links, self.finder, self._pool, self._nearness, load_themes(), self._indicators
        _ = questions_names(self.store).pairs, quotes_of(self.store)
        # millions of objects that stay as long as this library need not be gone through at each collection
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def check(self, documents: Iterable[str]) -> None:
        """Raise NotFound where one of these documents is not there."""
        check(documents, self.generation.manifest.documents)

    def close(self) -> None:
        """Let go of the generation."""
        if "_pool" in self.__dict__:
            self._pool.close()
        for opened in ("store", "links"):
            if opened in self.__dict__:
                getattr(self, opened).close()
        self.generation.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _draw(self, wanted: Wanted, limit: int, aspect: float) -> Graph:
        return pictures.picture(self.links, wanted, limit, aspect)

    def _card(self, id: str) -> Card:
        """Return all that is known about a thing or theme; raises NotFound."""
        return cards.card(self.store, id)

    def _record(self, id: str) -> Record:
        return self.generation.record(id)

    def _mentions(self, id: str) -> tuple[Mention, ...]:
        return mentions_of(self.record(id), self._shown)

    def _shown(self, iri: str) -> str | None:
        """Return the IRI that queries see a thing under, None where a mark withholds it."""
        return None if iri in self._withheld else self.store.shown(iri)

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return frozenset(self.store.withheld())

    def _summary(self, id: str) -> DocumentSummary:
        entry = self.generation.manifest.documents[id]
        return DocumentSummary(
            id=id,
            title=entry.title,
            issuer=entry.issuer,
            place=entry.place,
            level=entry.level,
            kind=entry.kind,
            number=entry.number,
            date=entry.date,
            period=entry.period,
            inferred=entry.inferred,
        )
