--
-- test/bench/loads/one_parent.sql
--		pgbench: each session makes, detaches and drops a partition of the same
--		parent.
--
CREATE TABLE part_:client_id PARTITION OF shared FOR VALUES IN (:client_id);
ALTER TABLE shared DETACH PARTITION part_:client_id;
DROP TABLE part_:client_id;
