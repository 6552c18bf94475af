--
-- dry_run_nested.sql
--		hygiene.dry_run() within functions, transactions and other rehearsals; cancelled; without rights.
--
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

SELECT count(*) AS journaled FROM hygiene.journal WHERE statement LIKE '%dry_run%';

SET hygiene.mode = off;
DROP SCHEMA rehearse CASCADE;
