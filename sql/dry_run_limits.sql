--
-- dry_run_limits.sql
--		What hygiene.dry_run() runs in another way, or not at all.
--
CREATE DATABASE regress_hygiene_rehearsed;		-- not by the session that drops it
\c -
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
DELETE FROM hygiene.journal;
CREATE SCHEMA rehearse;
SET search_path = rehearse, public;
CREATE TABLE orders (id int PRIMARY KEY, n int, code text);
INSERT INTO orders SELECT g, g, 'c' || g FROM generate_series(1, 100) AS g;
CREATE TABLE kept AS SELECT 1 AS one WHERE false;

-- what must be as it was afterwards
CREATE FUNCTION state() RETURNS TABLE (what text, value text)
LANGUAGE sql AS $$
	SELECT 'relations', count(*) || ' ' || sum(hashtext(relname || relfilenode)::bigint)
		FROM pg_class WHERE relnamespace = 'rehearse'::regnamespace
	UNION ALL SELECT 'columns', count(*) || ' ' || sum(hashtext(attrelid || attname || atttypid)::bigint)
		FROM pg_attribute WHERE attrelid IN ('orders'::regclass, 'kept'::regclass) AND NOT attisdropped
	UNION ALL SELECT 'rows', count(*) || ' ' || sum(n) FROM orders
	UNION ALL SELECT 'journal', count(*)::text FROM hygiene.journal
	UNION ALL SELECT 'locks', count(*)::text FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
		WHERE l.pid = pg_backend_pid() AND l.mode <> 'AccessShareLock'
			AND c.relnamespace IN ('rehearse'::regnamespace, 'hygiene'::regnamespace)
	UNION ALL SELECT 'settings', current_setting('search_path') || ' ' || current_setting('work_mem')
		|| ' [' || current_setting('hygiene.allow') || '] ' || current_user
	UNION ALL SELECT 'cursors', count(*)::text FROM pg_cursors WHERE name = 'c'
$$;
CREATE TEMP TABLE state_before AS SELECT * FROM state();
CREATE VIEW changed AS
	SELECT what, b.value AS before, a.value AS after
	FROM state() AS a JOIN state_before AS b USING (what)
	WHERE a.value IS DISTINCT FROM b.value;

-- CONCURRENTLY is rehearsed without
SELECT statement_number AS no, verdict, rule, object, sqlstate, message FROM hygiene.dry_run($$
CREATE TABLE a (id int PRIMARY KEY, order_id int REFERENCES orders);
CREATE INDEX CONCURRENTLY a_idx ON a (order_id);
REINDEX INDEX CONCURRENTLY a_idx;
REINDEX (VERBOSE false, CONCURRENTLY) TABLE a;
DROP INDEX CONCURRENTLY a_idx;
BEGIN;
CREATE INDEX CONCURRENTLY ON a (order_id);
COMMIT;
$$);

-- ... and what it would have built is told, and not refused
SET hygiene.duplicate_index = error;
SELECT statement_number AS no, verdict, level, rule, object FROM hygiene.dry_run($$
CREATE INDEX CONCURRENTLY n_1 ON orders (n);
CREATE INDEX CONCURRENTLY n_2 ON orders (n);
CREATE INDEX n_3 ON orders (n);
$$);
RESET hygiene.duplicate_index;

-- ... and blocks nobody then
SET hygiene.large_table = 0;
SET lock_timeout = '1s';
SELECT statement_number AS no, verdict, rule, object FROM hygiene.dry_run($$
CREATE INDEX CONCURRENTLY ON orders (n);
CREATE INDEX ON orders (code);
$$);
RESET hygiene.large_table;
RESET lock_timeout;

-- what cannot be rehearsed
SELECT statement_number AS no, verdict, sqlstate, statement, message FROM hygiene.dry_run($$
\set ON_ERROR_STOP on
COPY orders (id) FROM STDIN;
7;
'
\.
SELECT 1 \gexec
COPY orders TO STDOUT;
COPY orders TO '/nowhere';
COPY orders FROM PROGRAM 'false';
VACUUM orders;
ANALYZE orders;
CREATE DATABASE elsewhere;
ALTER SYSTEM SET work_mem = '1MB';
PREPARE p AS SELECT 1;
EXECUTE p;
DISCARD ALL;
CHECKPOINT;
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p;
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
DO 'BEGIN COMMIT; END';
PREPARE TRANSACTION 'x';
COMMIT PREPARED 'x';
REINDEX SCHEMA rehearse;
$$);
-- DROP DATABASE is judged though it is not run
SELECT verdict, rule, object FROM hygiene.dry_run('DROP DATABASE regress_hygiene_rehearsed');
/* hygiene: allow drop_database regress_hygiene_rehearsed because it was made for this test */
DROP DATABASE regress_hygiene_rehearsed;

-- syntax errors take nobody along
SELECT statement_number AS no, verdict, sqlstate, statement FROM hygiene.dry_run($$
SELEC 1;
CREATE TABLE a (price float8;
DROP TABLE orders;
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2';
CREATE RULE r AS ON INSERT TO kept DO ALSO (SELECT 1; SELECT 2);
SELECT 1 / (f() = 2 AND g() = 2)::int;
DROP TABLE kept;;
; -- nothing
SELECT 'never closed;
$$);
SELECT count(*) FROM hygiene.dry_run('');
SELECT count(*) FROM hygiene.dry_run(' ; -- nothing
/* at all */ ');
SELECT hygiene.dry_run(NULL);

-- deferred constraints are asked at the commits
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (parent_id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX ON child (parent_id);
UPDATE state_before AS b SET value = s.value FROM state() AS s WHERE s.what = b.what;
SELECT statement_number AS no, verdict, sqlstate, message FROM hygiene.dry_run($$
BEGIN;
INSERT INTO child VALUES (1);
INSERT INTO parent VALUES (1);
COMMIT;
ALTER TABLE child ADD COLUMN x int;
INSERT INTO child VALUES (2);
COMMIT;
SELECT 1;
$$);
-- the caller's are the caller's
BEGIN;
INSERT INTO child VALUES (9);
SELECT statement_number AS no, verdict, message FROM hygiene.dry_run('INSERT INTO parent VALUES (3); COMMIT; SELECT 1');
INSERT INTO parent VALUES (9);
COMMIT;
DELETE FROM child; DELETE FROM parent;

-- an enum's new value may not be used before a commit that is none here
CREATE TYPE mood AS ENUM ('sad');
SELECT statement_number AS no, verdict, sqlstate FROM hygiene.dry_run($$
ALTER TYPE mood ADD VALUE 'ok';
SELECT 'ok'::mood;
COMMIT;
SELECT 'ok'::mood;
$$);

-- what is not taken back
CREATE SEQUENCE counter;
SELECT count(*) FROM hygiene.dry_run('SELECT nextval(''counter'')');
SELECT nextval('counter');

SET hygiene.mode = off;
DROP SCHEMA rehearse CASCADE;
