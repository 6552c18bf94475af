-- The same, meant: a function call says so
-- verdict: applied
SELECT hygiene.allow('drop_schema', 'reporting', reason => 'sales figures moved to the warehouse');
DROP SCHEMA reporting CASCADE;
