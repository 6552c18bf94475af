-- Names that running code relies on.  Judged when the transaction ends.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.journal;
\set VERBOSITY terse
CREATE SCHEMA naming;
SET search_path = naming;
CREATE VIEW said AS
  SELECT rule, verdict, object FROM hygiene.journal ORDER BY rule, object, verdict;

CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
CREATE SCHEMA naming_archive;
ALTER TABLE users RENAME TO customers;
ALTER TABLE users SET SCHEMA naming_archive;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER SCHEMA naming_archive RENAME TO naming_attic;

-- a view of the old name stands in: recorded only
BEGIN;
ALTER TABLE users RENAME TO customers;
CREATE VIEW users AS SELECT * FROM customers;
COMMIT;
BEGIN;
ALTER TABLE customers SET SCHEMA naming_archive;
CREATE VIEW customers AS SELECT * FROM naming_archive.customers;
COMMIT;
-- the same for a column, if the view has it
CREATE TABLE people (id int PRIMARY KEY, name text);
BEGIN;
ALTER TABLE people RENAME COLUMN name TO full_name;
ALTER TABLE people RENAME TO persons;
CREATE VIEW people AS SELECT id, full_name AS name FROM persons;
COMMIT;
-- a view of the old name without the old column does not help
BEGIN;
ALTER TABLE persons RENAME COLUMN full_name TO called;
ALTER TABLE persons RENAME TO folk;
CREATE VIEW persons AS SELECT id, called FROM folk;
COMMIT;

-- another table takes the name
BEGIN;
CREATE TABLE newer (id int PRIMARY KEY, name text);
ALTER TABLE persons RENAME TO older;
ALTER TABLE newer RENAME TO persons;
COMMIT;

-- renamed back, or made in this transaction: nothing
BEGIN;
ALTER TABLE persons RENAME TO other;
ALTER TABLE other RENAME TO persons;
COMMIT;
BEGIN;
CREATE TABLE fresh (id int PRIMARY KEY, a int);
ALTER TABLE fresh RENAME COLUMN a TO b;
ALTER TABLE fresh RENAME TO fresher;
COMMIT;
BEGIN;
ALTER TABLE persons ADD COLUMN a int;
ALTER TABLE persons RENAME COLUMN a TO b;
COMMIT;

-- views, materialized views, foreign tables, fields of composites
CREATE VIEW v AS SELECT 1 AS a;
ALTER VIEW v RENAME TO w;
ALTER VIEW v RENAME COLUMN a TO b;
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW mv RENAME TO mw;
CREATE TYPE pair AS (a int, b int);
ALTER TYPE pair RENAME ATTRIBUTE a TO c;

-- no query names an index or a constraint
CREATE INDEX users_name ON persons (name);
ALTER INDEX users_name RENAME TO users_by_name;
ALTER TABLE persons RENAME CONSTRAINT newer_pkey TO persons_pkey;
-- sequences are recorded
CREATE SEQUENCE s;
ALTER SEQUENCE s RENAME TO t;

-- children and partitions: a column is told with its parent
CREATE TABLE m (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
ALTER TABLE m RENAME COLUMN a TO b;
ALTER TABLE m1 RENAME TO m_1;
CREATE TABLE base (id int PRIMARY KEY, a int);
CREATE TABLE derived (PRIMARY KEY (id)) INHERITS (base);
ALTER TABLE base RENAME COLUMN a TO b;

-- the author's word
BEGIN;
SET LOCAL hygiene.allow = 'rename_column naming.base.a because nobody reads it yet';
ALTER TABLE base RENAME COLUMN a TO b;
COMMIT;
SELECT * FROM said;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP SCHEMA naming, naming_archive CASCADE;
RESET hygiene.mode;
