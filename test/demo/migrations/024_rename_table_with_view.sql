-- The same, with a view that answers to the old name
-- verdict: applied
ALTER TABLE events RENAME TO audit_events;
CREATE VIEW events AS SELECT * FROM audit_events;
