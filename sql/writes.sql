-- Writes to every row: told by the plan, not by the words.
SET client_min_messages = warning;
CREATE SCHEMA writes;
SET search_path = writes, public;
\set VERBOSITY terse
CREATE TABLE big (id int PRIMARY KEY, n int, filler text);
INSERT INTO big SELECT g, g, repeat('x', 400) FROM generate_series(1, 5000) g;
CREATE TABLE small (id int PRIMARY KEY);
INSERT INTO small VALUES (1);
CREATE TABLE parted (id int PRIMARY KEY, filler text) PARTITION BY RANGE (id);
CREATE TABLE parted1 PARTITION OF parted FOR VALUES FROM (0) TO (2500);
CREATE TABLE parted2 PARTITION OF parted FOR VALUES FROM (2500) TO (9999);
INSERT INTO parted SELECT id, filler FROM big;
ANALYZE big, parted;
CREATE FUNCTION empty_it() RETURNS void LANGUAGE sql AS 'DELETE FROM writes.big';
CREATE FUNCTION spoil_it() RETURNS void LANGUAGE plpgsql AS 'BEGIN UPDATE writes.big SET n = 0; END';

-- off at first
BEGIN; DELETE FROM big; UPDATE parted SET filler = ''; ROLLBACK;

SET hygiene.delete_without_where = error;
SET hygiene.update_without_where = error;
-- sins
DELETE FROM big;
DELETE FROM big WHERE true;
DELETE FROM big WHERE 1 = 1 OR n > 3;
UPDATE big SET n = n + 1;
UPDATE big SET n = n + 1 WHERE NOT false;
WITH gone AS (DELETE FROM big RETURNING id) SELECT count(*) FROM gone;
DELETE FROM parted;
SELECT empty_it();
SELECT spoil_it();
DO $$ BEGIN EXECUTE 'DELETE FROM writes.big'; END $$;
PREPARE wipe AS DELETE FROM big;
EXECUTE wipe;
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) DELETE FROM big;
-- near-sins
EXPLAIN (COSTS off) DELETE FROM big;
DELETE FROM big WHERE id = 1;
DELETE FROM big WHERE id IN (SELECT id FROM small);
DELETE FROM big WHERE false;
UPDATE big SET n = 1 FROM small WHERE small.id = big.id;
UPDATE big SET n = 1 WHERE filler IS NULL;
DELETE FROM parted WHERE id < 10;
DELETE FROM small;
CREATE TEMP TABLE tmp AS SELECT * FROM big;
DELETE FROM tmp;
BEGIN;
CREATE TABLE fresh AS SELECT * FROM big;
DELETE FROM fresh;
ROLLBACK;
-- a word for it
BEGIN;
SET LOCAL hygiene.allow = 'delete_without_where big because it is filled anew';
DELETE FROM big;
ROLLBACK;
/* hygiene: allow update_without_where writes.big because a reset */ UPDATE big SET n = 0;
SELECT rule, object, verdict, reason, rows FROM hygiene.journal WHERE object = 'writes.big';
-- a mere warning
SET hygiene.update_without_where = warning;
UPDATE big SET n = 1;
SET hygiene.mode = off;
DROP SCHEMA writes CASCADE;
