--
-- functions.sql
--		Makes :functions functions in PL/pgSQL, of which one in twenty executes SQL.
--
CREATE SCHEMA code;
CREATE TABLE code.account (id int PRIMARY KEY, name text, amount numeric);
SELECT set_config('bench.functions', :'functions', false);
DO $make$
BEGIN
	FOR i IN 1..current_setting('bench.functions')::int LOOP
		IF i % 20 = 0 THEN
			EXECUTE format($f$CREATE FUNCTION code.f%s(p_schema text, p_table text, p_where text, p_limit int)
			RETURNS SETOF record LANGUAGE plpgsql AS $b$
DECLARE
	v_sql text;
	v_columns text;
	n int := 0;
	r record;
BEGIN
	SELECT string_agg(quote_ident(attname), ',') INTO v_columns FROM pg_attribute
	WHERE attrelid = format('%%I.%%I', p_schema, p_table)::regclass AND attnum > 0;
	FOR r IN SELECT relname, relkind FROM pg_class WHERE relnamespace = p_schema::regnamespace LOOP
		IF r.relkind = 'r' THEN
			n := n + 1;
		ELSIF r.relkind = 'v' THEN
			n := n - 1;
		END IF;
	END LOOP;
	v_sql := 'SELECT ' || v_columns || ' FROM ' || quote_ident(p_schema) || '.' || quote_ident(p_table);
	IF p_where IS NOT NULL THEN
		v_sql := v_sql || ' WHERE ' || p_where;
	END IF;
	v_sql := v_sql || ' LIMIT ' || p_limit;
	BEGIN
		EXECUTE 'ANALYZE ' || quote_ident(p_table);
	EXCEPTION WHEN undefined_table THEN
		RAISE NOTICE 'no %%', p_table;
	END;
	RETURN QUERY EXECUTE v_sql;
END $b$ $f$, i);
		ELSE
			EXECUTE format($f$CREATE FUNCTION code.f%s(p int) RETURNS int LANGUAGE plpgsql AS $b$
DECLARE
	n int := 0;
	r record;
BEGIN
	FOR r IN SELECT id, amount FROM code.account WHERE id > p LOOP
		n := n + r.id;
	END LOOP;
	IF n > 10 THEN
		UPDATE code.account SET amount = amount + 1 WHERE id = p;
	END IF;
	RETURN n;
END $b$ $f$, i);
		END IF;
		IF i % 500 = 0 THEN
			COMMIT;
		END IF;
	END LOOP;
END $make$;
