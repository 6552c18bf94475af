-- How migrations are run: names, rewritten ones, IF NOT EXISTS.
SET client_min_messages = warning;
CREATE SCHEMA migrations;
SET search_path = migrations, public;
\set VERBOSITY terse
-- IF NOT EXISTS that hid something else
CREATE TABLE t (id int PRIMARY KEY, note text, amount numeric(10,2));
CREATE INDEX t_note ON t (note);
CREATE VIEW v AS SELECT 1 AS one;
CREATE TABLE IF NOT EXISTS t (id int, missing text);
CREATE TABLE IF NOT EXISTS t (id bigint);
CREATE TABLE IF NOT EXISTS t (id int, amount numeric(12,4));
CREATE TABLE IF NOT EXISTS v (one int);
CREATE INDEX IF NOT EXISTS t_note ON t (amount);
CREATE UNIQUE INDEX IF NOT EXISTS t_note ON t (note);
CREATE INDEX IF NOT EXISTS t ON t (note);
ALTER TABLE t ADD COLUMN IF NOT EXISTS note int;
-- … and the same thing
CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, note text);
CREATE TABLE IF NOT EXISTS t (id serial, note text);
CREATE INDEX IF NOT EXISTS t_note ON t (note);
ALTER TABLE t ADD COLUMN IF NOT EXISTS note text;
CREATE TABLE IF NOT EXISTS brand_new (id int PRIMARY KEY);
CREATE INDEX IF NOT EXISTS brand_new_idx ON brand_new (id);
ALTER TABLE brand_new ADD COLUMN IF NOT EXISTS note text;
-- an index that a failed build left
INSERT INTO t VALUES (1, 'same', 1), (2, 'same', 1);
CREATE UNIQUE INDEX CONCURRENTLY t_failed ON t (note);
CREATE UNIQUE INDEX IF NOT EXISTS t_failed ON t (note);

-- changes by hand
SET hygiene.hand_made_change = error;
CREATE TABLE by_hand (id int PRIMARY KEY);
ALTER TABLE t ADD COLUMN x int;
CREATE TEMP TABLE nobody_cares (id int);
BEGIN;
SET LOCAL hygiene.migration = 'V1__tables';
CREATE TABLE by_migration (id int PRIMARY KEY);
COMMIT;
SET hygiene.migration_roles = 'deployer';
BEGIN;
SET LOCAL hygiene.migration = 'V2__more';
CREATE TABLE by_migration2 (id int PRIMARY KEY);
COMMIT;
RESET hygiene.migration_roles;
SET hygiene.hand_made_change = off;

-- migrations that are not what they were
SET hygiene.rewritten_migration = error;
BEGIN;
SET LOCAL hygiene.migration = 'V3__shop';
CREATE TABLE shop (id int PRIMARY KEY);
COMMIT;
BEGIN;
SET LOCAL hygiene.migration = 'V3__shop';
CREATE TABLE shop2 (id int PRIMARY KEY);
COMMIT;
BEGIN;
SET LOCAL hygiene.migration = 'V3__shop';
SET LOCAL hygiene.allow = 'rewritten_migration "V3__shop" because it never ran in production';
CREATE TABLE shop3 (id int PRIMARY KEY);
COMMIT;
-- a database that is set up once more
SET hygiene.drop_table = off;
DROP TABLE shop;
BEGIN;
SET LOCAL hygiene.migration = 'V3__shop';
CREATE TABLE shop (id int PRIMARY KEY);
COMMIT;
SELECT object, verdict, rule FROM hygiene.journal WHERE rule = 'rewritten_migration' ORDER BY at;
SET hygiene.mode = off;
DROP SCHEMA migrations CASCADE;
