--
-- transactions.sql
--		Which findings are reported at the statement and which at commit: transactions, savepoints, repeated changes.
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

-- what waits for commit may be mended before
BEGIN;
CREATE TABLE nokey (id int, parent_id int REFERENCES parent);
ALTER TABLE nokey ADD PRIMARY KEY (id);
CREATE INDEX ON nokey (parent_id);
COMMIT;

-- or not
BEGIN;
CREATE TABLE nokey_2 (id int, parent_id int REFERENCES parent);
SELECT 'nothing yet' AS said;
COMMIT;

-- nothing is told of what is rolled back, as a whole or to a savepoint
BEGIN;
CREATE TABLE never (id int);
ROLLBACK;
BEGIN;
SAVEPOINT s;
CREATE TABLE never (id int);
ROLLBACK TO s;
CREATE TABLE kept (id int PRIMARY KEY);
COMMIT;
BEGIN;
SAVEPOINT s;
CREATE TABLE kept_2 (id int);
SAVEPOINT s2;
ALTER TABLE kept_2 ADD PRIMARY KEY (id);
ROLLBACK TO s2;
RELEASE s;
COMMIT;

-- an error takes only its savepoint along
BEGIN;
SAVEPOINT s;
ALTER TABLE parent DROP COLUMN a;
ROLLBACK TO s;
SAVEPOINT s;
SET LOCAL hygiene.allow = 'drop_column parent.a because tried';
ALTER TABLE parent DROP COLUMN a;
ROLLBACK TO s;
ALTER TABLE parent DROP COLUMN a;
ROLLBACK;
SELECT count(*) AS columns FROM pg_attribute WHERE attrelid = 'parent'::regclass AND attnum > 0 AND NOT attisdropped;

-- a word said before the savepoint holds after it, and in it
BEGIN;
SET LOCAL hygiene.allow = 'drop_column parent.a because moved; drop_column parent.b because moved';
SAVEPOINT s;
ALTER TABLE parent DROP COLUMN a;
ROLLBACK TO s;
ALTER TABLE parent DROP COLUMN a;
SAVEPOINT s2;
ALTER TABLE parent DROP COLUMN b;
RELEASE s2;
ROLLBACK;

-- what a savepoint brings back has its own fate again
CREATE SCHEMA tx_app;
CREATE TABLE tx_app.t (id int PRIMARY KEY);
INSERT INTO tx_app.t VALUES (1);
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema tx_app because tried';
SAVEPOINT s;
SAVEPOINT s2;
DROP SCHEMA tx_app CASCADE;
RELEASE s2;
ROLLBACK TO s;
ALTER TABLE tx_app.t DROP CONSTRAINT t_pkey;
COMMIT;
CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE INDEX parts_1_idx ON parts_1 ((id + 1));
BEGIN;
TRUNCATE parts;
SET LOCAL hygiene.drop_index = warning;
DROP INDEX parts_1_idx;
COMMIT;

-- exceptions in PL/pgSQL are savepoints
DO $$
BEGIN
	FOR i IN 1..3 LOOP
		BEGIN
			ALTER TABLE tx.parent DROP COLUMN a;
		EXCEPTION WHEN SQLSTATE 'PH041' THEN
			RAISE WARNING 'caught %', i;
		END;
	END LOOP;
	BEGIN
		CREATE TABLE tx.never (id int);
		RAISE division_by_zero;
	EXCEPTION WHEN division_by_zero THEN
		CREATE TABLE tx.after_all (id int);
	END;
END $$;

-- two statements of one transaction are told once each, and so is what one
-- of them does twice over
BEGIN;
SET LOCAL hygiene.drop_column = warning;
ALTER TABLE parent DROP COLUMN a;
ALTER TABLE parent DROP COLUMN b, ADD COLUMN price money, DROP COLUMN c;
ALTER TABLE parent ADD COLUMN colour text;
ROLLBACK;
BEGIN;
CREATE TABLE twice (price money);
ALTER TABLE twice ADD COLUMN fee money;
COMMIT;

-- made and dropped in one transaction: nothing has happened
BEGIN;
CREATE TABLE brief (id int PRIMARY KEY, price numeric, parent_id int REFERENCES parent);
INSERT INTO brief VALUES (1, 1, 1);
ALTER TABLE brief DROP COLUMN price;
ALTER TABLE brief RENAME TO briefer;
TRUNCATE briefer;
ALTER TABLE briefer DROP CONSTRAINT brief_pkey;
DROP TABLE briefer;
CREATE SCHEMA tx_brief;
CREATE TABLE tx_brief.t (id int);
INSERT INTO tx_brief.t VALUES (1);
DROP SCHEMA tx_brief CASCADE;
ALTER TABLE parent ADD COLUMN brief int;
UPDATE parent SET brief = 1;
ALTER TABLE parent ALTER COLUMN brief TYPE smallint;
ALTER TABLE parent RENAME COLUMN brief TO briefer;
ALTER TABLE parent DROP COLUMN briefer;
CREATE SEQUENCE brief_seq;
DROP SEQUENCE brief_seq;
CREATE TYPE brief_type AS ENUM ('a');
DROP TYPE brief_type;
CREATE FUNCTION brief() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION brief();
COMMIT;

-- renamed and renamed back; dropped and made again
BEGIN;
SET LOCAL hygiene.rename_table = warning;
ALTER TABLE parent RENAME TO elder;
ALTER TABLE elder RENAME TO parent;
COMMIT;
CREATE VIEW v AS SELECT id FROM parent;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER tr AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION f();
BEGIN;
DROP VIEW v;
CREATE VIEW v AS SELECT id, note FROM parent;
DROP TRIGGER tr ON parent;
CREATE TRIGGER tr AFTER DELETE ON parent FOR EACH ROW EXECUTE FUNCTION f();
COMMIT;

-- no-ops
CREATE TABLE IF NOT EXISTS parent (price float8);
ALTER TABLE parent ADD COLUMN IF NOT EXISTS note float8;
DROP TABLE IF EXISTS nobody;
ALTER TABLE IF EXISTS nobody DROP COLUMN x;
ALTER TABLE parent DROP COLUMN IF EXISTS nothing;
DROP SCHEMA IF EXISTS nobody CASCADE;
CREATE INDEX IF NOT EXISTS parent_pkey ON parent (id);
CREATE SCHEMA IF NOT EXISTS tx;

-- one command of many parts
ALTER TABLE parent
	ADD COLUMN amount_paid numeric(19,4),
	ALTER COLUMN note SET NOT NULL,
	ADD CONSTRAINT positive CHECK (a > 0),
	ALTER COLUMN a TYPE bigint,
	DROP COLUMN c;
/* hygiene: allow drop_column parent.c because empty */ ALTER TABLE parent
	ADD COLUMN amount_paid numeric(19,4),
	DROP COLUMN c,
	ADD COLUMN c text;

-- an aborted transaction says nothing more
BEGIN;
CREATE TABLE never (id int);
SELECT 1 / 0;
DROP TABLE parent;
COMMIT;

-- isolation levels
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM parent;
ALTER TABLE parent DROP COLUMN b;
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM parent;
SET LOCAL hygiene.allow = 'drop_column tx.parent.b because serializable';
ALTER TABLE parent DROP COLUMN b;
CREATE TABLE serial_nokey (id int);
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY;
SELECT count(*) FROM parent;
EXPLAIN (COSTS off) SELECT 1;
COMMIT;

SELECT * FROM said;

SET hygiene.mode = off;
DROP SCHEMA tx, tx_app CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
