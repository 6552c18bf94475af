--
-- concurrently.sql
--		Commands with CONCURRENTLY, and commands that rewrite a relation but change nothing.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA tx;
SET search_path = tx, public;
CREATE VIEW said AS
	SELECT verdict, rule, object, command_tag FROM hygiene.journal
	WHERE verdict <> 'recorded' OR rule IN ('drop_index', 'truncate')
	ORDER BY rule COLLATE "C", object COLLATE "C", verdict, command_tag;
CREATE TABLE parent (id int PRIMARY KEY, a int, b int, c int, note text);
INSERT INTO parent SELECT g, g, g, g, 'n' FROM generate_series(1, 20) AS g;

CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
-- CONCURRENTLY
CREATE TABLE child (id int PRIMARY KEY, parent_id int NOT NULL);
CREATE INDEX CONCURRENTLY child_parent_idx ON child (parent_id);
ALTER TABLE child ADD FOREIGN KEY (parent_id) REFERENCES parent;
CREATE INDEX child_other_idx ON child (id, parent_id);
DROP INDEX CONCURRENTLY child_other_idx;
DROP INDEX CONCURRENTLY child_parent_idx;
SELECT to_regclass('child_parent_idx');
CREATE INDEX CONCURRENTLY child_parent_idx ON child (parent_id);
SET hygiene.drop_index = error;
DROP INDEX CONCURRENTLY child_parent_idx;
SELECT indisvalid FROM pg_index WHERE indexrelid = 'child_parent_idx'::regclass;
/* hygiene: allow drop_index tx.child_parent_idx because tried */
DROP INDEX CONCURRENTLY child_parent_idx;
CREATE INDEX CONCURRENTLY child_parent_idx ON child (parent_id);
/* hygiene: allow drop_index tx.child_parent_idx, unindexed_foreign_key tx.child.child_parent_id_fkey because tried */
DROP INDEX CONCURRENTLY child_parent_idx;
RESET hygiene.drop_index;
DROP INDEX CONCURRENTLY IF EXISTS child_parent_idx;
SET hygiene.unindexed_foreign_key = error;
CREATE INDEX CONCURRENTLY child_parent_idx ON child (parent_id);
DROP INDEX CONCURRENTLY child_parent_idx;
RESET hygiene.unindexed_foreign_key;
REINDEX INDEX CONCURRENTLY child_parent_idx;
REINDEX TABLE CONCURRENTLY child;
BEGIN;
DROP INDEX CONCURRENTLY child_parent_idx;
ROLLBACK;
-- what was built is there, so it is told and not refused
CREATE INDEX CONCURRENTLY child_twin ON child (parent_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS child_twin ON child (parent_id);
/* hygiene: allow duplicate_index tx.child_triplet because tried */
CREATE INDEX CONCURRENTLY child_triplet ON child (parent_id);
/* hygiene: allow duplicate_index tx.nothing because tried */
CREATE INDEX CONCURRENTLY child_other ON child (parent_id, id);
SET hygiene.duplicate_index = error;
CREATE INDEX CONCURRENTLY child_quadruplet ON child (parent_id);
RESET hygiene.duplicate_index;
-- also by rules that are judged at commit, and only once
CREATE TABLE loose (id int PRIMARY KEY, a int, b int, c int, d int);
SET hygiene.unique_over_nullable = warning;
CREATE UNIQUE INDEX CONCURRENTLY loose_told ON loose (a, b);
/* hygiene: allow unique_over_nullable tx.loose_allowed because tried */
CREATE UNIQUE INDEX CONCURRENTLY loose_allowed ON loose (a, c);
/* hygiene: allow duplicate_index tx.nothing because tried */
CREATE UNIQUE INDEX CONCURRENTLY loose_misspelt ON loose (a, d);
SET hygiene.unique_over_nullable = error;
CREATE UNIQUE INDEX CONCURRENTLY loose_kept ON loose (b, c);
CREATE UNIQUE INDEX loose_refused ON loose (b, d);
RESET hygiene.unique_over_nullable;
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'loose'::regclass ORDER BY indexrelid::regclass::text;
-- what the server does not do needs no reason
SET hygiene.drop_index = error;
DROP INDEX CONCURRENTLY child_twin CASCADE;
DROP INDEX CONCURRENTLY child_twin, child_triplet;
RESET hygiene.drop_index;
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'child'::regclass ORDER BY indexrelid::regclass::text;
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
INSERT INTO parts VALUES (1), (11);
SET hygiene.detach_partition = error;
ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;
SELECT relispartition FROM pg_class WHERE oid = 'parts_1'::regclass;
RESET hygiene.detach_partition;
ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;
/* hygiene: allow detach_partition parts_2 because archived */
ALTER TABLE parts DETACH PARTITION parts_2 CONCURRENTLY;

-- what rewrites but changes nothing
REINDEX TABLE child;
VACUUM FULL child;
CLUSTER child USING child_pkey;
VACUUM ANALYZE child;
CREATE MATERIALIZED VIEW mv AS SELECT id, note FROM parent;
CREATE UNIQUE INDEX ON mv (id);
REFRESH MATERIALIZED VIEW mv;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;
REFRESH MATERIALIZED VIEW mv WITH NO DATA;

SELECT * FROM said;

SET hygiene.mode = off;
DROP SCHEMA tx CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
