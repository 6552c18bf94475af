--
-- shuffle.sql
--		Rewrites the catalogs' rows in random order, as years of churn do.
--
SET allow_system_table_mods = on;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET work_mem = '256MB';
UPDATE pg_attribute AS a SET attname = a.attname FROM (SELECT ctid FROM pg_attribute ORDER BY random()) AS r WHERE a.ctid = r.ctid;
UPDATE pg_class AS a SET relname = a.relname FROM (SELECT ctid FROM pg_class ORDER BY random()) AS r WHERE a.ctid = r.ctid;
UPDATE pg_constraint AS a SET conname = a.conname FROM (SELECT ctid FROM pg_constraint ORDER BY random()) AS r WHERE a.ctid = r.ctid;
UPDATE pg_index AS a SET indisclustered = a.indisclustered FROM (SELECT ctid FROM pg_index ORDER BY random()) AS r WHERE a.ctid = r.ctid;
VACUUM FULL pg_attribute;
VACUUM FULL pg_class;
VACUUM FULL pg_constraint;
VACUUM FULL pg_index;
