--
-- test/bench/loads/own_tables.sql
--		pgbench: each session makes, changes and drops a table of its own.
--
BEGIN;
CREATE TABLE own_:client_id (id bigint PRIMARY KEY, name text);
ALTER TABLE own_:client_id ADD COLUMN note text;
CREATE INDEX ON own_:client_id (name);
COMMIT;
DROP TABLE own_:client_id;
