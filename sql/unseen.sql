--
-- Relations that were changed while nothing was judged
--
CREATE SCHEMA unseen;
SET search_path = unseen;
SET client_min_messages = error;
SELECT hygiene.accept_unseen('what other topics did') >= 0 AS accepted;
-- what is told of this topic; and whether the status knows as well
CREATE VIEW told AS
	SELECT f.level, f.evidence, f.detail FROM hygiene.findings AS f
	WHERE f.rule = 'guard_bypassed' AND f.object = 'unseen changes';
CREATE VIEW troubles AS SELECT value FROM hygiene.status() WHERE item = 'unseen changes' AND NOT ok;
CREATE TYPE pair AS (a int, b int);
CREATE TABLE plain (id int PRIMARY KEY, a int, b text, c text DEFAULT 'x');
INSERT INTO plain VALUES (1, 1, 'x');
CREATE TABLE typed OF pair;
CREATE TABLE parent (id int, a int) PARTITION BY LIST (id);
CREATE TABLE child PARTITION OF parent FOR VALUES IN (1);
CREATE TABLE old (id int PRIMARY KEY);

-- whatever is judged is no news, however it changes a relation
SET hygiene.mode = warn;
ALTER TABLE plain ADD d int, ALTER a TYPE bigint, DROP COLUMN b, ALTER c SET NOT NULL;
ALTER TABLE plain RENAME TO ordinary;
ALTER TABLE ordinary RENAME TO plain;
ALTER TYPE pair ADD ATTRIBUTE c int CASCADE;
ALTER TYPE pair RENAME ATTRIBUTE c TO d CASCADE;
ALTER TABLE parent ADD b text;
ALTER TABLE parent ALTER b SET NOT NULL;
ALTER TABLE parent ADD PRIMARY KEY (id);
ALTER TABLE parent DETACH PARTITION child;
CREATE SCHEMA unseen_too CREATE TABLE within (id int PRIMARY KEY);
ALTER TABLE plain SET SCHEMA unseen_too;
ALTER TABLE unseen_too.plain SET SCHEMA unseen;
ALTER SCHEMA unseen_too RENAME TO unseen_also;
DROP SCHEMA unseen_also CASCADE;
CREATE TABLE copied AS SELECT 1 AS id;
SELECT 1 AS id INTO chosen;
CREATE MATERIALIZED VIEW seen_matview AS SELECT 1 AS id;
REFRESH MATERIALIZED VIEW seen_matview;
CREATE DOMAIN gone AS int;
ALTER TABLE copied ADD x gone;
DROP DOMAIN gone CASCADE;
BEGIN; CREATE TABLE passing (id int); ALTER TABLE passing ADD a int; DROP TABLE passing; COMMIT;
BEGIN; CREATE TABLE never (id int); ROLLBACK;
BEGIN; SAVEPOINT s; CREATE TABLE never (id int); ALTER TABLE plain ADD e int; ROLLBACK TO s; ALTER TABLE plain ADD f int; COMMIT;
DO $$ BEGIN CREATE TABLE by_do (id int); ALTER TABLE by_do ADD a int; END $$;
DO $$ BEGIN
	ALTER TABLE by_do ADD b int;
	BEGIN ALTER TABLE by_do ADD c int; RAISE 'no'; EXCEPTION WHEN raise_exception THEN NULL; END;
	ALTER TABLE by_do ADD d int;
END $$;
ALTER TABLE by_do ADD COLUMN IF NOT EXISTS a int, ADD e int, ADD f int;
ALTER TABLE by_do ADD s serial, ADD g int DEFAULT 1 CHECK (g > 0), ADD PRIMARY KEY (s);
BEGIN;
ALTER TABLE by_do ADD h int;
ALTER TABLE by_do RENAME h TO i;
CREATE TABLE by_turns (LIKE by_do);
ALTER TABLE by_turns ADD j int, DROP e;
ALTER TABLE by_do DROP i;
ALTER TABLE by_turns RENAME TO in_turn;
ALTER TABLE by_do ALTER f TYPE bigint;
COMMIT;
CREATE TABLE heir () INHERITS (in_turn);
BEGIN; ALTER TABLE in_turn ADD k int; ALTER TABLE in_turn ALTER k SET NOT NULL; ALTER TABLE heir NO INHERIT in_turn; COMMIT;
-- nor is what changes no definition
SET hygiene.mode = off;
TRUNCATE plain;
INSERT INTO plain (id, c) VALUES (1, 'x');
VACUUM (FULL, FREEZE, ANALYZE) plain;
CLUSTER plain USING plain_pkey;
REINDEX TABLE plain;
REFRESH MATERIALIZED VIEW seen_matview;
ALTER TABLE plain SET (fillfactor = 50), ALTER a SET STATISTICS 10;
CREATE TEMP TABLE temporary (id int);
CREATE TABLE unseen.later PARTITION OF parent FOR VALUES IN (2);
VACUUM FREEZE pg_catalog.pg_class, pg_catalog.pg_attribute;
RESET hygiene.mode;
SELECT * FROM told;
SELECT * FROM troubles;

