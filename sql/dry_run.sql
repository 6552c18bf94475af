--
-- dry_run.sql
--		A migration is judged before it is run, and leaves nothing behind.
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

-- all findings of all statements, though the first would have stopped it
SELECT statement_number AS no, statement, verdict, rule, level, object, sqlstate, reason
FROM hygiene.dry_run($$
-- a comment before it
BEGIN;
ALTER TABLE orders ADD COLUMN price float8;
CREATE TABLE line (id int PRIMARY KEY, order_id int REFERENCES orders);
/* hygiene: allow drop_column orders.n because counted elsewhere */
ALTER TABLE orders DROP COLUMN n;
SELECT nonsense;
INSERT INTO orders VALUES (1000);
COMMIT;
DROP TABLE orders CASCADE;
$$);
SELECT * FROM changed;

-- what a row says
SELECT message, detail, hint, remedy, category, object_type, rows, evidence
FROM hygiene.dry_run('ALTER TABLE orders ADD COLUMN price float8') \gx
SELECT verdict, rule, sqlstate, message, hint, level, backup
FROM hygiene.dry_run('ALTER TABLE orders ADD COLUMN id int') \gx

-- commit-time findings wait for the script's own commits, and name the statement
SELECT statement_number AS no, verdict, rule, object FROM hygiene.dry_run($$
CREATE TABLE a (id int, order_id int REFERENCES orders);
ALTER TABLE a ADD PRIMARY KEY (id);
CREATE INDEX ON a (order_id);
COMMIT;
CREATE TABLE b (id int, order_id int REFERENCES orders);
COMMIT;
CREATE INDEX ON b (order_id);
ALTER TABLE b ADD PRIMARY KEY (id);
$$);
-- what is rolled back is judged at the statement only
SELECT statement_number AS no, verdict, rule, object FROM hygiene.dry_run($$
BEGIN;
CREATE TABLE a (id int, price float8);
ROLLBACK;
CREATE TABLE a (id int PRIMARY KEY);
SAVEPOINT s;
DROP TABLE orders;
SAVEPOINT t;
ROLLBACK TO s;
ROLLBACK TO SAVEPOINT s;
ROLLBACK TO t;
DROP TABLE orders;
RELEASE s;
RELEASE s;
DROP TABLE orders;
COMMIT AND CHAIN;
DROP TABLE a;
$$);
-- a table of the script's own earlier transaction is nobody's loss before it, but is there
SELECT statement_number AS no, verdict, rule, object FROM hygiene.dry_run($$
CREATE TABLE a (id int PRIMARY KEY, v text);
INSERT INTO a VALUES (1, 'x');
DROP TABLE a;
CREATE TABLE a (id int PRIMARY KEY, v text);
INSERT INTO a VALUES (1, 'x');
COMMIT;
ALTER TABLE a DROP COLUMN v;
DROP TABLE a;
$$);

-- annotations
SELECT statement_number AS no, verdict, rule, object, reason, backup, sqlstate FROM hygiene.dry_run($$
BEGIN;
SET LOCAL hygiene.allow = 'drop_column orders.n because of V41, backup b1';
ALTER TABLE orders DROP COLUMN n;
COMMIT;
ALTER TABLE orders DROP COLUMN code;  -- hygiene: allow drop_table orders because of nothing
SELECT hygiene.allow('drop_table', 'orders', 'said by function');
DROP TABLE orders;
$$);
-- said in vain, or wrongly
SELECT statement_number AS no, verdict, sqlstate, message FROM hygiene.dry_run($$
SET LOCAL hygiene.allow = 'drop_column orders.nn because of a typo';
ALTER TABLE orders ADD COLUMN x int; /* hygiene: allow drop_colum orders.n because x */
ALTER TABLE orders ADD COLUMN y int;
COMMIT;
/* hygiene: allow drop_column orders.n because unused */ ALTER TABLE orders ADD COLUMN z int;
ALTER TABLE orders ADD COLUMN zz int;
$$);
-- the caller's own annotation counts and is not asked back
BEGIN;
SET LOCAL hygiene.allow = 'drop_column orders.n because the caller says so';
SELECT verdict, rule, reason FROM hygiene.dry_run('ALTER TABLE orders DROP COLUMN n');
SELECT verdict, rule, reason FROM hygiene.dry_run('SELECT 1');
COMMIT;
-- SET LOCAL ends with the script's transaction, SET does not
SELECT statement_number AS no, verdict, message FROM hygiene.dry_run($$
BEGIN; SET LOCAL work_mem = '77kB'; SET search_path = rehearse; COMMIT;
SELECT 1 / (current_setting('work_mem') <> '77kB')::int;
SELECT 1 / (current_setting('search_path') = 'rehearse')::int;
BEGIN; SET work_mem = '99kB'; SET LOCAL work_mem = '88kB'; SELECT set_config('enable_seqscan', 'off', true); COMMIT;
SELECT 1 / (current_setting('work_mem') = '99kB' AND current_setting('enable_seqscan') = 'on')::int;
$$);
SELECT * FROM changed;

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

