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
-- Waivers that a dump or replication brings take the place of those there are:
-- a database may have some from its template.  Findings about the database as a
-- whole no longer go by its name, which changes while waivers stay.
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.restoring()
RETURNS boolean
AS 'MODULE_PATHNAME', 'hygiene_restoring'
LANGUAGE C STABLE PARALLEL RESTRICTED;

COMMENT ON FUNCTION hygiene.restoring() IS
'Are rows that this session inserts brought from elsewhere: by a dump that is being restored, by replication, by an update of the extension?';

CREATE FUNCTION hygiene.take_waiver()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	-- the names that these were given before, and that nothing else has there
	IF new.rule IN ('backup_unconfirmed', 'sql_ascii', 'transaction_wraparound', 'autovacuum_off',
					'missing_foreign_key', 'duplicated_column')
		AND new.object ~ '^([a-z_][a-z0-9_]*|"([^"]|"")+")$'
		OR new.rule = 'guard_bypassed' AND new.object = quote_ident(current_database())
		AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_database())
	THEN
		new.object := 'this database';
	ELSIF new.rule = 'guard_bypassed' AND new.object ~
		'^([a-z_][a-z0-9_]*|"([^"]|"")+") (hygiene[.]mode|session_replication_role|event_triggers)$'
	THEN
		new.object := 'this database ' || substring(new.object FROM '[a-z_.]+$');
	END IF;
	DELETE FROM hygiene.waiver AS w WHERE w.rule = new.rule AND w.object = new.object;
	RETURN new;
END
$$;

COMMENT ON FUNCTION hygiene.take_waiver() IS
'A waiver that is brought from elsewhere takes the place of the one there is.';

CREATE TRIGGER take_waiver BEFORE INSERT ON hygiene.waiver
	FOR EACH ROW WHEN (hygiene.restoring()) EXECUTE FUNCTION hygiene.take_waiver();
ALTER TABLE hygiene.waiver ENABLE ALWAYS TRIGGER take_waiver;

REVOKE ALL ON FUNCTION hygiene.take_waiver() FROM PUBLIC;

COMMENT ON COLUMN hygiene.waiver.object IS
'Identity of the object, quoted, exactly as in hygiene.findings.object; of the database as a whole: this database.';

WITH old AS (
	DELETE FROM hygiene.waiver AS w WHERE w.object !~ '[.(]' OR w.rule = 'guard_bypassed'
	RETURNING w.*)
INSERT INTO hygiene.waiver
SELECT * FROM old
ORDER BY old.object = quote_ident(current_database()), old.created_at;

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
