--
-- audit.sql
--		hygiene.audit(): its columns, its filters, who may ask, and status().
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.waiver;
\set VERBOSITY terse
SET hygiene.mode = off;
CREATE SCHEMA audited;
CREATE SCHEMA "Audited Too";
SET search_path = audited;
-- defects that are no matter of this topic
SET hygiene.short_primary_key = off;
SET hygiene.all_columns_nullable = off;
SET hygiene.quoted_name = off;
CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int PRIMARY KEY, customer int REFERENCES customer, total_price float8, paid_price real);
CREATE TABLE "Audited Too"."Odd Table" ("The Price" float8);
-- none of these is looked at
CREATE TEMP TABLE passing (price float8);
CREATE TABLE schema_migrations (version text);
CREATE VIEW priced AS SELECT total_price FROM invoice;
-- found in what is stored, with or without rows
CREATE MATERIALIZED VIEW kept_price AS SELECT total_price FROM invoice;
CREATE TABLE sale (id int, price float8, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE sale_2026 PARTITION OF sale FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
RESET hygiene.mode;

-- columns, one schema
SELECT rule, level, category, object_type, schema_name, table_name, column_name, object
FROM hygiene.audit(schema => 'audited') ORDER BY object COLLATE "C", rule;
SELECT object, fingerprint, waived, reason, classid::regclass,
	   CASE classid WHEN 'pg_class'::regclass THEN objid::regclass::text
			ELSE (SELECT conname::text FROM pg_constraint WHERE oid = objid) END AS objid, objsubid
FROM hygiene.audit(schema => 'audited') ORDER BY object COLLATE "C", rule;
SELECT count(*) AS without_sentence FROM hygiene.audit(schema => 'audited')
WHERE message NOT LIKE '% [' || rule || ']' OR jsonb_typeof(evidence) <> 'object' OR fingerprint !~ '^[0-9a-f]{16}$'
	OR detail !~ '\.$';

-- one relation; one in a schema; quoted names
SELECT rule, object FROM hygiene.audit('invoice') ORDER BY object COLLATE "C";
SELECT count(*) FROM hygiene.audit('invoice', 'audited');
SELECT count(*) FROM hygiene.audit('invoice', 'Audited Too');
SELECT rule, object, column_name FROM hygiene.audit('"Audited Too"."Odd Table"') ORDER BY rule;
SELECT count(*) FROM hygiene.audit('priced');
SELECT count(*) FROM hygiene.audit('invoice_pkey');
SELECT count(*) FROM hygiene.audit('pg_class');
SELECT count(*) FROM hygiene.audit('hygiene.journal');
SELECT count(*) FROM hygiene.audit('schema_migrations');
SELECT count(*) FROM hygiene.audit('passing');
SELECT count(*) FROM hygiene.audit(schema => 'pg_catalog');
SELECT count(*) FROM hygiene.audit(schema => 'hygiene');
-- all of it holds what the parts hold
SELECT rule, object FROM hygiene.audit() WHERE schema_name IN ('audited', 'Audited Too')
EXCEPT (SELECT rule, object FROM hygiene.audit(schema => 'audited')
		UNION ALL SELECT rule, object FROM hygiene.audit(schema => 'Audited Too'));
SELECT count(*) AS foreign_to_users FROM hygiene.audit()
WHERE schema_name IN ('hygiene', 'pg_catalog', 'information_schema', 'pg_toast') OR schema_name ~ '^pg_temp';
SELECT a.schema_name, count(*) FROM hygiene.audit() a WHERE a.schema_name ~* '^audited' GROUP BY 1 ORDER BY schema_name::text COLLATE "C";

-- what is not there
SELECT count(*) FROM hygiene.audit('no_such_table');
SELECT count(*) FROM hygiene.audit(4294967294::oid::regclass);
SELECT count(*) FROM hygiene.audit(schema => 'no_such_schema');
SELECT count(*) = (SELECT count(*) FROM hygiene.audit()) AS nulls_restrict_nothing FROM hygiene.audit(NULL, NULL);

-- levels: what is off is not judged, what is lower is told lower
SET hygiene.float_money = off;
SET hygiene.unindexed_foreign_key = error;
SELECT rule, level, object FROM hygiene.audit(schema => 'audited') ORDER BY object COLLATE "C";
RESET hygiene.float_money;
RESET hygiene.unindexed_foreign_key;
-- the mode governs DDL, not audits
SET hygiene.mode = off;
SELECT count(*) FROM hygiene.audit('invoice');
RESET hygiene.mode;

-- what this transaction did is seen, what it took back is not
BEGIN;
SET LOCAL hygiene.mode = off;
ALTER TABLE invoice DROP COLUMN paid_price;
CREATE INDEX ON invoice (customer);
SELECT rule, object FROM hygiene.audit('invoice') ORDER BY object COLLATE "C";
SELECT rule, object FROM hygiene.audit(schema => 'audited') WHERE table_name = 'invoice' ORDER BY object COLLATE "C";
ROLLBACK;
SELECT count(*) FROM hygiene.audit('invoice');

-- waived, and by whom nothing else is needed
SELECT hygiene.waive('float_money', 'audited.invoice.paid_price', 'legacy');
SELECT object, waived, reason FROM hygiene.audit('invoice') WHERE rule = 'float_money' ORDER BY object COLLATE "C";
SELECT hygiene.unwaive('float_money', 'audited.invoice.paid_price');

-- anybody may ask, in a read-only transaction as well, and needs no right on the table
CREATE ROLE regress_hygiene_nobody;
SET SESSION AUTHORIZATION regress_hygiene_nobody;
BEGIN READ ONLY;
SELECT count(*) FROM hygiene.audit(schema => 'audited');
SELECT count(*) > 5 AS some FROM hygiene.status();
COMMIT;
RESET SESSION AUTHORIZATION;
-- no lock on the tables is waited for or kept
BEGIN;
SELECT count(*) FROM hygiene.audit(schema => 'audited');
SELECT count(*) AS locks_on_user_tables FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND c.relnamespace = 'audited'::regnamespace;
COMMIT;
-- in a cursor, in a join, twice in one statement
SELECT count(*) FROM hygiene.audit('invoice') a JOIN hygiene.audit('invoice') b USING (fingerprint);

-- the guard itself: right by default, and each way around it is told
CREATE VIEW troubles AS SELECT item, value, advice FROM hygiene.status()
	WHERE NOT ok AND item NOT IN ('library', 'TRUNCATE, DROP DATABASE');
SELECT * FROM troubles;
SELECT item FROM hygiene.status() WHERE ok IS NULL OR (NOT ok) <> (advice IS NOT NULL);
SET hygiene.mode = warn;
SELECT * FROM troubles;
SET hygiene.mode = off;
SELECT * FROM troubles;
RESET hygiene.mode;
SET session_replication_role = replica;
SELECT * FROM troubles;
RESET session_replication_role;
SET hygiene.journal = off;
SELECT * FROM troubles;
RESET hygiene.journal;
SET hygiene.drop_table = audit;
SELECT item, value, ok FROM hygiene.status() WHERE item ~ '^rules below';
RESET hygiene.drop_table;
BEGIN;
ALTER EVENT TRIGGER hygiene_ddl_end DISABLE;
SELECT * FROM troubles;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE REPLICA;
SELECT * FROM troubles;
ALTER EVENT TRIGGER hygiene_ddl_end ENABLE ALWAYS;
SELECT * FROM troubles;
ROLLBACK;
SELECT item, value FROM hygiene.status() WHERE item ~ '^event trigger' ORDER BY item;
-- what it says about preloading keeps what is preloaded already
SELECT count(*) AS told FROM hygiene.status() WHERE item IN ('library', 'TRUNCATE, DROP DATABASE');
SELECT current_database() AS this_database \gset
BEGIN;
ALTER DATABASE :"this_database" SET session_preload_libraries = 'auto_explain', '$libdir/other';
SELECT bool_and(ok OR advice = format('ALTER DATABASE %I SET session_preload_libraries = ''auto_explain'', ''$libdir/other'', ''pg_hygiene'';', current_database())) AS right_advice
FROM hygiene.status() WHERE item = 'library';
ALTER DATABASE :"this_database" SET session_preload_libraries = 'auto_explain', 'pg_hygiene';
SELECT bool_and(ok OR value = 'loaded on demand; new sessions preload it') AS seen FROM hygiene.status() WHERE item = 'library';
ROLLBACK;

-- members of extensions are known beside other members of the same OID, as pg_upgrade makes them
BEGIN;
INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
SELECT c.oid, t.oid, 0, 'pg_extension'::regclass, e.oid, 0, 'e'
FROM pg_class AS t, pg_extension AS e, pg_class AS c
WHERE t.relnamespace = 'hygiene'::regnamespace AND t.relkind = 'r' AND extname = 'pg_hygiene'
	AND c.relname IN ('pg_cast', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_proc', 'pg_ts_dict', 'pg_type');
SELECT rule, object FROM hygiene.audit() WHERE object LIKE 'hygiene.%' ORDER BY rule, object;
ROLLBACK;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP VIEW troubles;
DROP SCHEMA audited, "Audited Too" CASCADE;
DROP ROLE regress_hygiene_nobody;
