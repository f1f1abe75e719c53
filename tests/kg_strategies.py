"""Strategies in the words of the graph: documents with what was extracted from them."""

import hashlib

from hypothesis import strategies as st

from corpus.document import Document, Metadata
from corpus.span import Span
from corpus.structure import Structure
from corpus.structuring import structure
from kg import contribution
from kg.claim import Claim
from kg.contribution import Contribution
from kg.entity import Entity
from kg.extraction.result import Extraction
from kg.observation import Observation
from kg.rdf import quads_of
from kg.repository import Draft

SOURCE = (
    "一、推进绿色发展\n开工苏岙垃圾场生态治理工程，新增公园绿地9.6万平方米。\n"
    "二、深化改革\n由镇城投公司负责，推进强镇扩权改革。"
)
HOSTILE = (
    '"quoted"',
    "back\\slash",
    "two\nlines\r\n\ttab",
    "<script>alert(1)</script>",
    "</http://x> <http://y>",
    "\u202eright to left\u202c",
    "\u200b",
    "“”",
    "𠮷野家",
    "a|b",
    "x" * 10_000,
    "\u0001\u007f",
)
STATUSES = ("status:completed", "status:ongoing", "status:planned")
ENDS = {
    "serves": (("Project", "Reform", "Goal"), ("Goal",), ("theme:绿色发展", "theme:体制改革")),
    "responsibleBody": (("Project", "Reform", "Goal", "Indicator"), ("Agency",), ()),
    "establishes": (("Reform",), ("Agency",), ()),
    "partOf": (("Project", "Reform"), ("Project", "Reform"), ()),
    "locatedIn": (("Project",), ("Place",), ()),
    "measures": (("Indicator",), ("Goal", "Project", "Reform"), ("theme:绿色发展",)),
    "hasStatus": (("Project", "Reform"), (), STATUSES),
}


def document(id: str = "d", source: str = SOURCE, **metadata: object) -> Document:
    known = {"title": "报告", "place": "浙江省温州市乐清市柳市镇", "date": "2017-02", "period": "2012/2016"}
    digest = hashlib.sha256(source.encode()).hexdigest()
    return Document(id, f"{id}.txt", source, digest, Metadata(**{**known, **metadata}))  # type: ignore[arg-type]


def structured(id: str = "d", source: str = SOURCE, **metadata: object) -> tuple[Document, Structure]:
    made = document(id, source, **metadata)
    return made, structure(made)


def put(draft: Draft, id: str = "d", source: str = SOURCE, **metadata: object) -> Contribution:
    """Put a document without things into a draft."""
    made, shape = structured(id, source, **metadata)
    found = contribution.write(draft.pending, made, shape, Extraction(), quads_of(made, shape, Extraction()))
    draft.put(found)
    return found


spans = st.tuples(st.integers(0, len(SOURCE) - 2), st.integers(1, 12)).map(
    lambda pair: Span(pair[0], min(len(SOURCE), pair[0] + pair[1]))
)
evidence = st.lists(spans, min_size=1, max_size=2, unique=True).map(tuple)
names = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=12
)
confidences = st.integers(1, 100).map(lambda n: n / 100)
types = st.sampled_from(["Project", "Programme", "Reform", "Task", "Goal", "Agency", "Indicator", "Place"])


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Extractions whose relations keep to the ontology."""
    entities = tuple(
        Entity(
            f"e{i}",
            draw(types),
            draw(names),
            draw(st.lists(names, max_size=2).map(tuple)),
            draw(st.lists(spans, min_size=1, max_size=2, unique=True).map(tuple)),
            "rule",
            draw(confidences),
            draw(st.booleans()),
        )
        for i in range(draw(st.integers(0, 6)))
    )
    scored = {e.id: {"Programme": "Project", "Task": "Reform"}.get(e.type, e.type) for e in entities}
    indicators = [id for id, scored_class in scored.items() if scored_class == "Indicator"]
    observations = tuple(draw(st.lists(_observations(indicators), max_size=3))) if indicators else ()
    return Extraction(entities, observations, tuple(c for c in draw(st.lists(_claims(scored), max_size=5)) if c))


def _observations(indicators: list[str]) -> st.SearchStrategy[Observation]:
    value = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
    return st.builds(
        Observation,
        indicator=st.sampled_from(indicators),
        value=value,
        unit=st.sampled_from(["", "%", "万平方米", "亿元", "万棒", "不明单位"]),
        kind=st.sampled_from(["actual", "target", "change"]),
        period=st.sampled_from(["", "2016", "2012/2016"]),
        bound=st.sampled_from(["=", ">=", "<=", "~"]),
        evidence=evidence,
        rule=st.just("rule"),
        confidence=confidences,
        value_max=st.none() | value,
        text=st.none(),
        growth=st.booleans(),
    )


@st.composite
def _claims(draw: st.DrawFn, scored: dict[str, str]) -> Claim | None:
    predicate = draw(st.sampled_from(sorted(ENDS)))
    heads, tails, fixed = ENDS[predicate]
    subjects = [id for id, scored_class in scored.items() if scored_class in heads]
    objects = [*(id for id, scored_class in scored.items() if scored_class in tails), *fixed]
    if not subjects or not objects:
        return None
    return Claim(
        draw(st.sampled_from(subjects)),
        predicate,  # type: ignore[arg-type]
        draw(st.sampled_from(objects)),
        draw(st.sampled_from(["stated", "section", "inferred"])),
        draw(evidence),
        "rule",
        draw(confidences),
        draw(st.sampled_from([None, "lead", "support", "operate"])) if predicate == "responsibleBody" else None,
        draw(st.booleans()),
    )
