-- Dynamic SQL in PL/pgSQL: bodies that let others write it (s..) and bodies
-- that look like it but do not (n..).
CREATE SCHEMA injection;
SET search_path = injection, public;
SET client_min_messages = warning;
SET hygiene.dynamic_sql_injection = audit;
SET hygiene.mutable_search_path = off;
CREATE TYPE injection.colour AS ENUM ('red', 'green');
CREATE DOMAIN injection.amount AS numeric(19,4);

-- sins
CREATE FUNCTION s01(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'DROP TABLE ' || p;
END $$;
CREATE FUNCTION s02(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('DELETE FROM t WHERE name = ''%s''', p);
END $$;
CREATE FUNCTION s03(p text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE concat('SELECT * FROM ', p);
END $$;
CREATE FUNCTION s04(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_sql text;
BEGIN
	v_sql := 'SELECT 1';
	v_sql := v_sql || ' WHERE name = ''' || p || '''';
	RAISE NOTICE 'running %', v_sql;
	EXECUTE v_sql;
END $$;
CREATE FUNCTION s05(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN EXECUTE 'SELECT * FROM ' || lower(trim(p)) LOOP
		NULL;
	END LOOP;
END $$;
CREATE FUNCTION s06(p text) RETURNS refcursor LANGUAGE plpgsql AS $$
DECLARE
	c refcursor;
BEGIN
	OPEN c FOR EXECUTE concat_ws(' ', 'SELECT * FROM', p);
	RETURN c;
END $$;
CREATE FUNCTION s07(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE replace('SELECT * FROM {t}', '{t}', p);
END $$;
CREATE FUNCTION s08() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT tablename FROM pg_tables LOOP
		EXECUTE 'ANALYZE ' || r.tablename;
	END LOOP;
END $$;
CREATE FUNCTION s09() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'INSERT INTO log_' || TG_TABLE_NAME || ' VALUES ($1.*)' USING NEW;
	RETURN NEW;
END $$;
CREATE FUNCTION s10(p text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
	v_where text DEFAULT ' WHERE name = ' || p;
	v_n int;
BEGIN
	EXECUTE 'SELECT count(*) FROM t' || v_where INTO v_n;
	RETURN v_n;
END $$;
CREATE FUNCTION s11(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_sql text;
BEGIN
	SELECT 'SELECT * FROM ' || p INTO v_sql;
	EXECUTE v_sql;
END $$;
CREATE FUNCTION s12(text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'TRUNCATE ' || $1;
END $$;
CREATE FUNCTION s13(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE p;
END $$;
CREATE FUNCTION s14(p text, q text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT %I FROM %2$s', p, q);
END $$;
CREATE FUNCTION s15(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT * FROM t ORDER BY ' || (p ->> 'order');
END $$;
CREATE FUNCTION s16(p text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	t text;
BEGIN
	FOREACH t IN ARRAY p LOOP
		EXECUTE 'VACUUM ' || t;
	END LOOP;
END $$;
CREATE FUNCTION s17(p text, q boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_name text := quote_ident(p);
BEGIN
	IF q THEN
		v_name := p;
	END IF;
	EXECUTE 'DROP TABLE ' || v_name;
END $$;
CREATE FUNCTION s18(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v text := '';
BEGIN
	FOR i IN 1..3 LOOP
		EXECUTE 'SELECT 1 ' || v;
		v := p;
	END LOOP;
END $$;
CREATE PROCEDURE s19(p text) LANGUAGE plpgsql AS $$
<<main>>
DECLARE
	v_name p%TYPE;
BEGIN
	main.v_name = coalesce(p, 'x');
	EXECUTE 'CREATE TABLE ' || main.v_name || '()';
	EXECUTE 'DROP TABLE ' || v_name;
	EXECUTE format('DROP TABLE %s', s19.p);
END $$;
CREATE FUNCTION s20() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_cols text;
BEGIN
	SELECT string_agg(column_name, ', ') INTO v_cols
	FROM information_schema.columns WHERE table_name = 't';
	EXECUTE 'SELECT ' || v_cols || ' FROM t';
END $$;
CREATE FUNCTION s21(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	who ALIAS FOR p;
BEGIN
	/* it's quoted, isn't it? */
	EXECUTE 'SELECT ''' || who || '''';
END $$;
CREATE FUNCTION s22(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	BEGIN
		PERFORM 1;
	EXCEPTION WHEN others THEN
		EXECUTE 'INSERT INTO log VALUES (''' || SQLERRM || ''')';
	END;
END $$;
CREATE FUNCTION s23(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	CASE p
		WHEN 'a' THEN
			NULL;
		ELSE
			EXECUTE 'SELECT ' || p;
	END CASE;
END $$;
CREATE FUNCTION s24(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF p <> 'x' THEN
		EXECUTE 'SELECT * FROM t ORDER BY ' || p;
	END IF;
END $$;

-- no sins
CREATE FUNCTION n01(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'DROP TABLE ' || quote_ident(p);
END $$;
CREATE FUNCTION n02(p text, q text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('DELETE FROM %I WHERE name = %L AND x LIKE ''50%%''', p, q);
END $$;
CREATE FUNCTION n03(p text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'SELECT * FROM t WHERE name = $1' USING p;
END $$;
CREATE FUNCTION n04(p int, q injection.amount, r uuid, s date, t boolean, u injection.colour)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT * FROM t WHERE id = ' || p || ' AND a > ' || q || ' AND u = ''' || r ||
		''' AND d = ''' || s || ''' AND b = ' || t || ' AND c = ''' || u || '''';
END $$;
CREATE FUNCTION n05(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'ANALYZE ' || p::regclass;
	EXECUTE 'ANALYZE ' || cast(p AS regclass) || '';
	EXECUTE format('ANALYZE %s', p::regclass::text);
END $$;
CREATE FUNCTION n06(p regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_name text := p;
BEGIN
	EXECUTE 'ANALYZE ' || p;
	EXECUTE format('ANALYZE %s', v_name);
END $$;
CREATE FUNCTION n07(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	c_table CONSTANT text := 'orders';
	v_sql text;
BEGIN
	v_sql := 'SELECT * FROM ' || c_table || ' WHERE name = ' || quote_nullable(p);
	EXECUTE v_sql;
END $$;
CREATE FUNCTION n08(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	RAISE NOTICE 'hello %', 'x' || p;
	PERFORM set_config('a.b', 'x' || p, true);
	INSERT INTO log VALUES ('x' || p);
	EXECUTE 'REFRESH MATERIALIZED VIEW totals';
END $$;
CREATE FUNCTION n09() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'INSERT INTO ' || quote_ident('log_' || TG_TABLE_NAME) || ' VALUES ($1.*)' USING NEW;
	EXECUTE format('INSERT INTO %I.%I VALUES ($1.*)', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_log') USING OLD;
	RETURN NEW;
END $$;
CREATE FUNCTION n10(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	p := quote_literal(p);
	EXECUTE 'SELECT ' || p;
END $$;
CREATE FUNCTION n11(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF p NOT IN ('asc', 'desc') THEN
		RAISE EXCEPTION 'no such order: %', p;
	END IF;
	EXECUTE 'SELECT * FROM t ORDER BY id ' || p;
END $$;
CREATE FUNCTION n12(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF p IS NULL OR p !~ '^[a-z_][a-z0-9_]*$' THEN
		p := 'id';
	END IF;
	EXECUTE 'SELECT * FROM t ORDER BY ' || p;
END $$;
CREATE FUNCTION n13(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_order text;
BEGIN
	v_order := CASE WHEN lower(p) = 'desc' THEN 'DESC' ELSE 'ASC' END;
	EXECUTE 'SELECT * FROM t ORDER BY id ' || v_order ||
		CASE p WHEN 'x' THEN ' NULLS FIRST' ELSE '' END;
END $$;
CREATE FUNCTION n14() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT format('DROP TABLE %I.%I', schemaname, tablename) AS cmd,
			quote_ident(tablename) AS name, c.oid, c.relid::regclass AS rel
		FROM pg_tables, pg_stat_user_tables c LOOP
		EXECUTE r.cmd;
		EXECUTE 'ANALYZE ' || r.name || ' -- ' || r.oid;
		EXECUTE 'ANALYZE ' || r.rel;
	END LOOP;
END $$;
CREATE FUNCTION n15() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	t text;
	tables text[] := ARRAY['orders', 'items'];
	r record;
BEGIN
	FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
		EXECUTE 'TRUNCATE ' || t;
	END LOOP;
	FOREACH t IN ARRAY tables LOOP
		EXECUTE 'TRUNCATE ' || t;
	END LOOP;
	FOR t IN SELECT unnest(tables) LOOP
		EXECUTE 'TRUNCATE ' || t;
	END LOOP;
	FOR r IN SELECT v.t FROM (VALUES ('a'), ('b')) AS v(t) LOOP
		EXECUTE 'TRUNCATE ' || r.t;
	END LOOP;
END $$;
CREATE FUNCTION n16() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1..10 LOOP
		EXECUTE 'CREATE TABLE part_' || i || ' PARTITION OF t FOR VALUES FROM (' || i * 10 ||
			') TO (' || (i + 1) * 10 || ')';
	END LOOP;
END $$;
CREATE FUNCTION n17(p timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_month date := date_trunc('month', p);
	v_name text;
BEGIN
	v_name := 'log_' || to_char(v_month, 'YYYY_MM');
	EXECUTE format('CREATE TABLE %s (LIKE log)', v_name);
	EXECUTE 'CREATE INDEX ON ' || v_name || ' (at)';
END $$;
CREATE FUNCTION n18() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_cols text;
BEGIN
	SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) INTO v_cols
	FROM information_schema.columns WHERE table_name = 't';
	EXECUTE 'SELECT ' || v_cols || ' FROM t';
END $$;
CREATE FUNCTION n19() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_def text;
BEGIN
	SELECT pg_get_viewdef('pg_tables'::regclass) INTO STRICT v_def;
	EXECUTE 'CREATE VIEW copy AS ' || v_def;
END $$;
CREATE FUNCTION n20() RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
<<main>>
DECLARE
	n int; v_text text;
	cur CURSOR (k int) FOR SELECT 1 AS x;
BEGIN
	<<inner>>
	FOR i IN REVERSE 10..1 BY 2 LOOP
		EXIT inner WHEN i > 3;
		CONTINUE inner WHEN i = 2;
	END LOOP inner;
	GRANT EXECUTE ON FUNCTION n01(text) TO CURRENT_USER;
	GET DIAGNOSTICS n = ROW_COUNT;
	CASE WHEN n > 1 THEN v_text := 'a'; ELSE v_text := 'b'; END CASE;
	WHILE n < 3 LOOP n := n + 1; END LOOP;
	EXECUTE 'SELECT ' || v_text || n;
EXCEPTION
	WHEN undefined_table OR division_by_zero THEN
		RAISE;
	WHEN others THEN
		NULL;
END main $$;
CREATE FUNCTION n21(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'DROP TABLE ' || regexp_replace(p, '[^a-zA-Z0-9_]', '', 'g');
END $$;
CREATE FUNCTION s25() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT statement FROM pending LOOP
		EXECUTE r.statement;
	END LOOP;
END $$;
CREATE FUNCTION n23(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_filter text := '';
BEGIN
	IF p IS NOT NULL THEN
		v_filter := v_filter || format(' AND name = %L', p);
	END IF;
	EXECUTE format('SELECT * FROM t WHERE true %s', v_filter);
END $$;
CREATE FUNCTION n24(p text) RETURNS int LANGUAGE sql AS $$ SELECT length('EXECUTE ' || p) $$;
CREATE FUNCTION n25(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	-- EXECUTE 'DROP TABLE ' || p;
	PERFORM 'EXECUTE ' || p;
END $$;
CREATE FUNCTION n26(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_table text;
BEGIN
	CASE p
		WHEN 'a' THEN v_table := 'table_a';
		WHEN 'b' THEN v_table := 'table_b';
		ELSE RAISE EXCEPTION 'unknown: %', p;
	END CASE;
	IF p = ANY (ARRAY['a', 'b']) THEN
		EXECUTE 'ANALYZE ' || p;
	ELSIF p = 'c' THEN
		EXECUTE 'ANALYZE ' || v_table || length(p);
	ELSE
		RETURN;
	END IF;
	EXECUTE 'ANALYZE ' || v_table || CASE WHEN p IN ('c', 'd') THEN p ELSE '' END;
END $$;
CREATE FUNCTION n27(p text, OUT o text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT ' || quote_literal(p) INTO o;
	RETURN;
END $$;
CREATE FUNCTION n28() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_name text;
BEGIN
	SELECT quote_ident(c.relname) n INTO v_name FROM pg_class c WHERE c.relkind = 'r' LIMIT 1;
	EXECUTE 'ANALYZE ' || v_name;
	EXECUTE 'SET ROLE ' || quote_ident(current_user);
END $$;

SELECT rule, regexp_replace(object, '^injection\.', '') AS function, evidence ->> 'line' AS line,
	evidence ->> 'variable' AS variable, evidence ->> 'places' AS places
FROM hygiene.audit(NULL, 'injection') WHERE rule = 'dynamic_sql_injection'
ORDER BY object COLLATE "C";

-- at the statement: told when it is new, and only then
SET hygiene.dynamic_sql_injection = warning;
SET client_min_messages = notice;
CREATE FUNCTION told(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_sql text := 'DROP TABLE ' || p;
BEGIN
	EXECUTE v_sql;
END $$;
CREATE OR REPLACE FUNCTION told(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'DROP TABLE IF EXISTS ' || p;
	EXECUTE p;
END $$;
CREATE OR REPLACE FUNCTION told(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	-- the same two in other lines, in other words
	EXECUTE p;

	EXECUTE 'DROP VIEW ' || p;
END $$;
CREATE OR REPLACE FUNCTION told(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE p;
	EXECUTE 'DROP VIEW ' || p;
	EXECUTE 'DROP TABLE ' || p;
END $$;
CREATE OR REPLACE FUNCTION told(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE p;
END $$;
ALTER FUNCTION told(text) RENAME TO "Told";
CREATE OR REPLACE FUNCTION "Told"(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('DROP TABLE %I', p);
END $$;
CREATE OR REPLACE FUNCTION "Told"(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE p;
END $$;
-- a body that is no SQL, or unbalanced, is nobody's fault
SET check_function_bodies = off;
CREATE FUNCTION broken1() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'a $$;
CREATE FUNCTION broken2(p text) RETURNS void LANGUAGE plpgsql AS $$ END IF; ELSE LOOP EXECUTE ( || p $$;
CREATE FUNCTION broken3(p text) RETURNS void LANGUAGE plpgsql AS $$ END; END; EXECUTE CASE CASE WHEN $$;
CREATE FUNCTION broken4(p text) RETURNS void LANGUAGE plpgsql AS $$ execute $$;
CREATE FUNCTION broken5(p text) RETURNS void LANGUAGE plpgsql AS $$ FOR $1 IN EXECUTE execute. format( %I LOOP ]]) DECLARE x ALIAS; y; z CONSTANT $$;
-- what would take time by the square of its length, or worse, is judged at once
CREATE FUNCTION judge_long(body text) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE OR REPLACE FUNCTION long_one(v text) RETURNS void LANGUAGE plpgsql AS %L',
				   'BEGIN EXECUTE v; ' || body);
	RETURN (SELECT count(*) FROM hygiene.audit(schema => 'injection')
			WHERE object LIKE '%long_one%' AND rule = 'dynamic_sql_injection');
END $$;
SET hygiene.mode = off;
SELECT judge_long('x := ''a''; ' || repeat('x := x || x; ', 60) || 'END') AS doubled,
	judge_long('IF ' || repeat('NOT ', 20000) || 'v IN (1) THEN END IF; END') AS negated,
	judge_long('IF ' || repeat('(', 20000) || 'v' || repeat(')', 20000) || ' THEN END IF; END') AS nested,
	judge_long('IF ' || repeat('(a AND ', 20000) || 'v' || repeat(')', 20000) || ' THEN END IF; END') AS nested_parts,
	judge_long(repeat('(', 60000)) AS unclosed,
	judge_long('v := format(''' || repeat('%s', 20000) || '''' || repeat(', v', 20000) || '); END') AS formatted,
	judge_long('v := ' || repeat('(SELECT a, b FROM unnest(', 40) || '(SELECT a)' || repeat('))', 40) || '; END') AS unnested,
	judge_long('SELECT ' || repeat('a, ', 20000) || 'a INTO r FROM t; END') AS listed,
	judge_long('v := 1 ' || repeat('+', 60000) || ' 1; END') AS signs,
	judge_long(repeat('+/*', 20000)) AS comments;
RESET hygiene.mode;
RESET check_function_bodies;
-- what is said of the way, of quotes in the wrong place, and of functions that run a text
CREATE TABLE held (id int PRIMARY KEY, ext_id text, name text);
CREATE FUNCTION way(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v_where text := '';
	v_sql text;
BEGIN
	v_where := ' WHERE ' || p;
	v_sql := 'SELECT 1';
	v_sql := v_sql || v_where;
	EXECUTE v_sql;
END $$;
CREATE FUNCTION misquoted(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT ''%L''', p);
END $$;
CREATE FUNCTION by_function(p text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM dblink_exec('c',
		'DELETE FROM t WHERE ' || p);
END $$;
CREATE FUNCTION in_sql(p text) RETURNS xml LANGUAGE sql AS $$
SELECT query_to_xml(p, true, false, '')
$$;
CREATE FUNCTION by_type() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT * FROM held LOOP
		EXECUTE 'SELECT ' || r.id;
		EXECUTE 'SELECT ' || r.ext_id;
	END LOOP;
END $$;
-- the columns of a trigger's table are known once there is a trigger
CREATE FUNCTION by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT ' || NEW.id;
	RETURN NEW;
END $$;
CREATE TRIGGER by_trigger BEFORE INSERT ON held FOR EACH ROW EXECUTE FUNCTION by_trigger();
SELECT count(*) FROM hygiene.audit(NULL, 'injection')
WHERE rule = 'dynamic_sql_injection' AND object LIKE '%by_trigger%';
-- names are those of the function's own search_path
CREATE SCHEMA injection_path;
CREATE TABLE injection_path.held (id text PRIMARY KEY);
CREATE FUNCTION by_path() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT ' || (SELECT id FROM held LIMIT 1);
END $$;
ALTER FUNCTION by_path() SET search_path = injection_path;
-- functions whose bodies nobody reads are counted once
CREATE LANGUAGE injected HANDLER plpgsql_call_handler;
CREATE FUNCTION unread(p text) RETURNS void LANGUAGE injected AS $$ BEGIN EXECUTE p; END $$;
CREATE FUNCTION unread(p int) RETURNS void LANGUAGE injected AS $$ BEGIN EXECUTE p; END $$;
SELECT level, regexp_replace(message, '"[^"]*"', '"..."') AS message, detail, evidence
FROM hygiene.audit() WHERE rule = 'dynamic_sql_injection' AND object = 'this database';
-- only what is meant is silent
BEGIN;
SET LOCAL hygiene.allow = 'dynamic_sql_injection injection.meant(text) because only the owner may call it';
CREATE FUNCTION meant(p text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE p; END $$;
COMMIT;

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP LANGUAGE injected CASCADE;
DROP SCHEMA injection_path CASCADE;
DROP SCHEMA injection CASCADE;
