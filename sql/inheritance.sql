--
-- inheritance.sql
--		Changes of tables with children, partitions and partitions of partitions.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;

-- inheritance with two parents and a grandchild
CREATE TABLE p1 (id int, a numeric, b int);
CREATE TABLE p2 (id int, a numeric, c int);
CREATE TABLE ch (d int) INHERITS (p1, p2);
CREATE TABLE gch () INHERITS (ch);
INSERT INTO ch VALUES (1, 1, 1, 1, 1);
INSERT INTO gch VALUES (1, 1, 1, 1, 1);
ALTER TABLE p1 DROP COLUMN a;
ALTER TABLE p1 DROP COLUMN b;
BEGIN;
ALTER TABLE ONLY p1 DROP COLUMN b;
SELECT count(b) AS kept_by_the_children FROM ch;
ROLLBACK;
ALTER TABLE p2 ALTER COLUMN c TYPE smallint;
ALTER TABLE p2 RENAME COLUMN c TO cc;
ALTER TABLE p2 ADD COLUMN price float8;
CREATE TABLE own (id int, b int) INHERITS (p1);
INSERT INTO own (id, b) VALUES (1, 1);
BEGIN;
ALTER TABLE ch NO INHERIT p1;
ALTER TABLE p1 DROP COLUMN b;
SELECT count(b) AS kept_by_the_child FROM own;
ROLLBACK;
ALTER TABLE ch DROP COLUMN d;

-- partitions of partitions
CREATE TABLE q (id int, k int, note text, PRIMARY KEY (id, k)) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN (1) PARTITION BY HASH (id);
CREATE TABLE q111 PARTITION OF q11 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE qd PARTITION OF q DEFAULT;
INSERT INTO q VALUES (1, 1, 'x'), (100, 1, 'y');
ALTER TABLE q DROP COLUMN note;
ALTER TABLE q ALTER COLUMN note TYPE varchar(1);
ALTER TABLE q RENAME COLUMN note TO n2;
ALTER TABLE q DROP CONSTRAINT q_pkey;
\set VERBOSITY sqlstate
TRUNCATE q1;
DROP TABLE q1;
DROP TABLE q;
\set VERBOSITY terse
ALTER TABLE q DETACH PARTITION q1;
DELETE FROM q1;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