-- DO blocks, functions, nested calls
SELECT statement_number AS no, verdict, rule, object, reason, sqlstate FROM hygiene.dry_run($$
DO $do$
BEGIN
	-- hygiene: allow drop_column orders.n because said within
	ALTER TABLE orders DROP COLUMN n;
	BEGIN
		DROP TABLE orders;
		RAISE division_by_zero;
	EXCEPTION WHEN division_by_zero THEN
	END;
	PERFORM FROM hygiene.dry_run('DROP TABLE orders');
END
$do$;
SELECT 1 / count(*) FROM hygiene.dry_run('DROP TABLE orders') WHERE rule = 'drop_table';
SELECT 1 / count(*) FROM hygiene.dry_run('ALTER TABLE orders DROP COLUMN code') WHERE reason IS NULL;
EXPLAIN ANALYZE CREATE TABLE revenue AS SELECT 1::float8 AS price;
TRUNCATE orders;
DECLARE c CURSOR FOR SELECT 1;
FETCH c;
CALL nobody();
$$);
SELECT * FROM changed;

-- within a transaction that has changes of its own, before and after
BEGIN;
CREATE TABLE mine (id int PRIMARY KEY, order_id int REFERENCES orders);
INSERT INTO mine VALUES (1, 1);
ALTER TABLE orders ADD COLUMN mine int;
SELECT verdict, rule, object FROM hygiene.dry_run('DROP TABLE mine; CREATE TABLE theirs (id int)');
SELECT verdict, rule, object FROM hygiene.dry_run('ALTER TABLE orders DROP COLUMN mine');
SAVEPOINT s;
DROP TABLE orders CASCADE;
ROLLBACK TO s;
CREATE INDEX ON mine (order_id);
SELECT count(*) AS mine FROM mine;
COMMIT;
\d mine
SET hygiene.mode = off;
DROP TABLE mine;
ALTER TABLE orders DROP COLUMN mine;
-- switched off, nothing is judged, and that is told
SELECT count(*) FROM hygiene.dry_run('DROP TABLE orders');
SET hygiene.mode = warn;
SELECT verdict, level, sqlstate FROM hygiene.dry_run('DROP TABLE orders');
RESET hygiene.mode;
UPDATE state_before AS b SET value = s.value FROM state() AS s WHERE s.what = b.what;

-- a caller in PL/pgSQL, with an exception block around, and an error in its loop
CREATE FUNCTION worst(sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	r record;
	said text := '';
BEGIN
	BEGIN
		FOR r IN SELECT * FROM hygiene.dry_run(sql) LOOP
			said := said || r.verdict || ' ';
		END LOOP;
		PERFORM 1 / 0;
	EXCEPTION WHEN division_by_zero THEN
		said := said || '+ ';
	END;
	RETURN said || (SELECT string_agg(coalesce(rule, sqlstate), ' ') FROM hygiene.dry_run(sql));
END
$$;
SELECT worst('DROP TABLE orders; SELECT 1 / 0; ALTER TABLE kept ADD COLUMN price real');
DROP TABLE orders;

-- stopped in the middle
SELECT count(*) FROM hygiene.dry_run('BEGIN; SAVEPOINT a; SET work_mem = ''99kB''; DROP TABLE orders; SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(60); SELECT 1');
SELECT * FROM changed;
DROP TABLE orders;
DO $$
BEGIN
	PERFORM set_config('statement_timeout', '0', true);
	PERFORM FROM hygiene.dry_run('DROP TABLE orders; SELECT worst(''DROP TABLE kept''); DO ''BEGIN RAISE query_canceled; END''; SELECT 1');
EXCEPTION WHEN query_canceled THEN
	RAISE WARNING 'stopped';
END
$$;
SELECT * FROM changed;
DROP TABLE orders;

-- with one's own rights and not in a read-only transaction
CREATE ROLE regress_hygiene_rehearser;
GRANT USAGE ON SCHEMA rehearse TO regress_hygiene_rehearser;
SET ROLE regress_hygiene_rehearser;
SELECT verdict, sqlstate, message FROM hygiene.dry_run('DROP TABLE rehearse.orders; CREATE TEMP TABLE t (price real); SELECT count(*) FROM hygiene.journal; RESET ROLE; SET hygiene.mode = off');
RESET ROLE;
REVOKE USAGE ON SCHEMA rehearse FROM regress_hygiene_rehearser;
DROP ROLE regress_hygiene_rehearser;
BEGIN READ ONLY;
SELECT count(*) FROM hygiene.dry_run('SELECT 1');
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT verdict, rule FROM hygiene.dry_run('CREATE TABLE a (id int PRIMARY KEY, price real); COMMIT; ALTER TABLE a DROP COLUMN price');
ROLLBACK;

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

SELECT count(*) AS journaled FROM hygiene.journal WHERE statement LIKE '%dry_run%';

SET hygiene.mode = off;
DROP SCHEMA rehearse CASCADE;
