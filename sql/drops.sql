-- What takes stored data away, however it is said.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.journal;
\set VERBOSITY terse
CREATE SCHEMA dropping;
SET search_path = dropping;
CREATE VIEW said AS
  SELECT rule, verdict, object, reason, rows FROM hygiene.journal ORDER BY rule, object, verdict;

-- a table with rows, by name, by CASCADE, by DO
CREATE TABLE users (id int PRIMARY KEY, name text, legacy text);
INSERT INTO users SELECT g, 'n', 'l' FROM generate_series(1, 20) g;
DROP TABLE users;
DROP TABLE users CASCADE;
DO $$ BEGIN EXECUTE 'DROP TABLE dropping.users'; END $$;

-- one that holds none, also one that held some once: told, not refused
CREATE TABLE empty_one (id int PRIMARY KEY);
DROP TABLE empty_one;
CREATE TABLE emptied (id int PRIMARY KEY);
INSERT INTO emptied VALUES (1);
DELETE FROM emptied;
DROP TABLE emptied;
SET hygiene.empty_tables = enforce;
CREATE TABLE empty_one (id int PRIMARY KEY);
DROP TABLE empty_one;
SET hygiene.empty_tables = ignore;
DROP TABLE empty_one;
RESET hygiene.empty_tables;

-- made in this transaction, temporary, or not there at all: nothing
BEGIN;
CREATE TABLE fresh (id int PRIMARY KEY);
INSERT INTO fresh VALUES (1);
DROP TABLE fresh;
COMMIT;
CREATE TEMP TABLE scratch AS SELECT 1 AS x;
DROP TABLE scratch;
DROP TABLE IF EXISTS nowhere;

-- columns
ALTER TABLE users DROP COLUMN legacy;
ALTER TABLE users DROP COLUMN legacy, DROP COLUMN name;
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE users DROP COLUMN twice;
BEGIN;
ALTER TABLE users ADD COLUMN passing text;
ALTER TABLE users DROP COLUMN passing;
COMMIT;

-- a column lost to its type, and one lost to an attribute of its type
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE feelings (id int PRIMARY KEY, felt mood);
INSERT INTO feelings VALUES (1, 'happy');
DROP TYPE mood CASCADE;
CREATE TYPE address AS (street text, town text);
CREATE TABLE homes (id int PRIMARY KEY, home address);
ALTER TYPE address DROP ATTRIBUTE town;
INSERT INTO homes VALUES (1, ROW('a'));
ALTER TYPE address DROP ATTRIBUTE street;
DELETE FROM homes;
CREATE TYPE household AS (addresses address[]);
CREATE TABLE families (id int PRIMARY KEY, household household);
INSERT INTO families VALUES (1, NULL);
ALTER TYPE address DROP ATTRIBUTE street;

-- types that nothing stored uses
CREATE TYPE unused AS ENUM ('a');
CREATE DOMAIN unused_domain AS int;
DROP TYPE unused;
DROP DOMAIN unused_domain;

