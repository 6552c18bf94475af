--
-- legacy_contents.sql
--	What databases made by legacy.sql, and their copies, have in common.
--
-- Not what preloads the library, as a dump of one database does not say it, and
-- not the journal, as restores add to it.
--
SELECT 'rows', (SELECT count(*) FROM customers), (SELECT sum(price) FROM orders),
	(SELECT sum(amount) FROM payments), (SELECT sum(total_price) FROM sums);
SELECT 'waiver', w.* FROM hygiene.waiver AS w ORDER BY rule, object;
SELECT 'backup', b.* FROM hygiene.backup AS b ORDER BY taken_at;
SELECT 'finding', rule, CASE object_type WHEN 'database' THEN 'the database' ELSE object END, waived, reason
	FROM hygiene.audit() WHERE rule <> 'guard_bypassed' ORDER BY rule, object;
SELECT 'attribute', attrelid::regclass, attname, atttypid::regtype FROM pg_attribute
	WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
		AND attrelid::regclass::text !~ '^pg_toast' AND attrelid NOT IN (
			SELECT objid FROM pg_depend WHERE deptype = 'e' AND classid = 'pg_class'::regclass)
	ORDER BY attrelid::regclass::text COLLATE "C", attnum;
-- A foreign key to a partitioned table has a row for each partition; 18 names them otherwise.
SELECT 'constraint', conrelid::regclass, conname, convalidated FROM pg_constraint AS c
	WHERE conrelid >= 16384 AND contype <> 'n' AND NOT EXISTS (
			SELECT FROM pg_constraint AS p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)
	ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C";
