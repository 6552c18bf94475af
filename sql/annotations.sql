--
-- annotations.sql
--		The author's word: its carriers, its grammar, what it covers.
--
-- Refusals are shown by their SQLSTATE; their wording is tested with the rules.
--
SET client_min_messages = warning;
DELETE FROM hygiene.journal;
CREATE SCHEMA notes;
SET search_path = notes, public;
\set VERBOSITY sqlstate

CREATE FUNCTION notes.said() RETURNS TABLE (verdict text, rule text, object text, reason text, backup text)
LANGUAGE sql AS $$
	WITH gone AS (DELETE FROM hygiene.journal AS j WHERE j.verdict = 'allowed'
				  RETURNING j.verdict, j.rule, j.object, j.reason, j.backup)
	SELECT * FROM gone ORDER BY rule COLLATE "C", object COLLATE "C"
$$;

CREATE TABLE people (id int PRIMARY KEY, a text, b text, c text, d text, "Odd.Name" text);
INSERT INTO people VALUES (1, 'a', 'b', 'c', 'd', 'e');

-- Nothing said: refused
ALTER TABLE people DROP COLUMN a;

-- Carrier 1: the setting, for this transaction
BEGIN;
SET LOCAL hygiene.allow = 'drop_column notes.people.a because it moved, backup s3://bucket/2026';
ALTER TABLE people DROP COLUMN a;
COMMIT;
SELECT * FROM said();

-- Several items of one reason, several annotations of one setting
BEGIN;
SET LOCAL hygiene.allow = 'drop_column people.b, drop_column people.c because both are unused';
ALTER TABLE people DROP COLUMN b, DROP COLUMN c;
SELECT * FROM said();
ROLLBACK;
BEGIN;
SELECT set_config('hygiene.allow', E'drop_column people.b because one;\n\n ;DROP_COLUMN PEOPLE.C BECAUSE   two\twords\r\ndrop_column notes.people."Odd.Name" because quoted', true) IS NOT NULL;
ALTER TABLE people DROP COLUMN b, DROP COLUMN c, DROP COLUMN "Odd.Name";
SELECT * FROM said();
ROLLBACK;

-- One of two columns is not named
BEGIN;
SET LOCAL hygiene.allow = 'drop_column people.b because only this one';
ALTER TABLE people DROP COLUMN b, DROP COLUMN c;
ROLLBACK;

-- Another column's, another rule's, another schema's word does not answer
BEGIN;
SET LOCAL hygiene.allow = 'drop_column people.d because wrong column';
ALTER TABLE people DROP COLUMN b;
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'rename_column people.b because wrong rule';
ALTER TABLE people DROP COLUMN b;
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column public.people.b because wrong schema';
ALTER TABLE people DROP COLUMN b;
ROLLBACK;

-- The schema may be left out only where the search path has it
BEGIN;
SET LOCAL search_path = public;
SET LOCAL hygiene.allow = 'drop_column people.b because not on the path';
ALTER TABLE notes.people DROP COLUMN b;
ROLLBACK;

-- Database and all; a wrong one is nobody's
BEGIN;
SELECT set_config('hygiene.allow', format('drop_column %I.notes.people.b because in full', current_database()), true) IS NOT NULL;
ALTER TABLE people DROP COLUMN b;
SELECT * FROM said();
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column elsewhere.notes.people.b because in full';
ALTER TABLE people DROP COLUMN b;
ROLLBACK;

-- A word for the table covers its columns, one for the schema all in it
BEGIN;
SET LOCAL hygiene.allow = 'drop_column notes.people because all of them';
ALTER TABLE people DROP COLUMN b, DROP COLUMN c;
SELECT * FROM said();
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema notes because the module goes';
ALTER TABLE people DROP COLUMN b;
DROP TABLE people;
SELECT * FROM said();
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_table notes.people because it goes step by step';
ALTER TABLE people DROP COLUMN b;
DROP TABLE people;
SELECT * FROM said();
ROLLBACK;
-- ... but not for what is no drop, nor for a new defect
BEGIN;
SET LOCAL hygiene.allow = 'drop_table notes.people because it goes';
ALTER TABLE people RENAME COLUMN b TO bb;
COMMIT;
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema notes because it goes';
ALTER TABLE people ADD COLUMN price float8;
ROLLBACK;
-- ... and a word for a column is none for its table
BEGIN;
SET LOCAL hygiene.allow = 'drop_table notes.people.b because too narrow';
DROP TABLE people;
ROLLBACK;

