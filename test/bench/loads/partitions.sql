--
-- test/bench/loads/partitions.sql
--		:n partitions of one parent come, are changed, and go.
--
-- The foreign key is served by the parent's index.
--

CREATE TABLE device (id bigint PRIMARY KEY);
CREATE TABLE reading (
	device_id bigint REFERENCES device,
	slot integer,
	value numeric,
	PRIMARY KEY (device_id, slot)
) PARTITION BY RANGE (slot);

\set kind create
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('CREATE TABLE reading_%s PARTITION OF reading FOR VALUES FROM (%s) TO (%s)', i, i, i + 1);
	END LOOP;
END
$$;
:end

\set kind alter_partition
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('ALTER TABLE reading_%s ADD CONSTRAINT value_positive CHECK (value >= 0)', i);
	END LOOP;
END
$$;
:end

\set kind index_partition
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('CREATE INDEX ON reading_%s (slot, value)', i);
	END LOOP;
END
$$;
:end

\set kind alter_parent
:begin
ALTER TABLE reading ADD COLUMN note text;
:end

\set kind index_parent
:begin
CREATE INDEX ON reading (value);
:end

-- as autovacuum would: the size of an analyzed partition is in pg_class
ANALYZE reading;

-- a tenth of them: the server itself looks at all partitions each time
\set kind detach
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int / 10 LOOP
		EXECUTE format('ALTER TABLE reading DETACH PARTITION reading_%s', i);
	END LOOP;
END
$$;
:end

\set kind attach
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int / 10 LOOP
		EXECUTE format('ALTER TABLE reading ATTACH PARTITION reading_%s FOR VALUES FROM (%s) TO (%s)', i, i, i + 1);
	END LOOP;
END
$$;
:end

\set kind drop_partition
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int / 10 LOOP
		EXECUTE format('DROP TABLE reading_%s', i);
	END LOOP;
END
$$;
:end

\set kind drop_parent
:begin
DROP TABLE reading;
:end
