"""Writing links: what each document says of which things, and what all say together."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib import resources
from pathlib import Path

from kg.graph import CLASSES
from kg.nodes import RDF, SKOS, ZC
from kg.store import Store
from ontology.themes import load_themes

BASES, ROLES = ("stated", "section", "inferred"), ("lead", "support", "operate")
_PLACES = {"named": "?, ?, ?, ?, ?", "said": "?, ?, ?, ?, ?, ?, ?, ?"}


def write(file: Path, store: Store, changed: Iterable[str]) -> None:
    """Bring a file up to date with a store in which these documents were put or removed; made where absent.

    Not atomic: only for a file that nobody reads yet.
    """
    db = sqlite3.connect(file, isolation_level=None)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {setting}")
        update(db, store, changed)
    except sqlite3.OperationalError as error:  # a full disk, above all
        raise OSError(str(error)) from error
    finally:
        db.close()


def update(db: sqlite3.Connection, store: Store, changed: Iterable[str]) -> None:
    """Take the rows of these documents anew from the store, and sum all rows anew."""
    db.executescript(_script("links.sql"))
    hidden = store.withheld().keys()
    db.execute("BEGIN")
    for document in changed:
        db.execute("DELETE FROM named WHERE document = ?", (document,))
        db.execute("DELETE FROM said WHERE document = ?", (document,))
        db.executemany(
            "INSERT INTO named VALUES (?, ?, ?, ?, ?)", ((document, *row) for row in _named(store, document, hidden))
        )
        db.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((document, *row) for row in _said(store, document, hidden)),
        )
    db.execute("CREATE TEMP TABLE same (iri TEXT PRIMARY KEY, shown TEXT)")
    db.executemany("INSERT INTO same VALUES (?, ?)", store.merged())
    db.execute("CREATE TEMP TABLE theme (iri TEXT, zh TEXT, en TEXT, names TEXT)")
    db.executemany(
        "INSERT INTO theme VALUES (?, ?, ?, ?)",
        ((str(t.iri), t.zh, t.en, ",".join((t.zh, t.en, *t.alt_zh, *t.alt_en)).lower()) for t in load_themes().all),
    )
    db.execute("CREATE TEMP TABLE class (name TEXT PRIMARY KEY, rank INTEGER)")
    db.executemany("INSERT INTO class VALUES (?, ?)", ((name, rank) for rank, name in enumerate(CLASSES)))
    db.execute("COMMIT")
    db.executescript(_script("links_sum.sql"))


def _script(name: str) -> str:
    return resources.files("kg").joinpath(name).read_text(encoding="utf-8")


def _named(store: Store, document: str, hidden: Collection[str]) -> Iterator[tuple[str, str, str, int]]:
    """Yield IRI, narrowest class, name and whether it is the preferred one, of a document's things but hidden ones."""
    types: dict[str, list[str]] = defaultdict(list)
    for iri, value in store.statements(document, RDF.type):
        types[iri].append(value.rpartition("#")[2])
    for preferred, predicate in ((1, SKOS.prefLabel), (0, SKOS.altLabel)):
        for iri, label in store.statements(document, predicate):
            known = [name for name in CLASSES if name in types[iri]]
            if known and iri not in hidden:
                yield iri, known[0], label, preferred


def _said(store: Store, document: str, hidden: Collection[str]) -> Iterator[tuple[str, str, str, int, int, int, float]]:
    """Yield source, predicate, target, number of claims but hidden ones, bits of bases and roles, best confidence."""
    names = ("claimPredicate", "claimObject", "basis", "role", "confidence")
    of = {name: dict(store.statements(document, getattr(ZC, name))) for name in names}
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim, subject in store.statements(document, ZC.claimSubject):
        if claim in hidden:
            continue
        predicate, target = _local(of["claimPredicate"][claim]), of["claimObject"][claim]
        groups[subject, predicate, _local(target) if predicate == "hasStatus" else target].append(claim)
    for (source, predicate, target), claims in groups.items():
        bases = sum({1 << BASES.index(_local(of["basis"][claim])) for claim in claims})
        roles = sum({1 << ROLES.index(_local(of["role"][claim])) for claim in claims if claim in of["role"]})
        confidence = max(float(of["confidence"][claim]) for claim in claims)
        yield source, predicate, target, len(claims), bases, roles, confidence


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
