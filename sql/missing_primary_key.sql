--
-- missing_primary_key.sql
--		Tables without a primary key, and what could be made one.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.journal;
\set VERBOSITY terse
CREATE SCHEMA keyless;
SET search_path = keyless;
CREATE VIEW found AS
	SELECT object, level, message, detail, remedy, evidence FROM hygiene.audit(schema => 'keyless')
	WHERE rule = 'missing_primary_key' ORDER BY object COLLATE "C";

-- at DDL: before commit
CREATE TABLE bare (note text);
CREATE TABLE keyed (id int PRIMARY KEY);
BEGIN;
CREATE TABLE later (id int);
ALTER TABLE later ADD PRIMARY KEY (id);
COMMIT;
BEGIN;
CREATE TABLE gone_again (id int);
DROP TABLE gone_again;
COMMIT;
CREATE TABLE copied AS SELECT 1 AS id;
ALTER TABLE bare ADD COLUMN more text;
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
BEGIN;
SET LOCAL hygiene.allow = 'missing_primary_key keyless.event_log because it is only appended to';
CREATE TABLE event_log (at timestamptz, what text);
COMMIT;
CREATE TEMP TABLE scratch (note text);
CREATE UNLOGGED TABLE staging (note text);
SELECT verdict, object, reason FROM hygiene.journal WHERE rule = 'missing_primary_key' ORDER BY object COLLATE "C";

-- published with its schema; a neighbour in another schema is not
SET client_min_messages = error;
CREATE SCHEMA keyless_told;
CREATE PUBLICATION keyless_schema FOR TABLES IN SCHEMA keyless_told;
SET client_min_messages = warning;
CREATE TABLE keyless_told.among (note text);
CREATE TABLE keyless.beside (note text);
SET hygiene.mode = off;
SET client_min_messages = error;
DROP PUBLICATION keyless_schema;
DROP SCHEMA keyless_told CASCADE;
SET client_min_messages = warning;
DROP TABLE keyless.beside;
RESET hygiene.mode;

-- in audits: what there is to make a key of
SET hygiene.mode = off;
DROP TABLE bare, copied, keyed, later, event_log, staging;
CREATE TABLE a1_id (id int NOT NULL);
CREATE TABLE a2_no_id (note text);
CREATE TABLE a3_unique_index (a int NOT NULL, b int NOT NULL);
CREATE UNIQUE INDEX "A3 index" ON a3_unique_index (a, b);
CREATE TABLE a4_unique_constraint (code text NOT NULL UNIQUE);
CREATE TABLE a5_nullable (code text UNIQUE);
CREATE TABLE a6_partial (code text NOT NULL, gone boolean);
CREATE UNIQUE INDEX ON a6_partial (code) WHERE NOT gone;
CREATE TABLE a7_expression (code text NOT NULL);
CREATE UNIQUE INDEX ON a7_expression (lower(code));
CREATE TABLE a8_deferred (code text NOT NULL UNIQUE DEFERRABLE);
CREATE TABLE a9_downwards (code text NOT NULL);
CREATE UNIQUE INDEX ON a9_downwards (code DESC);
CREATE TABLE b1_two (a int NOT NULL, b int NOT NULL, c int NOT NULL UNIQUE);
CREATE UNIQUE INDEX ON b1_two (a, b);
CREATE TABLE b2_full (note text);
ALTER TABLE b2_full REPLICA IDENTITY FULL;
CREATE TABLE b3_identity (code text NOT NULL);
CREATE UNIQUE INDEX b3_identity_code ON b3_identity (code);
ALTER TABLE b3_identity REPLICA IDENTITY USING INDEX b3_identity_code;
CREATE TABLE "b4 Odd" ("No" int);
-- partitions are told with their parent; heirs by inheritance have no key of their own
CREATE TABLE c1_parts (k int, v text) PARTITION BY RANGE (k);
CREATE TABLE c1_parts_0 PARTITION OF c1_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE c2_parts (k int PRIMARY KEY, v text) PARTITION BY RANGE (k);
CREATE TABLE c2_parts_0 PARTITION OF c2_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE d1_parent (k int PRIMARY KEY);
CREATE TABLE d1_heir () INHERITS (d1_parent);
-- no tables, no keys
CREATE VIEW e1_view AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW e2_matview AS SELECT 1 AS one;
CREATE TYPE e3_type AS (one int);
CREATE SEQUENCE e4_sequence;
SELECT object, level, message, remedy FROM found \gx
SELECT object, detail, evidence FROM found WHERE object ~ 'a2|a3|b2|b3' \gx

-- published: UPDATE and DELETE fail
SET client_min_messages = error;	-- whatever wal_level is
CREATE PUBLICATION keyless_publication FOR TABLE a2_no_id, b2_full, b3_identity;
SET client_min_messages = warning;
SELECT object, level, message, detail, evidence FROM found WHERE evidence->>'published' = 'yes' \gx
SET hygiene.missing_primary_key = audit;
SELECT object, level FROM found WHERE object ~ 'a1_id|a2_no_id|b2_full';
RESET hygiene.missing_primary_key;
DROP PUBLICATION keyless_publication;

-- the remedies are right
SELECT remedy FROM found WHERE remedy IS NOT NULL \gexec
SELECT object, remedy FROM found;
RESET hygiene.mode;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP SCHEMA keyless CASCADE;
