-- A table that a crash would empty, and a partition that leaves
-- verdict: warned set_unlogged detach_partition
ALTER TABLE audit_events SET UNLOGGED;
ALTER TABLE visits DETACH PARTITION visits_2025;
