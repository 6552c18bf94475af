/* pg_hygiene--1.0.0--1.1.0.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION pg_hygiene UPDATE TO '1.1.0'" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

-- ---------------------------------------------------------------------------
-- A schema called hygiene that was there before the extension may be a trap: what
-- lies in it is called by those who ask the extension.
-- ---------------------------------------------------------------------------

DO $$
DECLARE
	schema CONSTANT oid := to_regnamespace('hygiene');
	trusted CONSTANT oid[] := ARRAY(SELECT oid FROM pg_roles WHERE rolsuper
									UNION SELECT extowner FROM pg_extension
									WHERE extname = 'pg_hygiene');
	stranger text;
BEGIN
	SELECT pg_get_userbyid(n.nspowner) INTO stranger FROM pg_namespace AS n
	WHERE n.oid = schema AND n.nspowner <> ALL (trusted);
	IF FOUND THEN
		RAISE EXCEPTION 'schema "hygiene" belongs to role "%", who could change what is in it', stranger
			USING ERRCODE = 'insufficient_privilege',
				HINT = 'ALTER SCHEMA hygiene OWNER TO CURRENT_USER; or DROP SCHEMA hygiene;';
	END IF;

	SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END INTO stranger
	FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
	WHERE n.oid = schema AND a.privilege_type = 'CREATE' AND a.grantee <> ALL (trusted);
	IF FOUND THEN
		RAISE EXCEPTION 'role "%" may create objects in schema "hygiene"', stranger
			USING ERRCODE = 'insufficient_privilege',
				HINT = format('REVOKE CREATE ON SCHEMA hygiene FROM %s;', stranger);
	END IF;

	SELECT o.name INTO stranger
	FROM (SELECT oid::regprocedure::text AS name, proowner AS owner FROM pg_proc WHERE pronamespace = schema
		  UNION ALL SELECT oid::regclass::text, relowner FROM pg_class WHERE relnamespace = schema
		  UNION ALL SELECT oid::regoperator::text, oprowner FROM pg_operator WHERE oprnamespace = schema
		  UNION ALL SELECT oid::regtype::text, typowner FROM pg_type WHERE typnamespace = schema) AS o
	WHERE o.owner <> ALL (trusted)
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'schema "hygiene" holds "%", which is neither the extension''s nor a superuser''s', stranger
			USING ERRCODE = 'duplicate_object',
				HINT = 'Move it to another schema, or drop it.';
	END IF;
END
$$;

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

-- ---------------------------------------------------------------------------
-- The owner of a database, whoever that is, may dump it, and a dump reads the
-- journal.
-- ---------------------------------------------------------------------------

GRANT SELECT ON TABLE hygiene.journal TO pg_database_owner;
