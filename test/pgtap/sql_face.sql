--
-- sql_face.sql
--		The SQL face: what is there, who may use it, which errors it raises with
--		which fields, and that nobody's search path leads it astray.
--
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SELECT plan(142);

-- Rules that these tests are not about
DO $$ BEGIN PERFORM set_config('hygiene.' || rule, 'off', true) FROM hygiene.rules
	WHERE kind = 'state' AND rule NOT IN ('float_money', 'missing_primary_key', 'unindexed_foreign_key'); END $$;

-- ---------------------------------------------------------------------------
-- Helpers
-- ---------------------------------------------------------------------------

CREATE SCHEMA face;
CREATE ROLE face_nobody;
CREATE ROLE face_waiver;
CREATE ROLE face_monitor;
GRANT pg_monitor TO face_monitor;
GRANT USAGE ON SCHEMA face TO PUBLIC;

-- The error that a statement raises, with its fields.
CREATE TYPE face.failure AS (sqlstate text, message text, detail text, hint text,
							 schema_name text, table_name text, column_name text,
							 constraint_name text, datatype_name text);
CREATE FUNCTION face.failure_of(statement text) RETURNS face.failure
LANGUAGE plpgsql AS $$
DECLARE
	f face.failure;
BEGIN
	EXECUTE statement;
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS f.sqlstate = RETURNED_SQLSTATE, f.message = MESSAGE_TEXT,
		f.detail = PG_EXCEPTION_DETAIL, f.hint = PG_EXCEPTION_HINT,
		f.schema_name = SCHEMA_NAME, f.table_name = TABLE_NAME, f.column_name = COLUMN_NAME,
		f.constraint_name = CONSTRAINT_NAME, f.datatype_name = PG_DATATYPE_NAME;
	RETURN f;
END
$$;

