--
-- queries.sql
--		Five checks as one would write them by hand.
--
SELECT count(*) FROM (
	-- foreign keys without an index
	SELECT c.oid FROM pg_constraint AS c
	WHERE c.contype = 'f' AND NOT EXISTS (
		SELECT FROM pg_index AS i WHERE i.indrelid = c.conrelid
			AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)) AS q;
SELECT count(*) FROM (
	-- tables without a primary key
	SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT EXISTS (
		SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p')) AS q;
SELECT count(*) FROM (
	-- money in floats
	SELECT a.attrelid, a.attnum FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.attnum > 0 AND NOT a.attisdropped
		AND a.atttypid IN ('float4'::regtype, 'float8'::regtype) AND a.attname ~* '(price|cost|amount|total|fee|salary|balance|payment)') AS q;
SELECT count(*) FROM (
	-- dates in texts
	SELECT a.attrelid, a.attnum FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.attnum > 0 AND NOT a.attisdropped
		AND a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND a.attname ~* '(_at|_on|_date|date|birth|expires|deadline)$') AS q;
SELECT count(*) FROM (
	-- indexes that are there twice
	SELECT i.indrelid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
	GROUP BY i.indrelid, i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text, c.relam,
		coalesce(i.indexprs::text, ''), coalesce(i.indpred::text, '')
	HAVING count(*) > 1) AS q;
