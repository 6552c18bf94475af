--
-- bad_arguments.sql
--		Wrong names and values, NULL, the empty string and very long arguments.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA bad;
SET search_path = bad, public;
SET hygiene.missing_primary_key = off;

-- names of rules that are none, levels that are none
SELECT hygiene.waive('float_mony', 'bad.t.price', 'x');
SELECT hygiene.allow('float_mony', 'bad.t.price', 'x');
SET hygiene.float_mony = warning;
SET hygiene.float_money = loud;
SET hygiene.mode = sometimes;
SET hygiene.ignore_tables = 'a b';
SET hygiene.money_words = '"';
BEGIN;
SET LOCAL hygiene.allow = 'float_mony t.price because x; drop_table * because all; drop_table t; drop_table because x; "; drop_table a.b.c.d.e because x';
CREATE TABLE t (id int);
DROP TABLE t;
COMMIT;

-- NULL, nothing, and far too much
\set VERBOSITY sqlstate
SELECT count(*) >= 0 AS all_of_it FROM hygiene.audit(NULL, NULL);
SELECT hygiene.check(NULL);
SELECT hygiene.report(NULL);
SELECT hygiene.allow(NULL, 'o', 'r');
SELECT hygiene.allow('drop_table', NULL, 'r');
SELECT hygiene.allow('drop_table', 'o', NULL);
SELECT hygiene.waive(NULL, 'o', 'r');
SELECT hygiene.waive('drop_table', NULL, 'r');
SELECT hygiene.waive('drop_table', 'o', NULL);
SELECT hygiene.unwaive(NULL, NULL);
SELECT hygiene.baseline(NULL);
SELECT hygiene.check('');
SELECT hygiene.report('');
SELECT hygiene.allow('', '', '');
SELECT hygiene.allow('drop_table', 'o', E' \n');
SELECT hygiene.waive('drop_table', '', 'r');
SELECT hygiene.waive('drop_table', 'o', ' ');
SELECT hygiene.unwaive('', '');
SELECT hygiene.baseline('');
SELECT count(*) FROM hygiene.audit(schema => '');
SELECT count(*) FROM hygiene.audit(schema => 'nobody');
SELECT count(*) FROM hygiene.audit('pg_class');
SELECT count(*) FROM hygiene.audit('nobody');
SELECT count(*) FROM hygiene.audit(0);
SELECT count(*) FROM hygiene.audit(4294967295::oid::regclass);
SELECT hygiene.check(repeat('x', 10000000));
SELECT hygiene.report(repeat('x', 10000000));
SELECT hygiene.allow(repeat('x', 10000000), 'o', 'r');
SELECT hygiene.allow('drop_table', repeat('x', 10000000), 'r');
SELECT hygiene.allow('drop_table', 'o', repeat('x', 10000000));
SELECT hygiene.allow('drop_table', 'o', 'r', repeat('x', 10000000));
SELECT hygiene.waive(repeat('x', 10000000), 'o', 'r');
SELECT hygiene.waive('drop_table', repeat('x', 10000000), 'r');
SELECT hygiene.waive('drop_table', 'o', repeat('x', 10000000));
SELECT hygiene.unwaive('drop_table', repeat('x', 10000000));
SELECT hygiene.baseline(repeat('x', 10000000));
\set VERBOSITY terse
DO $$
BEGIN
	PERFORM set_config('hygiene.allow', repeat('drop_table t because x;', 400000), true);
	CREATE TABLE bad.t (id int);
	PERFORM set_config('hygiene.allow', repeat('"', 10000000), true);
	CREATE TABLE bad.t2 (id int);
	PERFORM set_config('hygiene.allow', '', true);
	PERFORM set_config('hygiene.ignore_tables', repeat('a,', 1000000) || 't3', true);
	CREATE TABLE bad.t3 (id int, price float8);
	PERFORM set_config('hygiene.ignore_tables', '', true);
	PERFORM set_config('hygiene.money_words', repeat('a,', 1000000) || 'groat', true);
	CREATE TABLE bad.t4 (id int, groat float8);
END $$;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP SCHEMA bad CASCADE;
RESET hygiene.mode;
DELETE FROM hygiene.journal;
