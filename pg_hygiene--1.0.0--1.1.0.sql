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
-- What relations were like when they were last judged.  Not in dumps: the OIDs
-- mean nothing elsewhere.
-- ---------------------------------------------------------------------------

CREATE TABLE hygiene.seen (
	place bigint NOT NULL,
	relid oid NOT NULL,
	schema_name name NOT NULL,
	relation_name name NOT NULL,
	definition bigint NOT NULL,
	seen_at timestamp with time zone NOT NULL,
	unseen text,
	CONSTRAINT seen_pkey PRIMARY KEY (place, relid)
) USING heap WITH (fillfactor = 90);

COMMENT ON TABLE hygiene.seen IS
'What relations were like when they were last judged. Where the catalogs differ, they were changed while nothing was judged: hygiene.status() and the rule guard_bypassed tell.';
COMMENT ON COLUMN hygiene.seen.place IS 'Which database of which cluster the relation is in; rows of others, which replication brought, do not count.';
COMMENT ON COLUMN hygiene.seen.relid IS 'OID of the relation; the row of 0 says that the watch has begun.';
COMMENT ON COLUMN hygiene.seen.schema_name IS 'Its schema.';
COMMENT ON COLUMN hygiene.seen.relation_name IS 'Its name.';
COMMENT ON COLUMN hygiene.seen.definition IS 'Hash of its name, schema, kind and columns.';
COMMENT ON COLUMN hygiene.seen.seen_at IS 'When that was noted.';
COMMENT ON COLUMN hygiene.seen.unseen IS 'made or changed, if that happened unseen before, and nobody has accepted it.';

CREATE FUNCTION hygiene.accept_unseen(reason text)
RETURNS bigint
AS 'MODULE_PATHNAME', 'hygiene_accept_unseen'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.accept_unseen(text) IS
'Takes the relations as they are now for seen, after they were changed while nothing was judged. Argument: reason, for the journal. Returns how many relations were news. Schema changes of others wait until the transaction ends. Errors: null_value_not_allowed, invalid_parameter_value.';

REVOKE ALL ON TABLE hygiene.seen FROM PUBLIC;
REVOKE ALL ON FUNCTION hygiene.accept_unseen(text) FROM PUBLIC;

SELECT hygiene.accept_unseen('what was there when the watch began');

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
