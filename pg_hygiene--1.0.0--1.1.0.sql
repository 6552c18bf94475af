/* pg_hygiene--1.0.0--1.1.0.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION pg_hygiene UPDATE TO '1.1.0'" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

-- ---------------------------------------------------------------------------
-- The schema becomes a member, so that it goes with the extension, unless
-- somebody else keeps things in it.  No extension can lie in a schema that is
-- its own, hence it moves out, as far as the catalogs are concerned.
-- ---------------------------------------------------------------------------

DO $$
DECLARE
	own CONSTANT oid := (SELECT oid FROM pg_extension WHERE extname = 'pg_hygiene');
	schema CONSTANT oid := to_regnamespace('hygiene');
BEGIN
	UPDATE pg_extension SET extnamespace = to_regnamespace('pg_catalog') WHERE oid = own;
	DELETE FROM pg_depend
	WHERE classid = 'pg_extension'::regclass AND objid = own AND refclassid = 'pg_namespace'::regclass;

	IF NOT EXISTS (SELECT FROM pg_depend
				   WHERE classid = 'pg_namespace'::regclass AND objid = schema AND deptype = 'e')
		AND NOT EXISTS (SELECT FROM pg_depend AS d
						WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema
							AND d.deptype = 'n'
							AND NOT EXISTS (SELECT FROM pg_depend AS m
											WHERE m.classid = d.classid AND m.objid = d.objid
												AND m.refclassid = 'pg_extension'::regclass
												AND m.refobjid = own AND m.deptype = 'e'))
	THEN
		ALTER EXTENSION pg_hygiene ADD SCHEMA hygiene;
	END IF;
END
$$;
