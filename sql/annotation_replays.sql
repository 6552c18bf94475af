--
-- annotation_replays.sql
--		Annotations that need not match: old migrations that are replayed, levels that ask for none.
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

\set VERBOSITY terse
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

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes, because CASCADE;
