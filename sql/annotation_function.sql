--
-- annotation_function.sql
--		hygiene.allow() adds to the setting; savepoints roll both back.
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

\set VERBOSITY terse
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

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes CASCADE;
