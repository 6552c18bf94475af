-- What changes of large relations do to those who use them, against the
-- server's own account: pg_locks and the files behind the tables.
SET client_min_messages = warning;
CREATE SCHEMA traffic;
SET search_path = traffic, public;
\set VERBOSITY terse
SET hygiene.mode = off;
CREATE TABLE parents (id int PRIMARY KEY);
INSERT INTO parents SELECT generate_series(1, 100);
CREATE TABLE big (id int PRIMARY KEY, n int, t varchar(20), ref int, k int);
INSERT INTO big SELECT g, g, g::text, 1 + g % 100, g FROM generate_series(1, 5000) g;
CREATE TABLE small (id int PRIMARY KEY, n int);
INSERT INTO small VALUES (1, 1);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
-- The oracle: did the command give the table another file, and which lock of
-- ours is the strongest?
CREATE FUNCTION oracle(command text, OUT rewritten boolean, OUT lock text) AS $$
DECLARE
	file oid := relfilenode FROM pg_class WHERE oid = 'big'::regclass;
BEGIN
	EXECUTE command;
	SELECT relfilenode <> file INTO rewritten FROM pg_class WHERE oid = 'big'::regclass;
	SELECT mode INTO lock FROM pg_locks
	WHERE pid = pg_backend_pid() AND relation = 'big'::regclass
	ORDER BY array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock',
		'ShareLock', 'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock',
		'AccessShareLock'], mode)
	LIMIT 1;
END $$ LANGUAGE plpgsql;
RESET hygiene.mode;
SET hygiene.large_table = '64kB';
SET hygiene.missing_lock_timeout = off;
SET hygiene.lossy_type_change = off;
SET hygiene.unindexed_foreign_key = off;
SET hygiene.detach_partition = off;

\set verdict 'SELECT * FROM oracle'

-- defaults: stable is written once, volatile is written into every row
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c timestamptz DEFAULT now()'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c int DEFAULT 7'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c timestamptz DEFAULT clock_timestamp()'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c uuid DEFAULT gen_random_uuid()'); ROLLBACK;
-- identity and serial rewrite alike, and so does a constrained domain up to 17
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c int GENERATED ALWAYS AS IDENTITY'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c serial'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN c int GENERATED ALWAYS AS (n + 1) STORED'); ROLLBACK;
-- types
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN t TYPE varchar(50)'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN t TYPE text'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN n TYPE bigint'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN n TYPE text'); ROLLBACK;
-- a constrained domain: what the server does differs by version, what we say with it
SET client_min_messages = error;
BEGIN;
SELECT rewritten = EXISTS (SELECT FROM hygiene.journal
	WHERE rule = 'table_rewrite' AND xid = pg_current_xact_id()) AS told_as_it_is
FROM oracle('ALTER TABLE big ADD COLUMN c positive DEFAULT 1');
ROLLBACK;
SET client_min_messages = warning;
-- another collation leaves the table alone and builds the column's index anew
CREATE INDEX CONCURRENTLY big_t ON big (t);
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN t TYPE varchar(20) COLLATE "C"'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN t TYPE varchar(80)'); ROLLBACK;
SET hygiene.drop_index = off;
DROP INDEX big_t;
SET hygiene.set_unlogged = off;
BEGIN; :verdict ('ALTER TABLE big SET UNLOGGED'); ROLLBACK;

-- refused before the first row is copied
SET hygiene.table_rewrite = error;
ALTER TABLE big ALTER COLUMN n TYPE bigint;
RESET hygiene.table_rewrite;