-- Schemas and functions
CREATE SCHEMA "Old Stuff";
CREATE TABLE "Old Stuff".t (id int PRIMARY KEY);
INSERT INTO "Old Stuff".t VALUES (1);
BEGIN;
SET LOCAL hygiene.allow = 'drop_schema "Old Stuff" because it is empty at heart';
DROP SCHEMA "Old Stuff" CASCADE;
SELECT rule, object, reason FROM said() WHERE rule = 'drop_schema';
COMMIT;
CREATE FUNCTION twice(x integer, y text) RETURNS integer LANGUAGE sql AS 'SELECT 2 * x';
BEGIN;
SET LOCAL hygiene.allow = 'drop_function notes.twice(integer , text) because unused';
DROP FUNCTION twice;
COMMIT;
SELECT * FROM said();
CREATE FUNCTION twice(x integer, y text) RETURNS integer LANGUAGE sql AS 'SELECT 2 * x';
BEGIN;
SET LOCAL hygiene.allow = 'drop_function twice because unused';
DROP FUNCTION twice;
COMMIT;
SELECT * FROM said();
CREATE FUNCTION twice(x integer, y text) RETURNS integer LANGUAGE sql AS 'SELECT 2 * x';
BEGIN;
SET LOCAL hygiene.allow = 'drop_function twice(text) because other arguments';
DROP FUNCTION twice;
COMMIT;

-- Carrier 2: comments, before and inside the statement
/* hygiene: allow drop_column people.b because before */ ALTER TABLE people DROP COLUMN b;
ALTER TABLE people /*HYGIENE:allow drop_column people.c because inside */ DROP COLUMN c;
ALTER TABLE people DROP COLUMN d -- hygiene: allow drop_column people.d because at the end
;
SELECT * FROM said();
ALTER TABLE people ADD COLUMN b text, ADD COLUMN c text, ADD COLUMN d text;
/* hygiene: allow drop_column people.b
 * because a boxed comment
 * goes over lines; semicolons too, backup nightly */
ALTER TABLE people DROP COLUMN b;
/* outer /* hygiene: not this */ comments nest */ /* someone else's: allow */
ALTER TABLE people ADD COLUMN b text;
SELECT * FROM said();

-- In one message each statement has its own comments
/* hygiene: allow drop_column people.b because first only */ ALTER TABLE people DROP COLUMN b\; ALTER TABLE people DROP COLUMN c;
SELECT 1 AS x\; /* hygiene: allow drop_column people.b because second */ ALTER TABLE people DROP COLUMN b\; SELECT 2 AS y;
-- ... a comment behind the semicolon is the next one's, before it is its own
SELECT 1 AS x\; ALTER TABLE people DROP COLUMN c /* hygiene: allow drop_column people.c because before the semicolon */ \; SELECT 2 AS y;
ALTER TABLE people DROP COLUMN d\; /* hygiene: allow drop_column people.d because too late */ SELECT 2 AS y;
SELECT * FROM said();

-- ... and SET LOCAL holds for the rest of the message
SET LOCAL hygiene.allow = 'drop_column people.d because in one message'\; ALTER TABLE people DROP COLUMN d;
SELECT * FROM said();
ALTER TABLE people ADD COLUMN b text, ADD COLUMN c text, ADD COLUMN d text;

