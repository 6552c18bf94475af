--
-- nested_ddl.sql
--		DDL within other statements: cursors, procedures, event triggers of others, triggers, messages of several statements.
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

CREATE TABLE kept (id int PRIMARY KEY);
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

-- several statements in one message are judged one by one
SELECT 1 AS one\; CREATE TABLE batch_1 (id int)\; CREATE TABLE batch_2 (price float8);
SELECT to_regclass('batch_1'), to_regclass('batch_2');
CREATE TABLE batch_1 (id int)\; ALTER TABLE batch_1 ADD PRIMARY KEY (id);

SELECT * FROM said;

SET hygiene.mode = off;
DROP SCHEMA tx CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