-- indexes and keys
BEGIN; :verdict ('CREATE INDEX big_n ON big (n)'); ROLLBACK;
CREATE INDEX CONCURRENTLY big_k ON big (k);
BEGIN; :verdict ('ALTER TABLE big ADD CONSTRAINT big_nu UNIQUE (n)'); ROLLBACK;
CREATE UNIQUE INDEX CONCURRENTLY big_nu ON big (n);
BEGIN; :verdict ('ALTER TABLE big ADD CONSTRAINT big_nu UNIQUE USING INDEX big_nu'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD CONSTRAINT big_ex EXCLUDE USING btree (k WITH =)'); ROLLBACK;
SET hygiene.drop_index = off;
SET hygiene.drop_constraint = off;
BEGIN;
ALTER TABLE big DROP CONSTRAINT big_pkey;
ALTER TABLE big ALTER COLUMN id DROP NOT NULL;
COMMIT;
BEGIN; :verdict ('ALTER TABLE big ADD PRIMARY KEY (id)'); ROLLBACK;
ALTER TABLE big ADD PRIMARY KEY (id);

-- constraints: silent where nothing is read
BEGIN; :verdict ('ALTER TABLE big ADD CONSTRAINT c CHECK (n > 0)'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD CONSTRAINT c CHECK (n > 0) NOT VALID'); ROLLBACK;
ALTER TABLE big ADD CONSTRAINT c CHECK (n > 0) NOT VALID;
BEGIN; :verdict ('ALTER TABLE big VALIDATE CONSTRAINT c'); ROLLBACK;
-- … validated while an earlier statement's lock stops everybody
BEGIN;
ALTER TABLE big ADD CONSTRAINT d CHECK (n < 100000) NOT VALID;
ALTER TABLE big VALIDATE CONSTRAINT d;
ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD FOREIGN KEY (ref) REFERENCES parents'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD FOREIGN KEY (ref) REFERENCES parents NOT VALID'); ROLLBACK;
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN p int REFERENCES parents'); ROLLBACK;
-- … with a default every new value is checked at once
BEGIN; :verdict ('ALTER TABLE big ADD COLUMN p int DEFAULT 1 REFERENCES parents'); ROLLBACK;
-- … a key whose column is new but filled by an earlier statement
BEGIN;
ALTER TABLE big ADD COLUMN p int;
SET LOCAL hygiene.wide_lock_window = off;
ALTER TABLE big ADD FOREIGN KEY (p) REFERENCES parents;
ROLLBACK;
-- … whose table goes: the parent is locked for its triggers
CREATE TABLE refers (id int PRIMARY KEY, ref int REFERENCES big (id));
CREATE TABLE refers_small (id int PRIMARY KEY, ref int REFERENCES parents);
BEGIN;
ALTER TABLE big ADD COLUMN p int;
DROP TABLE refers_small;
DROP TABLE refers;
ROLLBACK;
DROP TABLE refers, refers_small;
-- NOT NULL: a valid CHECK proves it, also one that says more; NOT VALID does not
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN n SET NOT NULL'); ROLLBACK;
ALTER TABLE big ADD CONSTRAINT nn CHECK (n IS NOT NULL AND k > -1) NOT VALID;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN n SET NOT NULL'); ROLLBACK;
ALTER TABLE big VALIDATE CONSTRAINT nn;
BEGIN; :verdict ('ALTER TABLE big ALTER COLUMN n SET NOT NULL'); ROLLBACK;

-- partitions: the parent is not locked against reads, the child is read unless proved
SET hygiene.missing_primary_key = off;
CREATE TABLE whole (id int NOT NULL, n int, t varchar(20), ref int, k int) PARTITION BY RANGE (id);
BEGIN;
:verdict ('ALTER TABLE whole ATTACH PARTITION big FOR VALUES FROM (0) TO (10000)');
SELECT DISTINCT mode FROM pg_locks
WHERE pid = pg_backend_pid() AND relation = 'whole'::regclass AND mode LIKE '%Exclusive%';
ROLLBACK;
ALTER TABLE big ADD CONSTRAINT bounds CHECK (id >= 0 AND id < 10000) NOT VALID;
ALTER TABLE big VALIDATE CONSTRAINT bounds;
BEGIN; :verdict ('ALTER TABLE whole ATTACH PARTITION big FOR VALUES FROM (0) TO (10000)'); ROLLBACK;

-- small and new tables: nothing
ALTER TABLE small ALTER COLUMN n TYPE bigint;
CREATE INDEX ON small (n);
BEGIN;
CREATE TABLE fresh AS SELECT * FROM big;
ALTER TABLE fresh ADD PRIMARY KEY (id);
ALTER TABLE fresh ALTER COLUMN n TYPE bigint;
CREATE INDEX ON fresh (k);
ROLLBACK;

-- a required column
BEGIN;
ALTER TABLE big ADD COLUMN req int NOT NULL DEFAULT 0;
COMMIT;
BEGIN;
ALTER TABLE big ADD COLUMN req2 int NOT NULL DEFAULT 0;
SET LOCAL hygiene.wide_lock_window = off;
ALTER TABLE big ALTER COLUMN req2 DROP DEFAULT;
COMMIT;

-- a lock over several statements, and two large tables in one transaction
CREATE TABLE big2 (LIKE big);
INSERT INTO big2 SELECT * FROM big;
BEGIN;
ALTER TABLE big ADD COLUMN w1 int;
ALTER TABLE big2 ADD COLUMN w1 int;
ALTER TABLE big2 ADD COLUMN w2 int;
ROLLBACK;

-- the wait for a lock: the timeout that is in force counts, however it was set
RESET hygiene.missing_lock_timeout;
ALTER TABLE big ADD COLUMN x1 int;
SET lock_timeout = '1min';
ALTER TABLE big ADD COLUMN x2 int;
BEGIN;
SELECT set_config('lock_timeout', '2s', true) AS lock_timeout;
ALTER TABLE big ADD COLUMN x3 int;
COMMIT;
RESET lock_timeout;
CREATE INDEX CONCURRENTLY ON big (x1);

-- the whole message
\set VERBOSITY default
BEGIN;
CREATE INDEX big_n ON big (n);
ROLLBACK;
SET hygiene.missing_lock_timeout = off;
BEGIN;
ALTER TABLE big ALTER COLUMN k SET NOT NULL;
ROLLBACK;
/* hygiene: allow blocking_index_build big because a quiet hour */ CREATE INDEX big_n ON big (n);
SELECT rule, verdict, object, reason FROM hygiene.journal WHERE rule = 'blocking_index_build' AND verdict = 'allowed';
SET hygiene.mode = off;
DROP SCHEMA traffic CASCADE;