-- partitions go with their parent, and stand alone otherwise
CREATE TABLE m (id int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
INSERT INTO m VALUES (1), (2), (11);
DROP TABLE m2;
DROP TABLE m;
ALTER TABLE m ADD COLUMN note text;
ALTER TABLE m DROP COLUMN note;
DELETE FROM m;
ALTER TABLE m DROP COLUMN note;

-- an inherited column is told with its parent
CREATE TABLE base (id int PRIMARY KEY, extra text);
CREATE TABLE derived (PRIMARY KEY (id)) INHERITS (base);
INSERT INTO derived VALUES (1, 'x');
ALTER TABLE base DROP COLUMN extra;

-- sequences: alone, and with their table
CREATE SEQUENCE numbers;
DROP SEQUENCE numbers;
CREATE TABLE counted (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY);
DROP TABLE counted;

-- materialized views; a view is an interface, not data
CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS n FROM users;
DROP MATERIALIZED VIEW sums;
CREATE MATERIALIZED VIEW unfilled AS SELECT count(*) AS n FROM users WITH NO DATA;
DROP MATERIALIZED VIEW unfilled;

-- schemas
CREATE SCHEMA dropping_app;
CREATE TABLE dropping_app.a (id int PRIMARY KEY);
CREATE TABLE dropping_app.b (id int PRIMARY KEY);
DROP SCHEMA dropping_app CASCADE;
CREATE SCHEMA dropping_app;
CREATE TABLE dropping_app.a (id int PRIMARY KEY);
CREATE TABLE dropping_app.b (id int PRIMARY KEY);
INSERT INTO dropping_app.a VALUES (1), (2);
DROP SCHEMA dropping_app CASCADE;

-- all that a role owns: nothing stored, then something
CREATE ROLE regress_hygiene_owner;
GRANT USAGE ON SCHEMA dropping_app TO regress_hygiene_owner;
DROP OWNED BY regress_hygiene_owner;
ALTER TABLE dropping_app.a OWNER TO regress_hygiene_owner;
DROP OWNED BY regress_hygiene_owner;
ALTER TABLE dropping_app.a OWNER TO CURRENT_USER;
DROP ROLE regress_hygiene_owner;

-- foreign tables hold their rows elsewhere
CREATE FOREIGN DATA WRAPPER dropping_wrapper;
CREATE SERVER dropping_server FOREIGN DATA WRAPPER dropping_wrapper;
CREATE FOREIGN TABLE remote (a int, b int) SERVER dropping_server;
ALTER FOREIGN TABLE remote DROP COLUMN a;
DROP FOREIGN TABLE remote;
DROP SERVER dropping_server;
DROP FOREIGN DATA WRAPPER dropping_wrapper;

-- a database, which no event trigger sees; by its own word it may go
CREATE DATABASE regress_hygiene_drop TEMPLATE template0;
\c -
SET client_min_messages = warning;
SET search_path = dropping;
LOAD 'pg_hygiene';
\set VERBOSITY default
DROP DATABASE regress_hygiene_drop;
\set VERBOSITY terse
SET hygiene.allow = 'drop_database regress_hygiene_drop because it was only made to be dropped';
DROP DATABASE regress_hygiene_drop;
RESET hygiene.allow;
-- one that this session made is its own, under whatever name; a failed CREATE changes nothing
CREATE DATABASE regress_hygiene_shadow TEMPLATE template0;
CREATE DATABASE regress_hygiene_shadow TEMPLATE template0;
ALTER DATABASE regress_hygiene_shadow RENAME TO regress_hygiene_scratch;
DROP DATABASE regress_hygiene_scratch;

-- TRUNCATE, with all that CASCADE reaches
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE INDEX ON orders (user_id);
INSERT INTO orders VALUES (1, 1);
TRUNCATE users CASCADE;
TRUNCATE m;
CREATE TABLE nothing_in_it (id int PRIMARY KEY);
TRUNCATE nothing_in_it;
BEGIN;
CREATE TABLE filled_here AS SELECT 1 AS id;
ALTER TABLE filled_here ADD PRIMARY KEY (id);
TRUNCATE filled_here;
ROLLBACK;

-- the author's word
BEGIN;
SET LOCAL hygiene.allow = 'drop_column dropping.users.legacy because moved to contacts';
ALTER TABLE users DROP COLUMN legacy;
COMMIT;
/* hygiene: allow drop_table dropping.orders because archived */ DROP TABLE orders;
SET hygiene.require_backup = on;
BEGIN;
SET LOCAL hygiene.allow = 'drop_table dropping.users because archived';
DROP TABLE users CASCADE;
ROLLBACK;
BEGIN;
SET LOCAL hygiene.allow = 'drop_table dropping.users, drop_materialized_view dropping.sums because archived, backup s3://b/1';
DROP TABLE users CASCADE;
COMMIT;
RESET hygiene.require_backup;
-- all the author sees
\set VERBOSITY default
ALTER TABLE feelings DROP COLUMN felt;
DROP SCHEMA dropping_app CASCADE;
\set VERBOSITY terse
SELECT * FROM said;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP SCHEMA dropping, dropping_app CASCADE;
RESET hygiene.mode;
