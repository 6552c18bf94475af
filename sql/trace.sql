--
-- trace.sql
--		What each statement of a migration does: locks, rewrites, builds, scans.
--
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
CREATE SCHEMA tracing;
SET search_path = tracing, public;
CREATE TABLE orders (id int PRIMARY KEY, n int, code varchar(10), at timestamptz DEFAULT now());
INSERT INTO orders SELECT g, g, 'c' || g FROM generate_series(1, 1000) AS g;
CREATE INDEX orders_code ON orders (code);
CREATE TABLE buyers (id int PRIMARY KEY);
INSERT INTO buyers SELECT generate_series(1, 100);
CREATE TABLE parted (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO parted VALUES (1, '2026-02-02');
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS orders FROM orders;

-- one line per thing done; modes without "Lock", sizes as small or not
CREATE FUNCTION traced(sql text) RETURNS TABLE (no int, what text, relation text, how text)
LANGUAGE sql AS $$
	WITH t AS MATERIALIZED (SELECT * FROM hygiene.trace(sql))
	SELECT no, what, relation, how FROM (
		SELECT statement_number, 1, 'statement', NULL, outcome || coalesce(': ' || message, '')
			|| CASE WHEN rows_changed > 0 THEN ', ' || rows_changed || ' rows changed' ELSE '' END
			|| CASE WHEN seconds < 0 OR wal_bytes < 0 OR seconds IS NULL <> (wal_bytes IS NULL) THEN ' ???' ELSE '' END
		FROM t
		UNION ALL
		SELECT statement_number, 2, 'lock', l ->> 'relation',
			replace(l ->> 'mode', 'Lock', '') || ' on ' || (l ->> 'kind')
			|| CASE WHEN (l ->> 'existed')::bool THEN ' that existed' ELSE '' END
			|| coalesce(', ' || (l ->> 'rows') || ' rows', '')
		FROM t, jsonb_array_elements(locks) AS l WHERE l ->> 'mode' <> 'AccessShareLock'
		UNION ALL
		SELECT statement_number, 3, 'rewrite', r ->> 'relation', r ->> 'reason'
		FROM t, jsonb_array_elements(rewrites) AS r
		UNION ALL
		SELECT statement_number, 4, 'index build', i ->> 'index', 'on ' || (i ->> 'table')
			|| CASE WHEN (i ->> 'bytes')::bigint > 0 THEN '' ELSE ' ???' END
		FROM t, jsonb_array_elements(index_builds) AS i
		UNION ALL
		SELECT statement_number, 5, 'full scan', s ->> 'relation', NULL
		FROM t, jsonb_array_elements(full_scans) AS s) AS a (no, place, what, relation, how)
	ORDER BY no, place, relation COLLATE "C", how COLLATE "C"
$$;

-- what rewrites and what does not
SELECT * FROM traced('ALTER TABLE orders ADD COLUMN a timestamptz DEFAULT now()');
SELECT * FROM traced('ALTER TABLE orders ADD COLUMN a timestamptz DEFAULT clock_timestamp()');
SELECT * FROM traced('ALTER TABLE orders ADD COLUMN a int GENERATED ALWAYS AS IDENTITY') WHERE what <> 'lock';
SELECT * FROM traced('ALTER TABLE orders ALTER code TYPE varchar(20)');
SELECT * FROM traced('ALTER TABLE orders ALTER code TYPE text COLLATE "C"') WHERE what <> 'lock';
SELECT * FROM traced('ALTER TABLE orders ALTER n TYPE bigint');
SELECT * FROM traced('ALTER TABLE orders SET UNLOGGED') WHERE what <> 'lock';
SELECT * FROM traced('TRUNCATE orders') WHERE what <> 'lock';
SELECT * FROM traced('CLUSTER orders USING orders_pkey') WHERE what IN ('statement', 'rewrite');
SELECT * FROM traced('REFRESH MATERIALIZED VIEW totals') WHERE what <> 'lock';
SELECT * FROM traced('REINDEX INDEX orders_code') WHERE what <> 'lock';
-- what scans
SELECT * FROM traced('ALTER TABLE orders ALTER n SET NOT NULL');
SELECT * FROM traced('ALTER TABLE orders ADD CONSTRAINT c CHECK (n IS NOT NULL AND n > 0) NOT VALID');
SELECT * FROM traced($$
ALTER TABLE orders ADD CONSTRAINT c CHECK (n IS NOT NULL AND n > 0) NOT VALID;
COMMIT;
ALTER TABLE orders VALIDATE CONSTRAINT c;
ALTER TABLE orders ALTER n SET NOT NULL;
$$);
SELECT * FROM traced('ALTER TABLE orders ADD COLUMN buyer_id int REFERENCES buyers');
-- who is locked
SELECT * FROM traced('CREATE INDEX ON orders (n)');
SELECT * FROM traced($$CREATE TABLE parted_2 (id int NOT NULL, day date NOT NULL);
ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')$$)
WHERE relation IS NULL OR relation = 'tracing.parted';
SELECT * FROM traced('DROP TABLE buyers; CREATE TABLE buyers (id int PRIMARY KEY)');
SELECT * FROM traced('LOCK TABLE orders IN SHARE MODE');
-- our own look at a small table that loses a column is no scan
SELECT * FROM traced('ALTER TABLE orders DROP COLUMN n') WHERE what <> 'lock';
-- rows, by triggers and functions too
CREATE FUNCTION also() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO buyers VALUES (1000 + NEW.id); RETURN NEW; END';
CREATE TRIGGER also AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION also();
SELECT * FROM traced($$
UPDATE orders SET n = n + 1 WHERE id <= 10;
DO 'BEGIN DELETE FROM orders WHERE id > 990; INSERT INTO orders VALUES (2000); END';
SELECT 1 / 0;
SELECT count(*) FROM orders;
ROLLBACK;
DELETE FROM orders WHERE id = 1;
$$) WHERE what = 'statement';
-- scans and changes of the caller's own are not the script's
BEGIN;
SELECT count(*) FROM buyers;
DELETE FROM buyers WHERE id = 100;
SELECT * FROM traced('SELECT 1; SELECT 1 FROM buyers WHERE id = 1 FOR UPDATE') WHERE what <> 'lock';
ROLLBACK;
-- nothing stays
SELECT count(*) FROM orders;
SELECT relname FROM pg_class WHERE relnamespace = 'tracing'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE "C";
SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation IN ('orders'::regclass, 'buyers'::regclass);
-- WAL is what was written
SELECT a.wal_bytes > 5 * b.wal_bytes AS more
FROM hygiene.trace('ALTER TABLE orders ALTER n TYPE bigint') AS a, hygiene.trace('ALTER TABLE orders ALTER code TYPE varchar(30)') AS b;
SELECT hygiene.trace(NULL);

SET hygiene.mode = off;
DROP SCHEMA tracing CASCADE;
