--
-- test/bench/guard.sql
--		A guard as one finds it in the wild: event triggers in PL/pgSQL.
--
-- Made for the bench, after the pattern that wikis and blogs pass on: no money
-- in floating point, no table without a primary key, no drop without a reason.
--

CREATE FUNCTION guard_ddl_command_end() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
	command record;
	found record;
BEGIN
	FOR command IN SELECT * FROM pg_event_trigger_ddl_commands()
		WHERE command_tag IN ('CREATE TABLE', 'ALTER TABLE', 'CREATE TABLE AS')
		AND object_type = 'table' AND schema_name <> 'pg_temp'
	LOOP
		FOR found IN SELECT attname FROM pg_attribute
			WHERE attrelid = command.objid AND attnum > 0 AND NOT attisdropped
			AND atttypid IN ('real'::regtype, 'double precision'::regtype)
			AND attname ~* '(price|amount|cost|total|balance|salary|fee)'
		LOOP
			RAISE EXCEPTION 'column % of % stores money as floating point', found.attname, command.object_identity;
		END LOOP;
		IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = command.objid AND contype = 'p') THEN
			RAISE WARNING 'table % has no primary key', command.object_identity;
		END IF;
	END LOOP;
END
$$;

CREATE FUNCTION guard_sql_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
	dropped record;
BEGIN
	FOR dropped IN SELECT * FROM pg_event_trigger_dropped_objects()
		WHERE object_type IN ('table', 'table column') AND original
	LOOP
		IF current_query() !~* '(--|/\*)\s*reason:' THEN
			RAISE EXCEPTION '% % is dropped without a reason', dropped.object_type, dropped.object_identity;
		END IF;
	END LOOP;
END
$$;

CREATE EVENT TRIGGER guard_ddl_command_end ON ddl_command_end EXECUTE FUNCTION guard_ddl_command_end();
CREATE EVENT TRIGGER guard_sql_drop ON sql_drop EXECUTE FUNCTION guard_sql_drop();
