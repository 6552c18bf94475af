--
-- cascades.sql
--		What CASCADE takes along: types, views, a schema with objects of every kind, extensions.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;
SET hygiene.unindexed_foreign_key = off;
CREATE VIEW said AS
	SELECT verdict, rule, object, reason FROM hygiene.journal
	WHERE verdict <> 'recorded'
	ORDER BY rule COLLATE "C", object COLLATE "C", verdict, reason;

CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- typed tables, and a type that goes
CREATE TYPE tt AS (id int, v text);
CREATE TABLE of_tt OF tt (PRIMARY KEY (id));
INSERT INTO of_tt VALUES (1, 'x');
ALTER TYPE tt RENAME ATTRIBUTE v TO w CASCADE;
\set VERBOSITY sqlstate
ALTER TYPE tt DROP ATTRIBUTE v CASCADE;
DROP TYPE tt CASCADE;
\set VERBOSITY terse
ALTER TABLE of_tt NOT OF;
ALTER TYPE tt DROP ATTRIBUTE v;
DROP TYPE tt CASCADE;

-- views on what goes, triggers on views
CREATE VIEW vw AS SELECT id, v FROM of_tt;
CREATE VIEW vw2 AS SELECT v FROM vw;
CREATE TRIGGER vt INSTEAD OF INSERT ON vw FOR EACH ROW EXECUTE FUNCTION keep();
ALTER TABLE of_tt DROP COLUMN v;
ALTER TABLE of_tt DROP COLUMN v CASCADE;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column of_tt.v because unused';
ALTER TABLE of_tt DROP COLUMN v CASCADE;
ROLLBACK;
ALTER VIEW vw RENAME COLUMN v TO w;
DROP TRIGGER vt ON vw;
DROP VIEW vw CASCADE;

-- a schema with a bit of everything, and what hangs on it elsewhere
CREATE SCHEMA bad_zoo;
SET search_path = bad_zoo;
CREATE TABLE a (id int PRIMARY KEY, x int UNIQUE);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
INSERT INTO a VALUES (1, 1);
INSERT INTO b VALUES (1, 1);
CREATE VIEW v AS SELECT * FROM a;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM a;
CREATE SEQUENCE s;
CREATE TYPE e AS ENUM ('x');
CREATE TYPE c AS (x int, y e);
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE TABLE uses (id int PRIMARY KEY, e e, c c, d d DEFAULT 1);
CREATE FUNCTION fn(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
CREATE OPERATOR +++ (LEFTARG = int4, RIGHTARG = int4, FUNCTION = int4pl);
CREATE COLLATION coll FROM "C";
CREATE TEXT SEARCH CONFIGURATION ts (COPY = simple);
CREATE STATISTICS st ON id, x FROM a;
CREATE RULE ru AS ON UPDATE TO b DO ALSO SELECT 1;
CREATE POLICY po ON a USING (true);
CREATE TABLE pt (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE pt11 PARTITION OF pt1 FOR VALUES IN (1);
INSERT INTO pt VALUES (1, 1);
CREATE FOREIGN DATA WRAPPER bad_wrapper;
CREATE SERVER bad_server FOREIGN DATA WRAPPER bad_wrapper;
CREATE FOREIGN TABLE ft (id int) SERVER bad_server;
CREATE TABLE bad.outside (id int PRIMARY KEY, e e, keep int, a_id int REFERENCES a, d d);
INSERT INTO bad.outside VALUES (1, 'x', 1, 1, 1);
CREATE VIEW bad.outside_view AS SELECT id FROM a;
CREATE FUNCTION bad.outside_function(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
SET search_path = bad, public;
\set VERBOSITY sqlstate
DROP SCHEMA bad_zoo;
DROP SCHEMA bad_zoo CASCADE;
DROP DOMAIN bad_zoo.d CASCADE;
DROP TYPE bad_zoo.e CASCADE;
\set VERBOSITY terse
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema bad_zoo because gone';
DROP SCHEMA bad_zoo CASCADE;
ROLLBACK;
DELETE FROM hygiene.journal;
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema bad_zoo because gone; drop_column bad.outside because gone';
DROP SCHEMA bad_zoo CASCADE;
COMMIT;
SELECT * FROM said;
SELECT attname FROM pg_attribute WHERE attrelid = 'outside'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum;
DROP SERVER bad_server CASCADE;
DROP FOREIGN DATA WRAPPER bad_wrapper CASCADE;

-- extensions that go and come, ourselves among them
BEGIN;
DROP EXTENSION plpgsql CASCADE;
CREATE TABLE unguarded (id int, price float8);
ROLLBACK;
BEGIN;
DROP EXTENSION pg_hygiene CASCADE;
CREATE TABLE unguarded (id int, price float8);
CREATE EXTENSION pg_hygiene;
CREATE TABLE guarded (id int, price float8);
ROLLBACK;
CREATE TABLE guarded (id int, price float8);

-- out of time in the middle of an audit
SET statement_timeout = '1s';
DO $$ BEGIN LOOP PERFORM count(*) FROM hygiene.audit(); END LOOP; END $$;
RESET statement_timeout;
SELECT count(*) > 0 AS findings FROM hygiene.audit();

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
