--
-- annotation_mistakes.sql
--		Annotations with mistakes, and annotations that match nothing, are reported.
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

\set VERBOSITY default
SET hygiene.mode = off;
DROP SCHEMA notes CASCADE;
