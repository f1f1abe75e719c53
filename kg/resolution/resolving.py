"""Resolving a store: which things of each jurisdiction are one, written beside the documents' graphs.

Merges live in graphs of their own, one for each jurisdiction, and not in those of the documents: whether two names
are one thing depends on all documents of a place, so that a document's own graph would have to change with its
neighbours. A resolution follows from its documents, the rules and the decisions alone; their digest stands in it, and
what has the same digest is left as it is. Documents' graphs keep the IRIs that their names make; queries see each
merged thing as one (`kg.store.Store.resolve`), and without a resolution, or after a merge is refused, as it was.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.manifest import Entry, rules_version
from kg.naming import jurisdiction_of
from kg.resolution import reading, writing
from kg.resolution.clustering import merges
from kg.resolution.decisions import Decision
from kg.resolution.home import Home
from kg.resolution.succession import successions
from kg.store import Store


def resolve(store: Store, entries: Mapping[str, Entry], decisions: Sequence[Decision]) -> list[str]:
    """Bring the resolutions of a store in line with its documents; return the jurisdictions that were worked on."""
    documents: dict[str, dict[str, Entry]] = defaultdict(dict)
    for id, entry in sorted(entries.items()):
        documents[jurisdiction_of(entry.place, entry.level, id)][id] = entry
    present = store.resolutions()
    for gone in present.keys() - documents.keys():
        store.resolve(gone, ())
    changed = []
    for jurisdiction, members in sorted(documents.items()):
        mine = [d for d in decisions if d.jurisdiction == jurisdiction]
        digest = _digest(members, mine)
        if present.get(jurisdiction) != digest:
            _resolve(store, jurisdiction, members, mine, digest)
            changed.append(jurisdiction)
    return changed


def _resolve(
    store: Store, jurisdiction: str, members: Mapping[str, Entry], decisions: Sequence[Decision], digest: str
) -> None:
    home = Home.of(max((entry.place for entry in members.values()), key=lambda place: (len(place), place)))
    things = reading.referents(store, members)
    apart = [(d.one, d.other) for d in decisions if d.verdict == "apart"]
    together = [(d.one, d.other) for d in decisions if d.verdict == "together"]
    found = merges(things, home, [*reading.related(store, members), *apart], together)
    links = successions(things, {merge.thing: merge.into for merge in found}, home)
    named = dict.fromkeys(iri for m in found for iri in (m.thing, m.into)) | dict.fromkeys(
        iri for link in links for iri in (link.earlier, link.later)
    )
    mentions = reading.first_mentions(store, members, list(named))
    store.resolve(jurisdiction, writing.quads(jurisdiction, digest, found, links, decisions, mentions))


def _digest(members: Mapping[str, Entry], decisions: Iterable[Decision]) -> str:
    """Return what a resolution follows from, in short."""
    parts = [rules_version(), *(f"{id}={entry.record}" for id, entry in members.items()), *map(repr, decisions)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
