--
-- test/bench/loads/transaction.sql
--		A transaction of :n tables, a message each.
--

\set kind create
:begin
BEGIN;
SELECT format('CREATE TABLE transaction_%s (id bigint PRIMARY KEY, name text, price numeric(19,4))', i)
FROM generate_series(1, :n) i \gexec
COMMIT;
:end

\set kind alter
:begin
BEGIN;
SELECT format('ALTER TABLE transaction_%s ADD COLUMN note text', i)
FROM generate_series(1, :n) i \gexec
COMMIT;
:end

\set kind drop
:begin
BEGIN;
SELECT format('DROP TABLE transaction_%s', i)
FROM generate_series(1, :n) i \gexec
COMMIT;
:end