-- A query's answer from a role and a search path; an error as its SQLSTATE.
CREATE FUNCTION face.ask(query text, rolname text DEFAULT NULL, path text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	old_role text := pg_catalog.current_setting('role');
	old_path text := pg_catalog.current_setting('search_path');
	answer text;
BEGIN
	IF rolname IS NOT NULL THEN
		PERFORM pg_catalog.set_config('role', rolname, true);
	END IF;
	IF path IS NOT NULL THEN
		PERFORM pg_catalog.set_config('search_path', path, true);
	END IF;
	BEGIN
		EXECUTE query INTO answer;
	EXCEPTION WHEN OTHERS THEN
		answer := SQLSTATE;
	END;
	PERFORM pg_catalog.set_config('role', old_role, true);
	PERFORM pg_catalog.set_config('search_path', old_path, true);
	RETURN answer;
END
$$;

-- What there is to find
SET LOCAL hygiene.mode = off;
CREATE TABLE face.orders (id int PRIMARY KEY, price float8, "Unit Cost" real);
CREATE TABLE face.plain (id int PRIMARY KEY, note text);
SET LOCAL hygiene.mode = enforce;
DELETE FROM hygiene.waiver;
DELETE FROM hygiene.journal;
DELETE FROM hygiene.backup;

-- ---------------------------------------------------------------------------
-- What is there
-- ---------------------------------------------------------------------------

SELECT is(
	(SELECT string_agg(format('%s %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
	 FROM pg_attribute AS a WHERE a.attrelid = 'hygiene.waiver'::regclass AND a.attnum > 0),
	'rule text, object text, reason text, created_by name, created_at timestamp with time zone, expires_at timestamp with time zone',
	'columns of waiver');
SELECT is(
	(SELECT string_agg(format('%s %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
	 FROM pg_attribute AS a WHERE a.attrelid = 'hygiene.journal'::regclass AND a.attnum > 0),
	'at timestamp with time zone, xid xid8, session_user_name name, current_user_name name, application_name text, client_addr inet, command_tag text, verdict text, rule text, object text, reason text, backup text, rows bigint, bytes bigint, statement text',
	'columns of journal');
SELECT is(
	(SELECT string_agg(format('%s %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
	 FROM pg_attribute AS a WHERE a.attrelid = 'hygiene.backup'::regclass AND a.attnum > 0),
	'ref text, taken_at timestamp with time zone, recorded_by name, recorded_at timestamp with time zone',
	'columns of backup');
SELECT is(
	(SELECT pg_get_function_result('hygiene.audit(regclass,name)'::regprocedure)), 'SETOF record',
	'audit returns rows');
SELECT is(
	(SELECT string_agg(format('%s %s', n, format_type(t, NULL)), ', ' ORDER BY i)
	 FROM pg_proc AS p, unnest(p.proargnames, p.proallargtypes, p.proargmodes) WITH ORDINALITY AS u (n, t, m, i)
	 WHERE p.oid = 'hygiene.audit(regclass,name)'::regprocedure AND m = 'o'),
	'rule text, level text, category text, object_type text, schema_name name, table_name name, column_name name, object text, message text, detail text, remedy text, evidence jsonb, waived boolean, reason text, fingerprint text, classid oid, objid oid, objsubid integer',
	'columns of audit()');
SELECT is(
	(SELECT pg_get_function_arguments('hygiene.audit(regclass,name)'::regprocedure)) ~ '^target regclass DEFAULT NULL::regclass, schema name DEFAULT NULL::name',
	true, 'arguments of audit()');
SELECT columns_are('hygiene', 'findings', ARRAY['rule', 'level', 'category', 'object_type', 'schema_name', 'table_name', 'column_name', 'object', 'message', 'detail', 'remedy', 'evidence', 'fingerprint', 'classid', 'objid', 'objsubid']);
SELECT columns_are('hygiene', 'summary', ARRAY['rule', 'level', 'open', 'waived']);
SELECT columns_are('hygiene', 'rules', ARRAY['rule', 'category', 'kind', 'level', 'default_level', 'when', 'title', 'why', 'cure', 'sqlstate', 'warning_sqlstate', 'source']);
SELECT columns_are('hygiene', 'stale_waivers', ARRAY['rule', 'object', 'reason', 'created_by', 'created_at', 'expires_at', 'why']);
SELECT set_eq(
	$$SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	  JOIN pg_extension AS e ON e.oid = d.refobjid WHERE e.extname = 'pg_hygiene' AND pg_function_is_visible(p.oid)$$,
	ARRAY[]::text[], 'no function of ours is on the search path');
SELECT is_empty(
	$$SELECT pg_describe_object(d.classid, d.objid, 0) FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
	  WHERE e.extname = 'pg_hygiene' AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
		AND obj_description(d.objid, d.classid::regclass::text) IS NULL
		AND d.classid <> 'pg_type'::regclass$$,
	'every object of ours has a comment');
SELECT is_empty(
	$$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
	  WHERE c.relnamespace = 'hygiene'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0
		AND col_description(c.oid, a.attnum) IS NULL$$,
	'every column of ours has a comment');
SELECT is(
	(SELECT array_agg(c::regclass::text ORDER BY c::regclass::text) FROM pg_extension AS e, unnest(e.extconfig) AS c WHERE e.extname = 'pg_hygiene'),
	ARRAY['hygiene.backup', 'hygiene.journal', 'hygiene.waiver'], 'waivers, journal and backups go into dumps');
SELECT is_empty(
	$$SELECT p.oid::regprocedure FROM pg_proc AS p WHERE p.pronamespace = 'hygiene'::regnamespace AND p.prosecdef
		AND NOT p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp']$$,
	'functions that run as the owner have a search path of their own');
SELECT is_empty(
	$$SELECT p.oid::regprocedure FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
	  WHERE p.pronamespace = 'hygiene'::regnamespace AND l.lanname = 'plpgsql'
		AND NOT p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp']$$,
	'so has all PL/pgSQL');
SELECT set_eq(
	$$SELECT evtname::text || ' ' || evtevent || ' ' || evtenabled::text FROM pg_event_trigger WHERE evtname ~ 'hygiene'$$,
	ARRAY['hygiene_ddl_start ddl_command_start O', 'hygiene_ddl_end ddl_command_end O',
		  'hygiene_table_rewrite table_rewrite O'],
	'event triggers are there and enabled');

-- ---------------------------------------------------------------------------
-- Who may do what
-- ---------------------------------------------------------------------------

SELECT is(has_function_privilege('face_nobody', f, 'EXECUTE'), true, 'everybody may call ' || f)
FROM unnest(ARRAY['hygiene.audit(regclass,name)', 'hygiene.status()', 'hygiene.rules_catalogue()',
				  'hygiene.check(text)', 'hygiene.report(text)', 'hygiene.allow(text,text,text,text)',
				  'hygiene.dry_run(text)', 'hygiene.trace(text)']) AS f;
SELECT is(has_function_privilege('face_nobody', f, 'EXECUTE'), false, 'not everybody may call ' || f)
FROM unnest(ARRAY['hygiene.waive(text,text,text,timestamptz)', 'hygiene.unwaive(text,text)', 'hygiene.baseline(text)',
				  'hygiene.record_backup(text,timestamptz)', 'hygiene.hygiene_ddl_start()', 'hygiene.hygiene_ddl_end()',
				  'hygiene.hygiene_table_rewrite()']) AS f;
SELECT is(has_table_privilege('face_nobody', t, 'SELECT'), true, 'everybody may read ' || t)
FROM unnest(ARRAY['hygiene.waiver', 'hygiene.backup', 'hygiene.rules', 'hygiene.findings', 'hygiene.summary', 'hygiene.stale_waivers']) AS t;
SELECT is(has_table_privilege('face_nobody', 'hygiene.journal', 'SELECT'), false, 'not everybody may read the journal');
SELECT is(has_table_privilege('face_monitor', 'hygiene.journal', 'SELECT'), true, 'pg_monitor may');
SELECT is(has_table_privilege('pg_read_all_data', 'hygiene.journal', 'SELECT'), true, 'pg_read_all_data may');
SELECT is(has_table_privilege(r, t, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'), false, r || ' may not write ' || t)
FROM unnest(ARRAY['face_nobody', 'face_monitor', 'pg_read_all_data']) AS r, unnest(ARRAY['hygiene.waiver', 'hygiene.journal', 'hygiene.backup']) AS t;
SELECT is(has_schema_privilege('face_nobody', 'hygiene', 'CREATE'), false, 'nobody may create in our schema');

SELECT is(face.ask('SELECT count(*) FROM hygiene.findings WHERE schema_name = ''face''', 'face_nobody'), '2', 'everybody sees findings');
SELECT is(face.ask('SELECT open FROM hygiene.summary WHERE rule = ''float_money''', 'face_nobody') IS NOT NULL, true, 'everybody sees the summary');
SELECT is(face.ask('SELECT count(*) FROM hygiene.status()', 'face_nobody') ~ '^[1-9][0-9]*$', true, 'everybody may ask for the status');
SELECT is(face.ask('SELECT hygiene.check(''error'')', 'face_nobody'), 'PH000', 'everybody may check');
SELECT is(face.ask('SELECT hygiene.report() ~ ''face.orders''', 'face_nobody'), 'true', 'everybody may have a report');
SELECT is(face.ask('SELECT hygiene.allow(''drop_table'', ''face.orders'', ''mine'')', 'face_nobody'),
	'drop_table face.orders because mine', 'everybody may annotate');
SELECT is(current_setting('hygiene.allow'), 'drop_table face.orders because mine', 'the annotation stands in the setting');
SELECT is(face.ask('SELECT hygiene.waive(''float_money'', ''face.orders.price'', ''x'')', 'face_nobody'), '42501', 'not everybody may waive');
SELECT is(face.ask('SELECT hygiene.baseline(''x'')', 'face_nobody'), '42501', 'nor make a baseline');
SELECT is(face.ask('SELECT hygiene.record_backup(''b/1'')', 'face_nobody'), '42501', 'nor record a backup');
GRANT EXECUTE ON FUNCTION hygiene.waive(text, text, text, timestamptz), hygiene.unwaive(text, text), hygiene.baseline(text) TO face_waiver;
SELECT is(face.ask('SELECT hygiene.waive(''float_money'', ''face.orders.price'', ''granted'')', 'face_waiver'), '', 'whom it is granted may waive');
SELECT is(
	(SELECT row(created_by = session_user, reason, expires_at IS NULL)::text FROM hygiene.waiver WHERE object = 'face.orders.price'),
	'(t,granted,t)', 'the waiver names the session user');
SELECT is(face.ask('SELECT hygiene.unwaive(''float_money'', ''face.orders.price'')', 'face_waiver'), 'true', 'and take it back');
SELECT is(face.ask('SELECT hygiene.unwaive(''float_money'', ''face.orders.price'')', 'face_waiver'), 'false', 'once');
GRANT EXECUTE ON FUNCTION hygiene.record_backup(text, timestamptz) TO face_waiver;
SELECT is(face.ask('SELECT hygiene.record_backup(''b/1'', ''2020-01-01'')', 'face_waiver'), '', 'whom it is granted may record a backup');
SELECT is(
	(SELECT string_agg(row(recorded_by = session_user, ref, taken_at = '2020-01-01', recorded_at = now())::text, ' ') FROM hygiene.backup),
	'(t,b/1,t,t)', 'which names the session user');

-- ---------------------------------------------------------------------------
-- Errors and their fields
-- ---------------------------------------------------------------------------

CREATE TEMP TABLE f AS SELECT (face.failure_of('ALTER TABLE face.plain ADD COLUMN "Total Price" float8, ADD COLUMN cost real')).*;
SELECT is(sqlstate, 'PH001', 'SQLSTATE of a refusal') FROM f;
SELECT is(schema_name, 'face', 'schema field') FROM f;
SELECT is(table_name, 'plain', 'table field') FROM f;
SELECT is(column_name, 'Total Price', 'column field, not quoted') FROM f;
SELECT is(constraint_name, '', 'no constraint field') FROM f;
SELECT is(message ~ '^column .*Total Price.* \[float_money\]$', true, 'the primary message says it all') FROM f;
SELECT is(detail ~ E'\nAlso: column "cost" ', true, 'the others are told in DETAIL') FROM f;
SELECT is(hint ~ 'SET LOCAL hygiene.allow = ''float_money face.plain."Total Price"', true, 'HINT says how to allow it') FROM f;

-- What HINT says works as it stands
SELECT is(face.failure_of('ALTER TABLE face.plain ADD COLUMN fee float8')::text ~ 'SET LOCAL hygiene.allow = ', true, 'refused with a hint');
SELECT lives_ok(substring((face.failure_of('ALTER TABLE face.plain ADD COLUMN fee float8')).hint FROM 'SET LOCAL .*;'), 'the hint runs');
SELECT lives_ok('ALTER TABLE face.plain ADD COLUMN fee float8', 'and allows it');
SELECT is((SELECT object FROM hygiene.journal WHERE verdict = 'allowed'), 'face.plain.fee', 'which the journal knows');

SELECT throws_ok('SELECT hygiene.check(''warning'')', 'PH000', NULL, 'check() raises PH000');
SELECT is((face.failure_of('SELECT hygiene.check(''error'')')).message ~ '^[0-9]+ findings are open at level error or above$', true, 'check() counts');
SELECT is((face.failure_of('SELECT hygiene.check(''error'')')).detail ~ '\[float_money\]\.', true, 'check() lists');
SELECT throws_ok($$SELECT hygiene.check(NULL)$$, '22004', NULL, 'check(NULL)');
SELECT throws_ok($$SELECT hygiene.check('')$$, '22023', NULL, 'check(empty)');
SELECT throws_ok($$SELECT hygiene.check(repeat('long', 2621440))$$, '22023', NULL, 'check(10 MB)');
SELECT throws_ok($$SELECT hygiene.report(NULL)$$, '22004', NULL, 'report(NULL)');
SELECT throws_ok($$SELECT hygiene.report('')$$, '22023', 'unknown format ""', 'report(empty)');
SELECT throws_ok($$SELECT hygiene.report(repeat('long', 2621440))$$, '22023', NULL, 'report(10 MB)');
SELECT is((face.failure_of($$SELECT hygiene.report('pdf')$$)).hint, 'The formats are text and json.', 'report() knows its formats');
SELECT throws_ok($$SELECT hygiene.allow(NULL, 'a', 'b')$$, '22004', NULL, 'allow(NULL rule)');
SELECT throws_ok($$SELECT hygiene.allow('drop_table', NULL, 'b')$$, '22004', NULL, 'allow(NULL object)');
SELECT throws_ok($$SELECT hygiene.allow('drop_table', 'a', NULL)$$, '22004', NULL, 'allow(NULL reason)');
SELECT throws_ok($$SELECT hygiene.allow('', 'a', 'b')$$, '22023', NULL, 'allow(empty rule)');
SELECT throws_ok($$SELECT hygiene.allow('drop_table', ' ', 'b')$$, '22023', NULL, 'allow(empty object)');
SELECT throws_ok($$SELECT hygiene.allow('drop_table', 'a', E'\n')$$, '22023', NULL, 'allow(empty reason)');
SELECT throws_ok($$SELECT hygiene.allow('drop_table', 'a', 'b', '')$$, '22023', NULL, 'allow(empty backup)');
SELECT throws_ok($$SELECT hygiene.allow('no_such_rule', 'a', 'b')$$, '22023', NULL, 'allow(unknown rule)');
SELECT throws_ok(format('SELECT hygiene.allow(%s)', a), '54000', NULL, 'allow(10 MB)')
FROM unnest(ARRAY[$$repeat('long', 2621440), 'a', 'b'$$, $$'drop_table', repeat('long', 2621440), 'b'$$,
				  $$'drop_table', 'a', repeat('long', 2621440)$$, $$'drop_table', 'a', 'b', repeat('long', 2621440)$$]) AS a;
SELECT throws_ok($$SELECT count(hygiene.allow('drop_table', 'a' || i, repeat('b', 8000))) FROM generate_series(1, 9) AS i$$,
	'54000', NULL, 'allow() again and again');
SELECT throws_ok($$SELECT hygiene.waive(NULL, 'a', 'b')$$, '22004', NULL, 'waive(NULL)');
SELECT throws_ok($$SELECT hygiene.waive('float_money', '', 'b')$$, '22023', NULL, 'waive(empty)');
SELECT throws_ok($$SELECT hygiene.waive('float_money', 'a', repeat('long', 2621440))$$, '54000', NULL, 'waive(10 MB)');
SELECT throws_ok($$SELECT hygiene.waive('no_such_rule', 'a', 'b')$$, '22023', 'unknown rule "no_such_rule"', 'waive(unknown rule)');
SELECT throws_ok($$SELECT hygiene.unwaive(NULL, 'a')$$, '22004', NULL, 'unwaive(NULL)');
SELECT is(hygiene.unwaive(repeat('long', 2621440), repeat('long', 2621440)), false, 'unwaive(10 MB)');
SELECT throws_ok($$SELECT hygiene.baseline(NULL)$$, '22004', NULL, 'baseline(NULL)');
SELECT throws_ok($$SELECT hygiene.baseline(' ')$$, '22023', NULL, 'baseline(empty)');
SELECT throws_ok($$SELECT hygiene.baseline(repeat('long', 2621440))$$, '54000', NULL, 'baseline(10 MB)');
SELECT throws_ok($$SELECT hygiene.record_backup(NULL)$$, '22004', NULL, 'record_backup(NULL)');
SELECT throws_ok($$SELECT hygiene.record_backup('b', NULL)$$, '22004', NULL, 'record_backup(NULL time)');
SELECT throws_ok($$SELECT hygiene.record_backup(E' \n')$$, '22023', NULL, 'record_backup(empty)');
SELECT throws_ok($$SELECT hygiene.record_backup('b', 'infinity')$$, '22023', NULL, 'record_backup(never)');
SELECT throws_ok($$SELECT hygiene.record_backup('b', '-infinity')$$, '22023', NULL, 'record_backup(before all time)');
SELECT throws_ok($$SELECT hygiene.record_backup('b', now() + interval '1 hour')$$, '22023', NULL, 'record_backup(the future)');
SELECT throws_ok($$SELECT hygiene.record_backup(repeat('long', 2621440))$$, '54000', NULL, 'record_backup(10 MB)');

-- ---------------------------------------------------------------------------
-- Findings, fingerprints and reports
-- ---------------------------------------------------------------------------

SELECT is((SELECT count(*) FROM hygiene.audit('face.orders')), 2::bigint, 'audit() of one relation');
SELECT is((SELECT count(DISTINCT fingerprint) FROM hygiene.audit('face.orders') WHERE fingerprint ~ '^[0-9a-f]{16}$'), 2::bigint,
	'fingerprints are 16 hexadecimal digits, of each object its own');
SELECT is((SELECT string_agg(object, ' ' ORDER BY object COLLATE "C") FROM hygiene.audit('face.orders')),
	'face.orders."Unit Cost" face.orders.price', 'objects are quoted where SQL needs it');
SELECT is((SELECT bool_and(jsonb_typeof(evidence) = 'object') FROM hygiene.audit('face.orders')), true, 'evidence is an object');
SELECT is((SELECT count(*) FROM hygiene.audit(schema => 'face') WHERE table_name = 'orders'), 2::bigint, 'audit() of one schema');
SELECT is((SELECT row(classid = 'pg_class'::regclass, objid = 'face.orders'::regclass, objsubid, column_name)::text FROM hygiene.audit('face.orders') WHERE objsubid = 2),
	'(t,t,2,price)', 'audit() gives the address');
SELECT is((hygiene.report('json')::jsonb -> 'open')::bigint, (SELECT count(*) FROM hygiene.findings), 'the JSON report counts open findings');
SELECT is((SELECT count(*) FROM jsonb_array_elements(hygiene.report('json')::jsonb -> 'findings') AS x WHERE x ->> 'object' ~ '^face.orders'), 2::bigint,
	'and holds them');
SELECT is(hygiene.report() = hygiene.report('text') AND hygiene.report() ~ 'face.orders', true, 'the text report is the default');
SELECT is((SELECT hygiene.waive('float_money', 'face.orders.price', 'seen')::text || row(open, waived)::text
		   FROM (SELECT 1) AS x, LATERAL (SELECT count(*) FILTER (WHERE NOT waived) AS open, count(*) FILTER (WHERE waived) AS waived FROM hygiene.audit('face.orders')) AS a),
	'(2,0)', 'waive() within a query');
SELECT is((SELECT row(count(*) FILTER (WHERE NOT waived), count(*) FILTER (WHERE waived), min(reason))::text FROM hygiene.audit('face.orders')),
	'(1,1,seen)', 'then it is waived');

-- ---------------------------------------------------------------------------
-- Lookalikes on the search path change nothing
-- ---------------------------------------------------------------------------

SET LOCAL hygiene.mode = off;
CREATE SCHEMA evil;
GRANT USAGE ON SCHEMA evil TO PUBLIC;
CREATE FUNCTION evil.never(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE FUNCTION evil.never_b(boolean) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.never);
CREATE OPERATOR evil.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.never);
CREATE OPERATOR evil.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.never);
CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE FUNCTION evil.count() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE FUNCTION evil.octet_length(text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE FUNCTION evil.btrim(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE FUNCTION evil.format(text, VARIADIC text[]) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'evil' USING ERRCODE = 'EV666'; END $$;
CREATE TABLE evil.waiver (rule text, object text, reason text);
CREATE TABLE evil.journal (object text);
CREATE TABLE evil.backup (ref text);
CREATE VIEW evil.findings AS SELECT 1 AS evil;
CREATE TABLE evil.pg_class (evil int);
CREATE DOMAIN evil.text AS int;
SET LOCAL hygiene.mode = enforce;

SELECT is(face.ask(q, 'face_waiver', p), a, format('%s from %s', left(q, 50), p))
FROM (VALUES
	('SELECT hygiene.waive(''float_money'', ''face.orders."Unit Cost"'', ''x'', ''2099-01-01'')', ''),
	('SELECT pg_catalog.count(*) FROM hygiene.findings WHERE schema_name OPERATOR(pg_catalog.=) ''face'' AND table_name OPERATOR(pg_catalog.=) ''orders''', '0'),
	('SELECT hygiene.unwaive(''float_money'', ''face.orders."Unit Cost"'')', 'true'),
	('SELECT hygiene.record_backup(''b/2'')', ''),
	('SELECT hygiene.check(''error'')', 'PH000'),
	('SELECT pg_catalog.length(hygiene.report()) OPERATOR(pg_catalog.>) 0', 'true'),
	('SELECT pg_catalog.length(hygiene.report(''json'')) OPERATOR(pg_catalog.>) 0', 'true'),
	('SELECT pg_catalog.count(*) FROM hygiene.stale_waivers', '0')) AS v (q, a),
	unnest(ARRAY['evil, pg_catalog', 'evil, pg_catalog, hygiene']) AS p
WHERE p = 'evil, pg_catalog' OR q ~ 'check|report';
SELECT is(face.ask('SELECT hygiene.baseline(''x'') > 0', 'face_waiver', 'evil, pg_catalog'), 'true', 'baseline() from evil, pg_catalog');

-- Temporary lookalikes neither
CREATE TEMP TABLE waiver (rule text, object text, reason text);
CREATE TEMP TABLE journal (object text);
SELECT is(face.ask('SELECT count(*) FROM hygiene.findings WHERE schema_name = ''face''', NULL, 'pg_temp, public'), '0', 'waivers are ours in spite of pg_temp');

SELECT * FROM finish();
ROLLBACK;
