--
-- annotations.sql
--		Annotations by SET LOCAL hygiene.allow: the grammar and the objects that an annotation covers.
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

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes CASCADE;
