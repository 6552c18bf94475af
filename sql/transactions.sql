--
-- transactions.sql
--		What is told when, in transactions, savepoints, nested and concurrent
--		statements.
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

-- cursors and portals
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM parent ORDER BY id;
FETCH c;
CREATE TABLE beside_a_cursor (id int);
FETCH c;
ALTER TABLE beside_a_cursor ADD PRIMARY KEY (id);
FETCH c;
COMMIT;
CREATE FUNCTION makes(name text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE tx.%I (id int)', name);
	RETURN 1;
END $$;
BEGIN;
DECLARE c CURSOR FOR SELECT makes('by_fetch_' || g) FROM generate_series(1, 3) AS g;
FETCH 2 FROM c;
COMMIT;
PREPARE p(text) AS SELECT makes($1);
EXECUTE p('prepared_1');
BEGIN;
EXECUTE p('prepared_2');
ROLLBACK;
DEALLOCATE p;

-- COMMIT and ROLLBACK within a procedure, and within DO
CREATE PROCEDURE steps() LANGUAGE plpgsql AS $$
BEGIN
	CREATE TABLE tx.step_1 (id int);
	COMMIT;
	CREATE TABLE tx.step_2 (id int);
	ROLLBACK;
	CREATE TABLE tx.step_3 (id int);
	ALTER TABLE tx.step_3 ADD PRIMARY KEY (id);
	COMMIT;
	ALTER TABLE tx.parent DROP COLUMN a;
END $$;
CALL steps();
SELECT relname FROM pg_class WHERE relname ~ '^step_\d$' ORDER BY 1;
DO $$ BEGIN CREATE TABLE tx.step_4 (id int); COMMIT; CREATE TABLE tx.step_5 (id int); ROLLBACK; END $$;

-- event triggers of other people that issue DDL of their own, before ours and after
CREATE FUNCTION also() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT objid::regclass AS rel FROM pg_event_trigger_ddl_commands()
			 WHERE command_tag = 'CREATE TABLE' LOOP
		EXECUTE format('ALTER TABLE %s ADD COLUMN fee money', r.rel);
	END LOOP;
END $$;
CREATE EVENT TRIGGER a_before_hygiene ON ddl_command_end WHEN tag IN ('CREATE TABLE') EXECUTE FUNCTION also();
CREATE TABLE with_more (id int PRIMARY KEY, price money);
CREATE TABLE with_sin (id int PRIMARY KEY, price float8);
ALTER EVENT TRIGGER a_before_hygiene RENAME TO z_after_hygiene;
CREATE TABLE with_more_2 (id int PRIMARY KEY, price money);
DROP EVENT TRIGGER z_after_hygiene;
CREATE FUNCTION dropping() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() WHERE object_identity = 'tx.kept') THEN
		ALTER TABLE tx.parent DROP COLUMN a;
	END IF;
END $$;
CREATE EVENT TRIGGER a_dropping ON sql_drop EXECUTE FUNCTION dropping();
SET hygiene.drop_column = warning;
DROP TABLE kept;
RESET hygiene.drop_column;
DROP EVENT TRIGGER a_dropping;

-- ours need not fire where relations are dropped or indexed, but other people's do, and
-- ours do not judge while they are disabled
CREATE FUNCTION notes() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE WARNING '% of %', tg_event, tg_tag;
END $$;
CREATE TABLE noted (id int PRIMARY KEY);
CREATE EVENT TRIGGER a_start ON ddl_command_start EXECUTE FUNCTION notes();
BEGIN; DROP TABLE noted; ROLLBACK;
BEGIN; CREATE INDEX one ON noted (id); CREATE INDEX again ON noted (id); ROLLBACK;
DROP EVENT TRIGGER a_start;
CREATE EVENT TRIGGER a_end ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION notes();
BEGIN; DROP TABLE noted; ROLLBACK;
ALTER EVENT TRIGGER a_end DISABLE;
BEGIN; DROP TABLE noted; ROLLBACK;
DROP EVENT TRIGGER a_end;
BEGIN; CREATE INDEX one ON noted (id); CREATE INDEX again ON noted (id); ROLLBACK;
ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
BEGIN; DROP TABLE noted; ROLLBACK;
BEGIN; CREATE INDEX one ON noted (id); CREATE INDEX again ON noted (id); ROLLBACK;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE REPLICA;
BEGIN; DROP TABLE noted; ROLLBACK;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE;
BEGIN; DROP TABLE noted; ROLLBACK;
DO $$ BEGIN DROP TABLE noted; RAISE 'undone'; EXCEPTION WHEN raise_exception THEN NULL; END $$;
CREATE FUNCTION drops() RETURNS int LANGUAGE plpgsql AS 'BEGIN DROP TABLE tx.noted; RETURN 1; END';
CREATE TABLE made_by AS SELECT drops() AS id;

-- DDL within DDL: a query that makes a table while another one is made
CREATE TABLE outer_table AS SELECT makes('inner_table') AS id;

-- DDL in a trigger, and in one that waits for commit
CREATE FUNCTION ddl_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE tx.%I (id int)', TG_ARGV[0]);
	RETURN NULL;
END $$;
CREATE TABLE fires (id int PRIMARY KEY);
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON fires DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION ddl_trigger('made_late');
CREATE TRIGGER early AFTER INSERT ON fires FOR EACH ROW EXECUTE FUNCTION ddl_trigger('made_early');
INSERT INTO fires VALUES (1);

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

-- several statements in one message are judged one by one
SELECT 1 AS one\; CREATE TABLE batch_1 (id int)\; CREATE TABLE batch_2 (price float8);
SELECT to_regclass('batch_1'), to_regclass('batch_2');
CREATE TABLE batch_1 (id int)\; ALTER TABLE batch_1 ADD PRIMARY KEY (id);

SELECT * FROM said;

SET hygiene.mode = off;
DROP SCHEMA tx, tx_app CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