-- A string is no comment
CREATE FUNCTION drops() RETURNS void LANGUAGE plpgsql AS
$$ BEGIN /* hygiene: allow drop_column people.b because in a body */ ALTER TABLE people DROP COLUMN b; END $$;
SELECT drops();
SELECT drops(), '/* hygiene: allow drop_column people.b because in a string */';
SELECT drops(), 1 AS "a /* hygiene: allow drop_column people.b because */", $q$ -- hygiene: allow drop_column people.b because $q$;
-- ... the comments of the statement that calls count
/* hygiene: allow drop_column people.b because of the caller */ SELECT drops();
-- ... and those in the body of a DO block
DO $$ BEGIN
	-- hygiene: allow drop_column people.c because in a block
	ALTER TABLE people DROP COLUMN c;
END $$;
SELECT * FROM said();
ALTER TABLE people ADD COLUMN b text, ADD COLUMN c text;
-- ... within a cursor's loop too
/* hygiene: allow drop_column people.b because of the loop */
DO $$ DECLARE r record; BEGIN FOR r IN SELECT drops() LOOP NULL; END LOOP; END $$;
SELECT * FROM said();
ALTER TABLE people ADD COLUMN b text;

-- The scanner tells nobody twice of a name that is cut
SET client_min_messages = notice;
/* hygiene: allow drop_column people.b because of long names */
ALTER TABLE people DROP COLUMN b, ADD COLUMN a23456789_123456789_123456789_123456789_123456789_123456789_123456789 text;
SET client_min_messages = warning;
/* hygiene: allow drop_column people.c because escapes */ ALTER TABLE people DROP COLUMN c, ADD CONSTRAINT plain CHECK (d <> 'c:\');
SELECT * FROM said();
ALTER TABLE people ADD COLUMN b text, ADD COLUMN c text;

-- Carrier 3: the function, which adds to what was said
BEGIN;
SELECT hygiene.allow('drop_column', 'notes.people.b', 'said by function', backup => 'tape 7');
SELECT hygiene.allow('drop_column', 'people.c', reason => E'over\n  lines');
SHOW hygiene.allow;
ALTER TABLE people DROP COLUMN b, DROP COLUMN c;
SELECT * FROM said();
COMMIT;
SHOW hygiene.allow;
ALTER TABLE people ADD COLUMN b text, ADD COLUMN c text;
DO $$ BEGIN
	PERFORM hygiene.allow('drop_column', 'people.b', 'in a block');
	ALTER TABLE people DROP COLUMN b;
END $$;
SELECT * FROM said();
\set VERBOSITY default
SELECT hygiene.allow('drop_column', 'people.c', 'no transaction');
SELECT hygiene.allow('drop_colum', 'people.c', 'typo');
SELECT hygiene.allow(NULL, 'people.c', 'x');
SELECT hygiene.allow('drop_column', '', 'x');
SELECT hygiene.allow('drop_column', 'people.c', E' \n');
SELECT hygiene.allow('drop_column', 'people.c, drop_column people.d', 'two');
SELECT hygiene.allow('drop_column', 'people.*', 'all');
SELECT hygiene.allow('drop_column', 'people.c because I say so', 'x');
SELECT hygiene.allow('drop_column', 'people.c', 'one; drop_table people because two');
SELECT hygiene.allow('drop_column', 'people.c', 'gone, backup none');
SELECT hygiene.allow('drop_column', 'people.c', 'gone', 'here; there');
SELECT hygiene.allow('drop_column', 'people.c', repeat('long', 3000000));
\set VERBOSITY sqlstate

-- Savepoints take back what was said in them
BEGIN;
SAVEPOINT s;
SET LOCAL hygiene.allow = 'drop_column people.c because within the savepoint';
ROLLBACK TO s;
ALTER TABLE people DROP COLUMN c;
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column people.c because before the savepoint';
SAVEPOINT s;
SET LOCAL hygiene.allow = 'drop_column people.nothing because of a mistake';
ROLLBACK TO s;
ALTER TABLE people DROP COLUMN c;
COMMIT;
SELECT * FROM said();
ALTER TABLE people ADD COLUMN c text;

-- What is not understood is told, and allows nothing
\set VERBOSITY default
CREATE PROCEDURE try(note text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('hygiene.allow', note, true);
	EXECUTE 'COMMENT ON TABLE people IS NULL';
END $$;
CALL try('drop_colum people.c because x');
CALL try('nonsense people.c because x');
CALL try('drop_column people.c, people.d because x');
CALL try('drop_column because x');
CALL try('drop_column');
CALL try('because x');
CALL try('drop_column people.c');
CALL try('drop_column people.c because  ');
CALL try('drop_column people.c because , backup b');
CALL try('drop_column people.* because x');
CALL try('drop_column people.c_% because x');
CALL try('drop_column * because x');
CALL try('drop_column people..c because x');
CALL try('drop_column people.c why not');
CALL try('drop_column "people because x');
CALL try('drop_column "".c because x');
CALL try('drop_column a.b.c.d.e because x');
CALL try('drop_function f(integer because x');
CALL try(E'drop_colum people.c because one; drop_column people.d\nrename_table because x');
CALL try('drop_column people.c because ' || repeat('x', 70000));
/* hygiene: alow drop_column people.c because x */ COMMENT ON TABLE people IS NULL;
-- hygiene is a good thing: no annotation
/* hygiene rules */ COMMENT ON TABLE people IS NULL;
\set VERBOSITY sqlstate
CALL try('drop_colum people.c because x');
CALL try('drop_column because x');
CALL try('drop_column people.c');
CALL try('drop_column people.* because x');
CALL try('drop_column people.c why not');
CALL try(repeat('x', 70000));

-- A word that met nothing is told before commit; one said for the session is not
\set VERBOSITY terse
BEGIN;
SET LOCAL hygiene.allow = 'drop_column people.nothing because of a typo';
COMMENT ON TABLE people IS NULL;
COMMIT;
SET hygiene.allow = 'drop_column people.nothing because of a typo';
COMMENT ON TABLE people IS NULL;
BEGIN;
COMMENT ON TABLE people IS NULL;
COMMIT;
RESET hygiene.allow;
/* hygiene: allow drop_column people.nothing because of a typo */ COMMENT ON TABLE people IS NULL;

-- hygiene.allow() adds to what is there: what was used before is not unused now,
-- the session's own words are not the transaction's, and each is told of once
CREATE TABLE notes.steps (id int PRIMARY KEY, a int, b int, c int);
INSERT INTO notes.steps VALUES (1, 1, 1, 1);
BEGIN;
SELECT hygiene.allow('drop_column', 'notes.steps.a', 'the first') IS NOT NULL;
ALTER TABLE notes.steps DROP COLUMN a;
SELECT hygiene.allow('drop_column', 'notes.steps.b', 'the second') IS NOT NULL;
ALTER TABLE notes.steps DROP COLUMN b;
COMMIT;
SET hygiene.allow = 'drop_column notes.steps.nothing because it may come';
BEGIN;
SELECT hygiene.allow('drop_column', 'notes.steps.c', 'the third') IS NOT NULL;
ALTER TABLE notes.steps DROP COLUMN c;
COMMIT;
BEGIN;
SELECT hygiene.allow('drop_column', 'notes.steps.neither', 'a typo') IS NOT NULL;
COMMENT ON TABLE notes.steps IS NULL;
SELECT hygiene.allow('drop_column', 'notes.steps.nor', 'another') IS NOT NULL;
COMMENT ON TABLE notes.steps IS NULL;
COMMIT;
RESET hygiene.allow;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column notes.steps.nothing because it was the session''s and is no more';
COMMENT ON TABLE notes.steps IS NULL;
COMMIT;
-- said for the session within a block it is the session's as well
BEGIN;
SET hygiene.allow = 'drop_column notes.steps.one because it may come';
COMMENT ON TABLE notes.steps IS NULL;
SAVEPOINT s;
SET hygiene.allow = 'drop_column notes.steps.two because it may come as well';
SELECT hygiene.allow('drop_column', 'notes.steps.id', 'a typo') IS NOT NULL;
COMMENT ON TABLE notes.steps IS NULL;
COMMIT;
SHOW hygiene.allow;
BEGIN;
SAVEPOINT s;
SELECT hygiene.allow('drop_column', 'notes.steps.id', 'undone') IS NOT NULL;
COMMENT ON TABLE notes.steps IS NULL;
ROLLBACK TO s;
SET LOCAL hygiene.allow = '';
COMMIT;
RESET hygiene.allow;
-- Old migrations, replayed on a new database in one transaction: words about what it made itself
BEGIN;
CREATE TABLE notes.replayed (id int PRIMARY KEY, a int, b int, d text NOT NULL DEFAULT '', f numeric(10,2));
CREATE TABLE notes.gone (id int PRIMARY KEY);
CREATE TABLE notes.emptied (id int PRIMARY KEY);
CREATE TABLE notes.old (id int PRIMARY KEY);
CREATE VIEW notes.seen AS SELECT id FROM notes.emptied;
CREATE SEQUENCE notes.numbers;
CREATE SCHEMA notes_gone CREATE TABLE inside (id int PRIMARY KEY);
INSERT INTO notes.replayed VALUES (1, 1, 1);
INSERT INTO notes.gone VALUES (1);
INSERT INTO notes.emptied VALUES (1);
SET LOCAL hygiene.allow = 'drop_column notes.replayed.a because of V2';
ALTER TABLE notes.replayed DROP COLUMN a;
SET LOCAL hygiene.allow = 'rename_column notes.replayed.b, drop_table notes.gone because of V3';
ALTER TABLE notes.replayed RENAME b TO c;
DROP TABLE notes.gone;
SET LOCAL hygiene.allow = 'truncate notes.emptied, rename_table notes.old, lossy_type_change notes.replayed.f because of V4';
TRUNCATE notes.emptied;
ALTER TABLE notes.old RENAME TO new;
ALTER TABLE notes.replayed ALTER f TYPE numeric(5,2);
SET LOCAL hygiene.allow = 'drop_not_null notes.replayed.d, drop_view notes.seen, drop_sequence notes.numbers, drop_schema notes_gone because of V5';
ALTER TABLE notes.replayed ALTER d DROP NOT NULL;
DROP VIEW notes.seen;
DROP SEQUENCE notes.numbers;
DROP SCHEMA notes_gone CASCADE;
/* hygiene: allow move_to_schema notes.new because of V6 */ ALTER TABLE notes.new SET SCHEMA public;
SET LOCAL hygiene.allow = 'drop_column notes.replayed.cc because of a typo';
ALTER TABLE notes.replayed DROP COLUMN c;
COMMIT;
SET hygiene.mode = off;
DROP TABLE public.new;
RESET hygiene.mode;
-- a word where none is asked for, as settings have it
CREATE TABLE notes.loose (id int PRIMARY KEY, a int, b int, c int);
SET hygiene.empty_tables = ignore;
/* hygiene: allow drop_column notes.loose.a because of V7 */ ALTER TABLE notes.loose DROP COLUMN a;
RESET hygiene.empty_tables;
INSERT INTO notes.loose VALUES (1);
SET hygiene.drop_column = off;
/* hygiene: allow drop_column notes.loose.b because of V8 */ ALTER TABLE notes.loose DROP COLUMN b;
/* hygiene: allow drop_column notes.loose.bb because of a typo */ ALTER TABLE notes.loose ADD b int;
RESET hygiene.drop_column;
SET hygiene.rename_column = off;
/* hygiene: allow rename_column notes.loose.c because of V9 */ ALTER TABLE notes.loose RENAME c TO d;
RESET hygiene.rename_column;
SELECT count(*) FROM hygiene.journal WHERE object LIKE 'notes.loose%';
-- A schema may have the name of the keyword
CREATE SCHEMA because;
CREATE TABLE because.people (a integer PRIMARY KEY, b text, c text);
INSERT INTO because.people VALUES (1);
/* hygiene: allow drop_column because.people.b because moved */ ALTER TABLE because.people DROP COLUMN b;
BEGIN;
SET LOCAL hygiene.allow = 'drop_column because.people.c because moved';
ALTER TABLE because.people DROP COLUMN c;
COMMIT;
SELECT attname FROM pg_attribute WHERE attrelid = 'because.people'::regclass AND attnum > 0 AND NOT attisdropped;

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes, because CASCADE;
