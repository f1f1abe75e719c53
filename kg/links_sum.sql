-- What all documents say together; things that a resolution merges are one. `same`, `theme` and `class`
-- are filled before this is run.
DROP TABLE IF EXISTS node;
DROP TABLE IF EXISTS edge;
DROP TABLE IF EXISTS place;

CREATE TEMP VIEW seen AS
SELECT document, coalesce(s.shown, n.iri) AS iri, type, label, preferred AND s.shown IS NULL AS preferred
FROM named AS n LEFT JOIN same AS s ON s.iri = n.iri;

CREATE TEMP VIEW stated AS
SELECT document, coalesce(a.shown, source) AS source, predicate, coalesce(b.shown, target) AS target,
    claims, bases, roles, confidence
FROM said LEFT JOIN same AS a ON a.iri = source LEFT JOIN same AS b ON b.iri = target;

CREATE TABLE edge AS
SELECT source, predicate, target, sum(claims) AS claims,
    max(bases & 1) | max(bases & 2) | max(bases & 4) AS bases,
    max(roles & 1) | max(roles & 2) | max(roles & 4) AS roles, max(confidence) AS confidence, count(DISTINCT document) AS documents
FROM stated WHERE predicate <> 'hasStatus' GROUP BY source, predicate, target;
CREATE INDEX edge_source ON edge (source);
CREATE INDEX edge_target ON edge (target);

CREATE TABLE place AS SELECT DISTINCT iri, document FROM seen;
CREATE INDEX place_iri ON place (iri);
CREATE INDEX place_document ON place (document);

CREATE TEMP TABLE degree AS
SELECT iri, count(*) AS degree FROM (SELECT source AS iri FROM edge UNION ALL SELECT target FROM edge) GROUP BY iri;
CREATE INDEX temp.degree_iri ON degree (iri);
CREATE TEMP TABLE state AS
SELECT source AS iri, min(CASE target WHEN 'completed' THEN 0 WHEN 'ongoing' THEN 1 ELSE 2 END) AS state
FROM stated WHERE predicate = 'hasStatus' GROUP BY source;
CREATE INDEX temp.state_iri ON state (iri);

CREATE TABLE node AS
SELECT n.iri, n.label, '' AS label_en, c.name AS type, coalesce(d.degree, 0) AS degree, n.names,
    CASE s.state WHEN 0 THEN 'completed' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned' ELSE '' END AS status
FROM (
    SELECT iri, coalesce(min(CASE WHEN preferred THEN label END), min(label)) AS label, min(rank) AS rank,
        lower(group_concat(DISTINCT label)) AS names
    FROM seen JOIN class ON class.name = type GROUP BY iri
) AS n JOIN class AS c ON c.rank = n.rank LEFT JOIN degree AS d ON d.iri = n.iri LEFT JOIN state AS s ON s.iri = n.iri;
INSERT INTO node
SELECT t.iri, t.zh, t.en, 'Theme', coalesce(d.degree, 0), t.names, ''
FROM theme AS t LEFT JOIN degree AS d ON d.iri = t.iri;
CREATE UNIQUE INDEX node_iri ON node (iri);
CREATE INDEX node_degree ON node (type = 'Theme', degree DESC, iri);

DROP VIEW seen;
DROP VIEW stated;
DROP TABLE degree;
DROP TABLE state;
