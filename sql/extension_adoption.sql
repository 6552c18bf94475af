--
-- extension_adoption: what is made a member of an extension
--
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA adopted;
SET search_path = adopted;
CREATE EXTENSION citext SCHEMA adopted;
CREATE TABLE "Goods" (id int PRIMARY KEY, a int);
INSERT INTO "Goods" VALUES (1, 1);
CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY LIST (id);
CREATE VIEW shown AS SELECT id FROM "Goods";
CREATE MATERIALIZED VIEW stored AS SELECT id FROM "Goods";
CREATE SEQUENCE numbers;
CREATE FUNCTION made(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE done() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE summed(int) (SFUNC = int4pl, STYPE = int);
CREATE DOMAIN code AS text;
CREATE TYPE pair AS (a int, b int);
CREATE SCHEMA "Taken";

-- each kind is reported at the statement
ALTER EXTENSION citext ADD TABLE "Goods";
\set VERBOSITY terse
ALTER EXTENSION citext ADD TABLE parts;
ALTER EXTENSION citext ADD VIEW shown;
ALTER EXTENSION citext ADD MATERIALIZED VIEW stored;
ALTER EXTENSION citext ADD SEQUENCE numbers;
ALTER EXTENSION citext ADD FUNCTION made(int, text);
ALTER EXTENSION citext ADD PROCEDURE done();
ALTER EXTENSION citext ADD AGGREGATE summed(int);
ALTER EXTENSION citext ADD DOMAIN code;
ALTER EXTENSION citext ADD TYPE pair;
ALTER EXTENSION citext ADD SCHEMA "Taken";
SELECT verdict, command_tag, object FROM hygiene.journal WHERE rule = 'extension_adoption' ORDER BY object COLLATE "C";
-- the remedies take them out, and each may go as before
SELECT count(*) AS members FROM pg_depend WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'citext')
	AND deptype = 'e' AND (classid, objid) IN (SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = 'adopted'::regnamespace);
ALTER EXTENSION citext DROP TABLE "Goods";
ALTER EXTENSION citext DROP TABLE parts;
ALTER EXTENSION citext DROP VIEW shown;
ALTER EXTENSION citext DROP MATERIALIZED VIEW stored;
ALTER EXTENSION citext DROP SEQUENCE numbers;
ALTER EXTENSION citext DROP FUNCTION adopted.made(integer, text);
ALTER EXTENSION citext DROP PROCEDURE done();
ALTER EXTENSION citext DROP AGGREGATE summed(int);
ALTER EXTENSION citext DROP DOMAIN code;
ALTER EXTENSION citext DROP TYPE pair;
ALTER EXTENSION citext DROP SCHEMA "Taken";
DROP TABLE "Goods" CASCADE;

-- within a transaction a member stays what it was
BEGIN;
ALTER EXTENSION citext ADD TABLE "Goods";
ALTER TABLE "Goods" DROP COLUMN a;
ROLLBACK;
BEGIN;
ALTER EXTENSION citext ADD TABLE "Goods";
TRUNCATE "Goods";
ROLLBACK;
-- what depends on it is no obstacle, and the server refuses only to drop the member itself
BEGIN;
ALTER EXTENSION citext ADD TABLE "Goods";
DROP TABLE "Goods" CASCADE;
ROLLBACK;
BEGIN;
ALTER EXTENSION citext ADD TABLE "Goods";
DROP EXTENSION citext CASCADE;
ROLLBACK;

-- said, waived, refused, recorded
BEGIN;
SET LOCAL hygiene.allow = 'extension_adoption adopted."Goods" because the extension is ours';
ALTER EXTENSION citext ADD TABLE "Goods";
ROLLBACK;
BEGIN;
SELECT hygiene.waive('extension_adoption', 'adopted.made(integer, text)', 'ours');
ALTER EXTENSION citext ADD FUNCTION made(int, text);
ROLLBACK;
SET hygiene.extension_adoption = error;
ALTER EXTENSION citext ADD TABLE "Goods";
SET hygiene.extension_adoption = off;
BEGIN;
ALTER EXTENSION citext ADD TABLE "Goods";
ROLLBACK;
RESET hygiene.extension_adoption;

-- not what an extension's own script makes, nor what is temporary or a migration tool's
CREATE EXTENSION pgcrypto;
ALTER EXTENSION pgcrypto DROP FUNCTION digest(text, text);
SET client_min_messages = error;
CREATE TABLE schema_migrations (version text PRIMARY KEY);
RESET client_min_messages;
ALTER EXTENSION citext ADD TABLE schema_migrations;
-- nor what pg_hygiene gets back
ALTER EXTENSION pg_hygiene DROP TABLE hygiene.waiver;
ALTER EXTENSION pg_hygiene ADD TABLE hygiene.waiver;
ALTER EXTENSION pg_hygiene DROP FUNCTION hygiene.status();
ALTER EXTENSION pg_hygiene ADD FUNCTION hygiene.status();
BEGIN;
ALTER EXTENSION pg_hygiene ADD TABLE "Goods";
ROLLBACK;

-- once committed it is no longer judged, but for DROP EXTENSION
ALTER EXTENSION citext ADD TABLE "Goods";
DROP EXTENSION citext CASCADE;
ALTER TABLE "Goods" DROP COLUMN a;

SET hygiene.mode = off;
SET client_min_messages = error;
DROP EXTENSION citext, pgcrypto CASCADE;
DROP SCHEMA adopted, "Taken" CASCADE;
DELETE FROM hygiene.journal WHERE rule = 'extension_adoption';
