--
-- dry_run.sql
--		hygiene.dry_run() judges a migration before it is run, and leaves nothing behind.
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

SELECT count(*) AS journaled FROM hygiene.journal WHERE statement LIKE '%dry_run%';

SET hygiene.mode = off;
DROP SCHEMA rehearse CASCADE;
