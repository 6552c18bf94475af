--
-- database.sql
--		Rules about the database as a whole: what runs out, what was switched off.
--
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE SCHEMA "Data Base";
SET search_path = "Data Base", public;
SET hygiene.mode = off;
DELETE FROM hygiene.waiver;
DELETE FROM hygiene.backup;
CREATE VIEW told AS
	SELECT f.rule, f.level, f.object_type, replace(f.object, quote_ident(current_database()), 'DATABASE') AS object
	FROM hygiene.findings AS f WHERE f.category IN ('database', 'usage', 'guard')
		AND NOT (f.rule = 'autovacuum_off' AND f.object_type = 'database')
		AND NOT (f.rule = 'guard_bypassed' AND f.message ~ 'preload') AND f.rule <> 'sql_ascii';

-- what every new database hears: nothing at level warning
SELECT * FROM told ORDER BY rule, object COLLATE "C";

-- sequences: by the column's type, also where only a default draws from it
CREATE TABLE "Old Serial" (id serial PRIMARY KEY, x int);
CREATE TABLE ident (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE SEQUENCE by_default;
CREATE TABLE defaulted (id smallint PRIMARY KEY DEFAULT nextval('by_default'));
CREATE SEQUENCE down INCREMENT -1 MINVALUE -100;
CREATE DOMAIN small AS int;
CREATE TABLE behind_domain (id small PRIMARY KEY);
CREATE SEQUENCE for_domain OWNED BY behind_domain.id;
SELECT setval('"Old Serial_id_seq"', 2000000000), setval('ident_id_seq', 1700000000),
	setval('by_default', 32000), setval('down', -95), setval('for_domain', 2147483647);
-- near sins
CREATE TABLE wide (id bigserial PRIMARY KEY);
CREATE SEQUENCE cyclic MAXVALUE 10 CYCLE;
CREATE SEQUENCE half;
CREATE TABLE half_used (id int PRIMARY KEY DEFAULT nextval('half'));
SELECT setval('wide_id_seq', 5000000000), setval('cyclic', 10), setval('half', 1500000000);
SELECT level, object, message, remedy FROM hygiene.findings WHERE rule = 'sequence_exhaustion' ORDER BY object COLLATE "C" \gx

-- a sequence that may not be read contributes nothing, a locked one is not waited for
CREATE ROLE regress_hygiene_nobody;
GRANT USAGE ON SCHEMA "Data Base" TO regress_hygiene_nobody;
GRANT SELECT ON SEQUENCE down TO regress_hygiene_nobody;
SET ROLE regress_hygiene_nobody;
SELECT object FROM hygiene.findings WHERE rule = 'sequence_exhaustion';
RESET ROLE;

-- autovacuum, statistics
CREATE TABLE never_vacuumed (id int PRIMARY KEY) WITH (autovacuum_enabled = off);
CREATE TABLE loaded AS SELECT generate_series(1, 20000) AS id;
CREATE TABLE known AS SELECT generate_series(1, 20000) AS id;
ANALYZE known;
SELECT pg_stat_force_next_flush();
SELECT rule, level, object, remedy FROM hygiene.findings
WHERE rule IN ('autovacuum_off', 'stale_statistics') AND schema_name = 'Data Base' ORDER BY rule, object;
ANALYZE loaded;
SELECT count(*) FROM hygiene.findings WHERE rule = 'stale_statistics' AND schema_name = 'Data Base';

-- triggers
CREATE TABLE watched (id int PRIMARY KEY, parent int REFERENCES watched);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "Keep It" BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION watch();
CREATE TRIGGER on_replicas BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION watch();
ALTER TABLE watched DISABLE TRIGGER "Keep It";
ALTER TABLE watched ENABLE REPLICA TRIGGER on_replicas;
CREATE TABLE loose (id int PRIMARY KEY, parent int REFERENCES loose);
ALTER TABLE loose DISABLE TRIGGER ALL;
CREATE TABLE parts (id int, part int) PARTITION BY LIST (part);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE TRIGGER t BEFORE INSERT ON parts FOR EACH ROW EXECUTE FUNCTION watch();
ALTER TABLE parts DISABLE TRIGGER t;
ALTER TABLE parts_1 DISABLE TRIGGER t;
SELECT level, object, message, remedy FROM hygiene.findings WHERE rule = 'trigger_disabled' ORDER BY object COLLATE "C" \gx

-- caches and queues, and what only sounds like one
CREATE TABLE page_cache (key text PRIMARY KEY, value text, created_at timestamptz);
CREATE TABLE cached_pages (key text PRIMARY KEY, value text);
CREATE TABLE session_cache (key text PRIMARY KEY, value text, "expiresAt" timestamptz);
CREATE TABLE token_cache (key text PRIMARY KEY, value text, ttl_seconds int);
CREATE TABLE cache_settings (key text PRIMARY KEY, value text);
CREATE TABLE geocaches_found (id bigint PRIMARY KEY, place text);
CREATE TABLE email_queue (id bigint PRIMARY KEY, status text, payload jsonb);
CREATE TABLE jobs (id bigint PRIMARY KEY, state text, run_at timestamptz, attempts int);
CREATE TABLE queue_items (id bigint PRIMARY KEY, processed_at timestamptz);
CREATE TABLE jobs_indexed (id bigint PRIMARY KEY, state text, run_at timestamptz, attempts int);
CREATE TABLE job_queue (id bigint PRIMARY KEY, state text, run_at timestamptz);
CREATE INDEX ON job_queue (run_at);
CREATE TABLE outbox (id bigint PRIMARY KEY, processed_at timestamptz);
CREATE INDEX ON outbox (id) WHERE processed_at IS NULL;
CREATE TABLE tasks (id bigint PRIMARY KEY, status text, due_at timestamptz);
CREATE TABLE queue_settings (id bigint PRIMARY KEY, status text);
CREATE TABLE popped_queue (id bigint PRIMARY KEY, payload jsonb);
SELECT rule, level, object, remedy FROM hygiene.findings
WHERE rule IN ('cache_without_expiry', 'queue_without_index') ORDER BY rule, object;

-- a table that nobody reads, as soon as the statistics are old enough
CREATE TABLE written AS SELECT g AS id, repeat('x', 200) AS text FROM generate_series(1, 9000) AS g;
VACUUM ANALYZE written;
SELECT pg_stat_force_next_flush();
SELECT count(*) FROM hygiene.findings WHERE rule = 'never_read_table';
SET hygiene.unused_index_days = 0;
SELECT level, object FROM hygiene.findings WHERE rule = 'never_read_table' AND table_name = 'written';
SELECT count(*) FROM written;
SELECT pg_stat_force_next_flush();
SELECT level, object FROM hygiene.findings WHERE rule = 'never_read_table' AND table_name = 'written';
-- not as long as nothing tells that it has been there so long: a table that was never
-- vacuumed nor analyzed since the statistics were reset
SET hygiene.mode = off;
CREATE TABLE young AS SELECT g AS id, repeat('x', 200) AS text FROM generate_series(1, 9000) AS g;
VACUUM young;
SELECT pg_stat_force_next_flush();
SELECT pg_stat_reset_single_table_counters('young'::regclass);
INSERT INTO young SELECT g FROM generate_series(1, 100) AS g;
SELECT relpages > 128 AS large FROM pg_class WHERE oid = 'young'::regclass;
SELECT pg_stat_force_next_flush();
SELECT level, object FROM hygiene.findings WHERE rule = 'never_read_table' AND table_name = 'young';
VACUUM young;
SELECT pg_stat_force_next_flush();
SELECT level, object, evidence - 'pages' - 'rows' AS evidence FROM hygiene.findings WHERE rule = 'never_read_table' AND table_name = 'young';
DROP TABLE young;
RESET hygiene.mode;
RESET hygiene.unused_index_days;

-- replication slots
SELECT slot_name FROM pg_create_physical_replication_slot('hygiene_slot', true);
SELECT level, object_type, object, remedy FROM hygiene.findings WHERE rule = 'inactive_slot';
SELECT pg_drop_replication_slot('hygiene_slot');
SELECT count(*) FROM hygiene.findings WHERE rule = 'inactive_slot';

-- waivers that exempt nothing
INSERT INTO hygiene.waiver (rule, object, reason, expires_at) VALUES
	('float_money', '"Data Base".ident.x', 'its column is gone', NULL),
	('drop_table', '"Data Base"."Gone (too)"', 'dropped', NULL),
	('drop_column', 'no_schema.t.c', 'never was', NULL),
	('no_such_rule', '"Data Base".ident', 'rule is gone', NULL),
	('missing_primary_key', '"Data Base".parts', 'over', '2020-01-01'),
	('missing_primary_key', '"Data Base".loaded', 'stands', NULL),
	('drop_column', '"Data Base"."Old Serial".x', 'stands', NULL),
	('drop_constraint', '"Data Base".watched.watched_parent_fkey', 'stands', NULL),
	('drop_trigger', '"Data Base".watched."Keep It"', 'stands', NULL),
	('drop_function', '"Data Base".watch()', 'stands', NULL),
	('drop_domain', '"Data Base".small', 'stands', NULL),
	('drop_index', '"Data Base".job_queue_run_at_idx', 'stands', NULL),
	('sql_ascii', 'this database', 'stands', NULL);
-- ... but one that was just made may wait for its object
SELECT object FROM hygiene.findings WHERE rule = 'stale_waiver' ORDER BY object COLLATE "C";
UPDATE hygiene.waiver SET created_at = now() - interval '335 hours';
SELECT object FROM hygiene.findings WHERE rule = 'stale_waiver' ORDER BY object COLLATE "C";
UPDATE hygiene.waiver SET created_at = now() - interval '337 hours';
UPDATE hygiene.waiver SET created_at = 'infinity' WHERE object = 'no_schema.t.c';
SELECT level, object, message, remedy FROM hygiene.findings WHERE rule = 'stale_waiver' ORDER BY object COLLATE "C" \gx
SELECT hygiene.waive('drop_column', 'no_schema.t.c', 'renewed');
SELECT count(*) FROM hygiene.findings WHERE rule = 'stale_waiver' AND object ~ 'no_schema';
DELETE FROM hygiene.waiver;

-- the guard itself
ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
ALTER EVENT TRIGGER hygiene_ddl_start ENABLE REPLICA;
ALTER ROLE regress_hygiene_nobody SET hygiene.mode = off;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET hygiene.mode = off', current_database()); END $$;
SELECT level, object_type, object FROM told WHERE rule = 'guard_bypassed' ORDER BY 2, 3;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET hygiene.mode', current_database()); END $$;
ALTER ROLE regress_hygiene_nobody RESET hygiene.mode;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE;
ALTER EVENT TRIGGER hygiene_ddl_start ENABLE;
SELECT level, object_type, object FROM told WHERE rule = 'guard_bypassed';

-- backups: only what is recorded counts, and only for a while
-- (in hours: where a summer begins, three days are fewer than that)
SELECT level, object FROM told WHERE rule = 'backup_unconfirmed';
SELECT hygiene.record_backup(NULL);
SELECT hygiene.record_backup(' ');
SELECT hygiene.record_backup('not yet', '2999-01-01');
SELECT hygiene.record_backup('s3://old', now() - interval '72 hours');
SELECT evidence->>'last_backup' AS last_backup, message ~ 'the last recorded backup is 3 days old' AS aged
FROM hygiene.findings WHERE rule = 'backup_unconfirmed';
SET hygiene.backup_max_age = '4 d';
SELECT count(*) FROM hygiene.findings WHERE rule = 'backup_unconfirmed';

-- ... and what loses data may lean on it
SET hygiene.mode = enforce;
SET hygiene.require_backup = on;
INSERT INTO ident OVERRIDING SYSTEM VALUE VALUES (1);
INSERT INTO "Old Serial" (x) VALUES (1);
SET hygiene.allow = 'drop_column "Data Base"."Old Serial".x because unused';
SET hygiene.backup_max_age = '1 d';
ALTER TABLE "Old Serial" DROP COLUMN x;
SELECT hygiene.record_backup('s3://new');
ALTER TABLE "Old Serial" DROP COLUMN x;
RESET hygiene.allow;
RESET hygiene.backup_max_age;
SELECT count(*) FROM hygiene.findings WHERE rule = 'backup_unconfirmed';
SET ROLE regress_hygiene_nobody;
SELECT hygiene.record_backup('mine');
SELECT count(*) FROM hygiene.backup;
RESET ROLE;
RESET hygiene.require_backup;

-- one schema or table alone says nothing of the database
SELECT count(*) FROM hygiene.audit(schema => 'Data Base') WHERE category = 'database';

SET hygiene.mode = off;
DELETE FROM hygiene.backup;
DROP SCHEMA "Data Base" CASCADE;
DROP ROLE regress_hygiene_nobody;
