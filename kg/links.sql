-- What each document says, so that a changed document changes its own rows alone.
CREATE TABLE IF NOT EXISTS named (document TEXT, iri TEXT, type TEXT, label TEXT, preferred INTEGER);
CREATE TABLE IF NOT EXISTS said (
    document TEXT, source TEXT, predicate TEXT, target TEXT, claims INTEGER, bases INTEGER, roles INTEGER, confidence REAL
);
CREATE INDEX IF NOT EXISTS named_document ON named (document);
CREATE INDEX IF NOT EXISTS said_document ON said (document);
