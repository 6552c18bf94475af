-- A whole schema goes, with the sales figures in it
-- verdict: refused drop_schema
DROP SCHEMA reporting CASCADE;
