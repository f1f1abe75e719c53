"""Claims that are marked wrong: queries do not see them nor what only they state, and documents keep them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from kg_strategies import extractions, structured
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.extraction.result import Extraction
from kg.judgements import Judgement, wrong
from kg.nodes import PROV, RDF, SKOS, ZC
from kg.rdf import quads_of
from kg.store import Store
from ontology.terms import THING

MARK = "https://w3id.org/zhengce/mark/0a"


def merge(store: Store) -> set[str]:
    return {str(quad) for quad in store._inner.quads_for_pattern(None, None, None, DefaultGraph())}


@settings(max_examples=25, deadline=None)
@given(extractions(), extractions(), st.data())
def test_a_withheld_claim_is_gone_and_comes_back(one: Extraction, other: Extraction, data: st.DataObject) -> None:
    store = Store.open()
    for id, extraction in (("a", one), ("b", other)):
        store.replace(id, quads_of(*structured(id), extraction))
    before, documents = merge(store), {id: store.graph(id) for id in store.documents()}
    quads = [quad for graph in documents.values() for quad in graph]
    claims = sorted({q.subject.value for q in quads if q.predicate == RDF.type and q.object == ZC.Claim})  # type: ignore[union-attr]
    hidden = data.draw(st.sets(st.sampled_from(claims)) if claims else st.just(set()))

    store.withhold(dict.fromkeys(hidden, MARK))
    assert store.withheld() == dict.fromkeys(hidden, MARK)
    seen = {q.subject.value for q in store._inner.quads_for_pattern(None, ZC.claimSubject, None, DefaultGraph())}  # type: ignore[union-attr]
    assert seen == set(claims) - hidden
    of: dict[str, dict[NamedNode, NamedNode | Literal]] = {}
    for quad in quads:
        of.setdefault(quad.subject.value, {})[quad.predicate] = quad.object  # type: ignore[union-attr,assignment]
    stated = {
        str(Quad(said[ZC.claimSubject], said[ZC.claimPredicate], said[ZC.claimObject]))  # type: ignore[arg-type]
        for claim in claims
        if (said := of[claim]) and claim not in hidden
    }
    ends = {tuple(of[claim][end] for end in (ZC.claimSubject, ZC.claimPredicate, ZC.claimObject)) for claim in claims}
    assert {str(Quad(*end)) for end in ends if Quad(*end) in store._inner} == stated  # type: ignore[arg-type]
    assert {id: store.graph(id) for id in store.documents()} == documents

    assert store.withhold({}) <= {"a", "b"}
    assert merge(store) == before
    assert not any(PROV.wasInvalidatedBy.value in line for line in merge(store))


@settings(max_examples=25, deadline=None)
@given(extractions(), extractions(), st.data())
def test_a_withheld_thing_is_gone_with_all_that_is_said_of_it_and_comes_back(
    one: Extraction, other: Extraction, data: st.DataObject
) -> None:
    store = Store.open()
    for id, extraction in (("a", one), ("b", other)):
        store.replace(id, quads_of(*structured(id), extraction))
    before = merge(store)
    things = sorted({iri for id in ("a", "b") for iri, _ in store.statements(id, SKOS.prefLabel)})
    hidden = data.draw(st.sets(st.sampled_from(things)) if things else st.just(set()))
    marks = [Judgement(str(n), "wrong", iri.removeprefix(str(THING)), "x", "y") for n, iri in enumerate(sorted(hidden))]

    store.withhold(wrong(store, marks))
    told = {line for line in merge(store) if PROV.wasInvalidatedBy.value not in line}
    assert told <= before
    assert not {line for line in told for iri in hidden if f"<{iri}>" in line}
    left = {line for line in before if not any(f"<{iri}>" in line for iri in hidden)}
    spoken = store.withheld().keys()
    assert told == {line for line in left if not any(line.startswith(f"<{iri}>") for iri in spoken)}
    store.withhold({})
    assert merge(store) == before
