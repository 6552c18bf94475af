--
-- test/bench/loads/leaves.sql
--		:n partitions of one parent whose foreign key is served by indexes of
--		the partitions alone.
--

CREATE TABLE device (id bigint PRIMARY KEY);
CREATE TABLE reading (
	id bigint,
	device_id bigint REFERENCES device,
	PRIMARY KEY (id)
) PARTITION BY RANGE (id);

\set kind create
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('CREATE TABLE reading_%s PARTITION OF reading FOR VALUES FROM (%s) TO (%s)', i, i, i + 1);
		EXECUTE format('CREATE INDEX ON reading_%s (device_id)', i);
	END LOOP;
END
$$;
:end

\set kind alter_partition
:begin
DO $$
BEGIN
	FOR i IN 1 .. current_setting('bench.n')::int LOOP
		EXECUTE format('ALTER TABLE reading_%s ADD CONSTRAINT id_positive CHECK (id >= 0)', i);
	END LOOP;
END
$$;
:end
