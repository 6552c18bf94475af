--
-- test/bench/loads/indexes.sql
--		:n partial indexes on one table.
--

CREATE TABLE measured (id bigint PRIMARY KEY, a integer, b text);

\set kind create
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('CREATE INDEX measured_%s ON measured (a) WHERE id > %s', i, i);
	END LOOP;
END
$$;
:end

\set kind alter_table
:begin
ALTER TABLE measured ADD COLUMN c text;
ALTER TABLE measured ALTER COLUMN c SET STATISTICS 10;
ALTER TABLE measured ADD CONSTRAINT c_short CHECK (length(c) < 10);
:end

\set kind drop
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('DROP INDEX measured_%s', i);
	END LOOP;
END
$$;
:end
