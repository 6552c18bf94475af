-- A table is renamed under the feet of the running application
-- verdict: refused rename_table
ALTER TABLE events RENAME TO audit_events;
