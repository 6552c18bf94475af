--
-- test/bench/loads/one_transaction.sql
--		pgbench: the same in one transaction, which may fail as a whole.
--
BEGIN;
CREATE TABLE own_:client_id (id bigint PRIMARY KEY, name text);
ALTER TABLE own_:client_id ADD COLUMN note text;
CREATE INDEX ON own_:client_id (name);
DROP TABLE own_:client_id;
COMMIT;