-- with the guard off in each way
SET hygiene.mode = off;
CREATE TABLE made (id int PRIMARY KEY);
SET hygiene.mode = enforce;
SELECT * FROM told;
SET session_replication_role = replica;
ALTER TABLE plain RENAME c TO x;
RESET session_replication_role;
SELECT * FROM told;
BEGIN;
ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
DROP TABLE old;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE;
COMMIT;
SELECT * FROM told;
SELECT * FROM troubles;
-- what is judged later does not make it unhappened
ALTER TABLE plain ADD later int;
ALTER TABLE made ADD later int;
SELECT * FROM told;
-- nor does what is judged in the same transaction, before it or after it
SELECT hygiene.accept_unseen('so far') > 0 AS accepted;
BEGIN; ALTER TABLE made ADD seen int; SET LOCAL hygiene.mode = off; ALTER TABLE made ADD behind int; SET LOCAL hygiene.mode = warn; COMMIT;
SELECT * FROM told;
SELECT hygiene.accept_unseen('again');
BEGIN; SET LOCAL hygiene.mode = off; ALTER TABLE plain ADD before int; SET LOCAL hygiene.mode = warn; ALTER TABLE plain ADD seen int; COMMIT;
SELECT * FROM told;
-- a rehearsal neither knows nor tells
SELECT count(*) AS dropped FROM hygiene.dry_run('DROP TABLE unseen.typed') WHERE rule = 'drop_table';
SELECT * FROM told;

-- tables that nobody looks at
SET hygiene.mode = off;
CREATE TABLE schema_migrations (id int PRIMARY KEY);
RESET hygiene.mode;
SELECT * FROM told;

-- accepted
SELECT hygiene.accept_unseen(NULL);
SELECT hygiene.accept_unseen(E' \n');
SELECT hygiene.accept_unseen('a test');
SELECT verdict, object, reason, rows FROM hygiene.journal WHERE rule = 'guard_bypassed' AND reason = 'a test';
SELECT * FROM told;
SELECT hygiene.accept_unseen('a test, again');
-- in the transaction of a change, and with one more after it
BEGIN;
ALTER TABLE plain ADD accepted int;
SELECT hygiene.accept_unseen('with its change');
ALTER TABLE plain ADD later_still int;
COMMIT;
SELECT * FROM told;

-- rows that cannot stay on their page are found through the indexes
CREATE INDEX seen_by_time ON hygiene.seen (seen_at);
ALTER TABLE plain ADD moved int;
ALTER TABLE plain ADD moved_again int;
BEGIN;
SET LOCAL enable_seqscan = off;
SELECT count(*) AS by_key FROM hygiene.seen AS s
	JOIN hygiene.seen AS watch ON watch.relid = 0 AND s.place = watch.place
	WHERE s.relid = 'plain'::regclass AND s.definition <> 0;
SELECT count(*) AS by_time FROM hygiene.seen WHERE seen_at > '-infinity' AND relid = 'plain'::regclass;
COMMIT;
DROP INDEX hygiene.seen_by_time;
ALTER TABLE plain ADD moved_back int;
SELECT * FROM told;

-- of another cluster: a copy by pg_upgrade.  The next change begins anew
UPDATE hygiene.seen SET place = 0;
SET hygiene.mode = off;
DROP TABLE by_do;
RESET hygiene.mode;
SELECT value, ok FROM hygiene.status() WHERE item = 'unseen changes';
CREATE TABLE anew (id int PRIMARY KEY);
SELECT value, ok FROM hygiene.status() WHERE item = 'unseen changes';
SELECT count(*) AS stale FROM hygiene.seen AS s WHERE relid <> 0 AND place <> 0 AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = s.relid);

-- a table of another shape is left alone
BEGIN;
ALTER TABLE hygiene.seen ADD extra int;
ALTER TABLE plain ADD y int;
SELECT value, ok FROM hygiene.status() WHERE item = 'unseen changes';
ROLLBACK;

-- who may
CREATE ROLE regress_unseen;
GRANT CREATE, USAGE ON SCHEMA unseen TO regress_unseen;
SET ROLE regress_unseen;
SET client_min_messages = warning;
CREATE TABLE theirs (id int PRIMARY KEY);
SELECT count(*) FROM hygiene.seen;
SELECT hygiene.accept_unseen('mine');
SELECT value, ok FROM hygiene.status() WHERE item = 'unseen changes';
RESET ROLE;

-- triggers that do not do their work
BEGIN;
CREATE OR REPLACE FUNCTION hygiene.hygiene_ddl_end() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
SELECT item, value, ok FROM hygiene.status() WHERE item = 'event trigger on ddl_command_end';
SELECT level, message FROM hygiene.findings WHERE rule = 'guard_bypassed' AND object_type = 'event trigger';
ROLLBACK;
BEGIN;
ALTER EXTENSION pg_hygiene DROP EVENT TRIGGER hygiene_ddl_end;
DROP EVENT TRIGGER hygiene_ddl_end;
CREATE EVENT TRIGGER mine ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION hygiene.hygiene_ddl_end();
SELECT item, value, ok FROM hygiene.status() WHERE item = 'event trigger on ddl_command_end';
SELECT level, message FROM hygiene.findings WHERE rule = 'guard_bypassed' AND object_type = 'event trigger';
ROLLBACK;
-- settings that switch off
DO $$ BEGIN EXECUTE format('ALTER ROLE regress_unseen IN DATABASE %I SET session_replication_role = replica', current_database()); END $$;
SELECT level, regexp_replace(message, 'database "[^"]*"', 'DATABASE') FROM hygiene.findings WHERE rule = 'guard_bypassed' AND object_type = 'role';

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP SCHEMA unseen CASCADE;
DROP OWNED BY regress_unseen;
DROP ROLE regress_unseen;
SELECT hygiene.accept_unseen('end of the topic') > 0 AS accepted;
