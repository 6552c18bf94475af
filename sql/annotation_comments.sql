--
-- annotation_comments.sql
--		Annotations in comments, before a statement and within it.
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

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes CASCADE;
